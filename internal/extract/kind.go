package extract

import (
	"bytes"
	"mime"
	"net/http"
	"strings"
	"unicode/utf8"
)

// sniffLen is how much of a body its kind is judged by.
const sniffLen = 4 << 10

// typeOLE is the container of Office's older formats.
const typeOLE = "application/x-ole-storage"

// typeRTF is Rich Text, whatever else it is declared to be.
const typeRTF = "application/rtf"

// What sniff adds to the public kinds: a ZIP, which must be opened to tell.
const kindZIP = "zip"

// sniff tells what head, the first sniffLen bytes of a body, begins. The bytes
// decide; the declared type is asked where they leave it open (text of an
// unknown sort, binary without a known mark).
func sniff(head []byte, contentType string) (kind, mediaType string) {
	declared := mediaTypeOf(contentType)
	if len(bytes.Trim(head, " \t\r\n\f\x00\ufeff")) == 0 && len(head) < sniffLen {
		return KindEmpty, declared
	}
	if kind, mt, ok := magic(head); ok {
		return kind, mt
	}
	// PDF readers accept up to 1,024 bytes of rubbish in front. Behind blanks alone,
	// nothing else begins so.
	if i := bytes.Index(head[:min(len(head), 1024)], []byte("%PDF-")); i > 0 &&
		(declared == "application/pdf" || controls(head[:i]) > 0 || len(bytes.Trim(head[:i], " \t\r\n\f\x00\ufeff")) == 0) {
		return KindPDF, "application/pdf"
	}
	text := decodedHead(head)
	if text == nil {
		return binaryKind(head, declared)
	}
	switch sign := htmlSign(text); {
	case sign == signXML:
		return xmlKind(text, declared)
	case sign == signSVG:
		return KindImage, "image/svg+xml"
	case sign == signStrong, sign == signWeak && !plainType(declared):
		if declared == "application/xhtml+xml" {
			return KindHTML, declared
		}
		return KindHTML, "text/html"
	}
	switch {
	case declared == "text/html" || declared == "application/xhtml+xml":
		return KindHTML, declared
	case plainType(declared):
		return KindText, declared
	case bytes.Contains(text, []byte("</")) && (bytes.Contains(text, []byte("<p")) || bytes.Contains(text, []byte("<div"))):
		return KindHTML, "text/html"
	}
	return KindText, "text/plain"
}

// magic knows the marks that leave no doubt.
func magic(head []byte) (kind, mediaType string, ok bool) {
	for _, m := range [...]struct {
		off                   int
		mark, kind, mediaType string
	}{
		{0, "%PDF-", KindPDF, "application/pdf"},
		{0, "PK\x03\x04", kindZIP, "application/zip"},
		{0, "PK\x05\x06", KindArchive, "application/zip"}, // without entries
		{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", KindOther, typeOLE},
		{0, "{\\rtf", KindOther, typeRTF},
		{0, "7z\xbc\xaf\x27\x1c", KindArchive, "application/x-7z-compressed"},
		{0, "\xfd7zXZ\x00", KindArchive, "application/x-xz"},
		{4, "1AY&SY", KindArchive, "application/x-bzip2"},
		{0, "\x28\xb5\x2f\xfd", KindArchive, "application/zstd"},
		{257, "ustar", KindArchive, "application/x-tar"},
		{0, "II*\x00", KindImage, "image/tiff"},
		{0, "MM\x00*", KindImage, "image/tiff"},
		{4, "ftypavif", KindImage, "image/avif"},
		{4, "ftypheic", KindImage, "image/heic"},
		{4, "ftypmif1", KindImage, "image/heif"},
		{4, "ftypM4A", KindAudio, "audio/mp4"},
		{4, "ftyp", KindVideo, "video/mp4"},
		{0, "fLaC", KindAudio, "audio/flac"},
		{0, "FLV\x01", KindVideo, "video/x-flv"},
	} {
		if len(head) >= m.off && bytes.HasPrefix(head[m.off:], []byte(m.mark)) {
			return m.kind, m.mediaType, true
		}
	}
	if controls(head) == 0 { // net/http takes "BMW" for a bitmap
		return "", "", false
	}
	mt := mediaTypeOf(http.DetectContentType(head))
	switch family, _, _ := strings.Cut(mt, "/"); {
	case family == "image":
		return KindImage, mt, true
	case family == "audio" || mt == "application/ogg":
		return KindAudio, mt, true
	case family == "video":
		return KindVideo, mt, true
	case mt == "application/x-gzip" || mt == "application/x-rar-compressed":
		return KindArchive, mt, true
	case family == "font" || mt == "application/wasm" || mt == "application/postscript":
		return KindOther, mt, true
	}
	return "", "", false
}

// binaryKind is the declared type's word for bytes that nothing else names.
func binaryKind(head []byte, declared string) (kind, mediaType string) {
	switch family, _, _ := strings.Cut(declared, "/"); family {
	case KindImage, KindAudio, KindVideo:
		return family, declared
	}
	switch declared {
	case "text/html", "application/xhtml+xml":
		// A stray control character makes no binary of a page.
		if controls(head)*50 < len(head) {
			return KindHTML, declared
		}
	case "text/plain":
		if controls(head)*50 < len(head) {
			return KindText, declared
		}
	}
	if declared == "" || strings.HasPrefix(declared, "text/") || declared == "application/pdf" {
		declared = "application/octet-stream" // the bytes belie it
	}
	return KindOther, declared
}

// plainType tells that a declared type is text to be read as it stands.
func plainType(mt string) bool {
	switch mt {
	case "text/html", "application/xhtml+xml", "":
		return false
	case "application/json", "application/xml", "application/javascript", "application/x-javascript",
		"application/ecmascript", "application/yaml", "application/x-yaml", "application/toml", "application/sql":
		return true
	}
	return strings.HasPrefix(mt, "text/") || strings.HasSuffix(mt, "+json") || strings.HasSuffix(mt, "+xml")
}

func mediaTypeOf(contentType string) string {
	mt, _, _ := mime.ParseMediaType(contentType)
	if mt == "" {
		mt, _, _ = strings.Cut(contentType, ";")
		mt = strings.ToLower(strings.TrimSpace(mt))
	}
	return mt
}

// controls counts the control characters that no text has.
func controls(b []byte) int {
	n := 0
	for _, c := range b {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b {
			n++
		}
	}
	return n
}

// decodedHead is the start of a text, or nil for binary.
func decodedHead(head []byte) []byte {
	c, _, skip := unmistakable(head)
	if strings.HasPrefix(c.name, "utf-16") {
		head = c.decode(head[skip:])
	} else {
		head = head[skip:]
	}
	if controls(head) > 0 {
		return nil
	}
	return head
}

// What the start of a text says about its being HTML.
const (
	signNone = iota
	signXML
	signSVG
	signWeak   // a tag that a Markdown or text file may start with as well
	signStrong // a doctype or a page's own outer elements
)

func htmlSign(text []byte) int {
	text = bytes.TrimLeft(text, " \t\r\n\f")
	if hasPrefixFold(text, "<?xml") {
		return signXML
	}
	for bytes.HasPrefix(text, []byte("<!--")) {
		end := bytes.Index(text, []byte("-->"))
		if end < 0 {
			return signWeak
		}
		text = bytes.TrimLeft(text[end+3:], " \t\r\n\f")
		if len(text) == 0 || text[0] != '<' {
			return signWeak
		}
	}
	if hasPrefixFold(text, "<svg") {
		return signSVG
	}
	for _, tag := range [...]string{"<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<frameset"} {
		if hasPrefixFold(text, tag) {
			return signStrong
		}
	}
	for _, tag := range [...]string{
		"<a", "<article", "<b", "<base", "<br", "<center", "<div", "<font", "<footer", "<form", "<h1", "<h2", "<h3",
		"<header", "<iframe", "<img", "<link", "<main", "<nav", "<noscript", "<ol", "<p", "<script", "<section",
		"<span", "<strong", "<style", "<table", "<ul",
	} {
		if hasPrefixFold(text, tag) && len(text) > len(tag) && strings.IndexByte(" \t\r\n\f/>", text[len(tag)]) >= 0 {
			return signWeak
		}
	}
	return signNone
}

// xmlKind tells XHTML, SVG and other XML apart by the first element.
func xmlKind(text []byte, declared string) (kind, mediaType string) {
	for {
		i := bytes.IndexByte(text, '<')
		if i < 0 || i+1 >= len(text) {
			break
		}
		text = text[i:]
		switch {
		case hasPrefixFold(text, "<!doctype html"), hasPrefixFold(text, "<html"):
			return KindHTML, "application/xhtml+xml"
		case hasPrefixFold(text, "<svg"), hasPrefixFold(text, "<!doctype svg"):
			return KindImage, "image/svg+xml"
		case bytes.HasPrefix(text, []byte("<!--")):
			if end := bytes.Index(text, []byte("-->")); end > 0 {
				text = text[end:]
				continue
			}
		}
		if r, _ := utf8.DecodeRune(text[1:]); r != '?' && r != '!' {
			break
		}
		text = text[1:]
	}
	if plainType(declared) {
		return KindText, declared
	}
	return KindText, "application/xml"
}

// hasPrefixFold ignores the case of ASCII letters; prefix is in lower case.
func hasPrefixFold(b []byte, prefix string) bool {
	if len(b) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		if lower(b[i]) != prefix[i] {
			return false
		}
	}
	return true
}

func containsFold(b []byte, sub string) bool {
	for i := range b {
		if lower(b[i]) == sub[0] && hasPrefixFold(b[i:], sub) {
			return true
		}
	}
	return false
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// Sniff tells what the first bytes of a file begin, by those alone: a Kind and a
// media type. A ZIP, which must be opened to tell, is KindArchive.
func Sniff(head []byte) (kind, mediaType string) {
	kind, mediaType = sniff(head[:min(len(head), sniffLen)], "")
	if kind == kindZIP {
		kind = KindArchive
	}
	return kind, mediaType
}

// WholePage tells whether a file that Sniff takes for HTML is a page of it, and no text
// that tags stand in, as a script or a README may have them: it begins with what is
// written once in a page, or with another tag and ends with one; text before it is
// rubbish of the server where the page begins a line. head and tail are its first and
// last bytes.
func WholePage(head, tail []byte) bool {
	text := decodedHead(head[:min(len(head), sniffLen)])
	tail = bytes.TrimRight(tail, " \t\r\n\f\x00")
	switch closed := bytes.HasSuffix(tail, []byte(">")); htmlSign(text) {
	case signStrong, signXML:
		return true
	case signWeak:
		return closed
	default:
		for line := range bytes.Lines(text) {
			if hasPrefixFold(line, "<!doctype html") || hasPrefixFold(line, "<html") {
				return closed
			}
		}
		return false
	}
}
