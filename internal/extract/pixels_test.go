package extract

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

// TestPixels: a picture is known by what it shows, however it is packed.
func TestPixels(t *testing.T) {
	scan := func(dot int) *image.Gray {
		m := image.NewGray(image.Rect(0, 0, 97, 61))
		for y := range 61 {
			for x := range 97 {
				m.SetGray(x, y, color.Gray{uint8(x*y + 3*x)})
			}
		}
		m.SetGray(dot, 5, color.Gray{255})
		return m
	}
	colours := image.NewRGBA(image.Rect(10, 10, 107, 71)) // the same, as another kind of picture
	for y := range 61 {
		for x := range 97 {
			colours.Set(10+x, 10+y, scan(4).At(x, y))
		}
	}
	packed := func(m image.Image, level png.CompressionLevel) []byte {
		var b bytes.Buffer
		if err := (&png.Encoder{CompressionLevel: level}).Encode(&b, m); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	photo := func(quality int) []byte {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, scan(4), &jpeg.Options{Quality: quality}); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	commented := func(b []byte) []byte { // with metadata behind the mark of its beginning
		return append(append(append([]byte{}, b[:2]...), 0xFF, 0xFE, 0, 8, 'a', ' ', 'n', 'o', 't', 'e'), b[2:]...)
	}
	of := func(body []byte) string {
		doc, err := New(Config{}).Extract(t.Context(), Input{Body: bytes.NewReader(body), Size: int64(len(body))})
		if err != nil || doc.Kind != KindImage {
			t.Fatalf("%v %v", doc, err)
		}
		return doc.Pixels
	}
	huge := packed(scan(4), png.DefaultCompression)
	copy(huge[16:], []byte{0, 1, 0, 0, 0, 1, 0, 0}) // calls itself 65,536 points square
	was := of(packed(scan(4), png.DefaultCompression))
	for name, c := range map[string]struct {
		a, b string
		same bool
	}{
		"packed better":   {was, of(packed(scan(4), png.BestCompression)), true},
		"other colours":   {was, of(packed(colours, png.NoCompression)), true},
		"one point":       {was, of(packed(scan(5), png.DefaultCompression)), false},
		"a comment":       {of(photo(90)), of(commented(photo(90))), true},
		"another quality": {of(photo(90)), of(photo(60)), false},
		"too large":       {of(huge), "", true},
		"broken off":      {of(photo(90)[:300]), "", true},
	} {
		if (c.a == c.b) != c.same {
			t.Errorf("%s: %s, %s", name, c.a, c.b)
		}
	}
	if was == "" {
		t.Error("no digest")
	}
}
