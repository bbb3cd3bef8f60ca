package demo

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"net/http"
	"strings"
	"sync"
)

// serveAsset sends a page requisite: style sheets (one imports another), a
// script, and pictures. It reports whether path is one.
func serveAsset(rw http.ResponseWriter, s *site, path string) bool {
	var body []byte
	kind := ""
	switch {
	case s.kind != "html":
		return false
	case path == "/static/style.css":
		kind = "text/css"
		body = []byte("@import url(\"print.css\") print;\nbody { max-width: 42em; margin: auto; background: url('paper.png'); font: 1rem/1.5 serif; }\n.menu li { display: inline; margin-right: 1em }\n.ad { border: 1px solid #ccc }\n")
	case path == "/static/print.css":
		kind, body = "text/css", []byte(".menu, .ad, .related { display: none }\n")
	case path == "/static/site.js":
		kind, body = "text/javascript", []byte("document.documentElement.classList.add('js');\n")
	case path == "/static/photo.jpg":
		kind, body = "image/jpeg", photo(s.name, 320, 180)
	case path == "/static/photo-2x.jpg":
		kind, body = "image/jpeg", photo(s.name, 640, 360)
	case path == "/static/logo.png":
		kind, body = "image/png", picture(s.title, 160, 40, false)
	case path == "/static/paper.png":
		kind, body = "image/png", picture("paper", 16, 16, false)
	case path == "/favicon.ico":
		kind, body = "image/png", picture(s.name, 16, 16, false)
	case strings.HasPrefix(path, "/ads/") && strings.HasSuffix(path, ".png"):
		kind, body = "image/png", picture(path, 120, 60, false)
	default:
		return false
	}
	rw.Header().Set("Content-Type", kind)
	rw.Header().Set("Cache-Control", "max-age=86400")
	rw.Header().Set("Content-Length", fmt.Sprint(len(body)))
	rw.Write(body)
	return true
}

// photos are the pictures drawn so far: a site's pages have them in common, and so have
// all webs of a process. There are few sites.
var photos sync.Map // photoOf → []byte

type photoOf struct {
	seed  string
	width int
}

// photo is a picture as a camera makes it, drawn once.
func photo(seed string, width, height int) []byte {
	key := photoOf{seed, width}
	b, ok := photos.Load(key)
	if !ok {
		b, _ = photos.LoadOrStore(key, picture(seed, width, height, true))
	}
	return b.([]byte)
}

// picture draws two colours running into each other; seed chooses them.
func picture(seed string, width, height int, photo bool) []byte {
	h := fnv.New32a()
	h.Write([]byte(seed))
	sum := h.Sum32()
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			img.Set(x, y, color.RGBA{byte(sum) / 2, byte(sum>>8)/2 + byte(127*x/width), byte(sum>>16)/2 + byte(127*y/height), 255})
		}
	}
	var b bytes.Buffer
	if photo {
		_ = jpeg.Encode(&b, img, nil) // a Buffer takes everything
	} else {
		_ = png.Encode(&b, img)
	}
	return b.Bytes()
}

// windows1251 encodes UTF-8 Russian. What the charset lacks becomes "?".
func windows1251(s []byte) []byte {
	out := make([]byte, 0, len(s))
	for _, r := range string(s) {
		switch {
		case r < 0x80:
			out = append(out, byte(r))
		case r >= 'А' && r <= 'я':
			out = append(out, byte(r-'А')+0xC0)
		case r == 'Ё':
			out = append(out, 0xA8)
		case r == 'ё':
			out = append(out, 0xB8)
		case r == '«', r == '»', r == '©', r == '·', r == '\u00A0':
			out = append(out, byte(r)) // where Latin-1 has them
		case r == '–':
			out = append(out, 0x96)
		default:
			out = append(out, '?')
		}
	}
	return out
}
