package browser

import (
	"net/http"
	"path"
	"strings"
)

// Want is what a page asks for with a request, as far as its text may hang on it.
type Want int

const (
	WantsOther  Want = iota // pictures, styles, beacons, streams
	WantsData               // by fetch or XMLHttpRequest
	WantsScript             // of a page whose text scripts bring
	WantsFrame              // the document of a frame
)

// WantOf reads it from the headers that Chromium sends
// (https://www.w3.org/TR/fetch-metadata/), and guesses where it sends none: to
// origins that it does not trust, such as http.
func WantOf(r *http.Request) Want {
	h := r.Header
	accept := h.Get("Accept")
	if h.Get("Upgrade") != "" || h.Get("Range") != "" || strings.HasPrefix(accept, "text/event-stream") {
		return WantsOther
	}
	switch mode := h.Get("Sec-Fetch-Mode"); h.Get("Sec-Fetch-Dest") {
	case "empty":
		if mode == "cors" || mode == "same-origin" {
			return WantsData
		}
		return WantsOther
	case "script":
		return WantsScript
	case "iframe", "frame", "embed", "object":
		if mode == "navigate" {
			return WantsFrame
		}
		return WantsOther
	case "":
	default:
		return WantsOther
	}
	switch strings.ToLower(path.Ext(r.URL.Path)) {
	case ".js", ".mjs":
		return WantsScript
	case ".css", ".woff", ".woff2", ".ttf", ".otf", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".ico", ".mp3", ".mp4", ".webm", ".vtt":
		return WantsOther
	}
	if accept == "*/*" || strings.Contains(accept, "json") || h.Get("X-Requested-With") != "" {
		return WantsData
	}
	return WantsOther
}
