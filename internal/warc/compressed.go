package warc

import (
	"mime"
	"net/http"
	"strings"
)

// Compressed tells whether a body is compressed already, by its content coding
// or its media type, so that deflating it again would cost time and gain
// nothing.
func Compressed(h http.Header) bool {
	for _, v := range h["Content-Encoding"] {
		for c := range strings.SplitSeq(v, ",") {
			if c = strings.ToLower(strings.TrimSpace(c)); c != "" && c != "identity" && c != "none" {
				return true
			}
		}
	}
	t, _, err := mime.ParseMediaType(h.Get("Content-Type"))
	if err != nil {
		t, _, _ = strings.Cut(h.Get("Content-Type"), ";")
		t = strings.ToLower(strings.TrimSpace(t))
	}
	switch kind, sub, _ := strings.Cut(t, "/"); kind {
	case "image":
		switch sub {
		case "svg+xml", "svg", "bmp", "x-ms-bmp", "x-icon", "vnd.microsoft.icon", "tiff":
			return false
		}
		return true
	case "video":
		return true
	case "audio":
		switch sub {
		case "wav", "x-wav", "wave", "midi", "mid", "x-midi", "basic", "aiff", "x-aiff":
			return false
		}
		return true
	}
	switch t {
	case "application/pdf", "application/zip", "application/x-zip-compressed", "application/gzip",
		"application/x-gzip", "application/x-bzip2", "application/x-xz", "application/zstd",
		"application/x-7z-compressed", "application/vnd.rar", "application/x-rar-compressed",
		"application/epub+zip", "application/java-archive", "application/font-woff",
		"font/woff", "font/woff2":
		return true
	}
	// Office files are ZIP archives.
	return strings.HasPrefix(t, "application/vnd.openxmlformats-officedocument.") ||
		strings.HasPrefix(t, "application/vnd.oasis.opendocument.")
}
