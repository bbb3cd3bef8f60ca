package extract

import (
	"strings"
	"testing"
)

func TestKind(t *testing.T) {
	for _, c := range []struct{ name, body, declared, kind, mediaType string }{
		{"nothing", "", "text/html", KindEmpty, "text/html"},
		{"white space", "\ufeff \r\n\t\n", "text/html", KindEmpty, "text/html"},
		{"html declared pdf", "<!DOCTYPE html><p>x", "application/pdf", KindHTML, "text/html"},
		{"html undeclared", "  <html><body>x", "", KindHTML, "text/html"},
		{"html after a comment", "<!-- saved --> <HTML>", "", KindHTML, "text/html"},
		{"html in UTF-16", "\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00", "text/plain", KindHTML, "text/html"},
		{"html by declaration alone", "Just words, no tags", "text/html; charset=utf-8", KindHTML, "text/html"},
		{"html with a stray control", "<p>a</p>\x01" + strings.Repeat("<p>words</p>", 20), "text/html", KindHTML, "text/html"},
		{"fragment undeclared", "Words <p>and <b>tags</b></p>", "", KindHTML, "text/html"},
		{"markdown that starts with a tag", "<p align=center>logo</p>\n# Title", "text/plain", KindText, "text/plain"},
		{"xhtml", "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML'><html>", "text/xml", KindHTML, "application/xhtml+xml"},
		{"feed", "<?xml version='1.0'?><!-- c --><rss><channel/></rss>", "application/rss+xml", KindText, "application/rss+xml"},
		{"svg", "<svg xmlns='http://www.w3.org/2000/svg'>", "image/svg+xml", KindImage, "image/svg+xml"},
		{"svg after declaration", "<?xml version='1.0'?><svg>", "text/xml", KindImage, "image/svg+xml"},
		{"json", `{"a": "</p>"}`, "application/json", KindText, "application/json"},
		{"text", "BMW sells cars", "text/plain", KindText, "text/plain"},
		{"text about pdf", "see the %PDF-1.4 header", "text/plain", KindText, "text/plain"},
		{"html about pdf", "\n<p>see the %PDF-1.4 header</p>", "text/html", KindHTML, "text/html"},
		{"pdf behind blank lines", "\n\r\n %PDF-1.4\n", "", KindPDF, "application/pdf"},
		{"pdf behind a byte order mark", "\ufeff%PDF-1.4\n", "application/octet-stream", KindPDF, "application/pdf"},
		{"png declared html", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "text/html", KindImage, "image/png"},
		{"jpeg", "\xff\xd8\xff\xe0\x00\x10JFIF\x00", "", KindImage, "image/jpeg"},
		{"avif", "\x00\x00\x00\x1cftypavif\x00\x00\x00\x00", "", KindImage, "image/avif"},
		{"mp4", "\x00\x00\x00\x18ftypisom\x00\x00\x02\x00", "", KindVideo, "video/mp4"},
		{"mp3", "ID3\x03\x00\x00\x00", "", KindAudio, "audio/mpeg"},
		{"gzip", "\x1f\x8b\x08\x00\x00", "application/gzip", KindArchive, "application/x-gzip"},
		{"old word", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "application/msword", KindOther, "application/x-ole-storage"},
		{"rtf", `{\rtf1 text}`, "text/plain", KindOther, "application/rtf"},
		{"binary declared html", "\x00\x01\x02\x03\x04\x05\x06\x07", "text/html", KindOther, "application/octet-stream"},
		{"binary declared video", "\x00\x01\x02\x03", "video/x-own", KindVideo, "video/x-own"},
	} {
		t.Run(c.name, func(t *testing.T) {
			kind, mt := sniff([]byte(c.body), c.declared)
			if kind != c.kind || mt != c.mediaType {
				t.Errorf("%s %s, want %s %s", kind, mt, c.kind, c.mediaType)
			}
		})
	}
	if kind, _ := sniff([]byte("\x00\x01rubbish\x02\n%PDF-1.4\n"), "text/html"); kind != KindPDF {
		t.Errorf("a PDF with rubbish in front is %s", kind)
	}
}

func TestEncryptedDOCX(t *testing.T) {
	doc := extract(t, New(Config{}), "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", typeDOCX)
	if doc.Kind != KindDOCX || doc.Finding != FindingEncrypted {
		t.Errorf("%s, finding %q", doc.Kind, doc.Finding)
	}
}
