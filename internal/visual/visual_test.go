package visual

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// lines draws a page: every line is a bar of 20 rows whose shade and length are of
// its own number, and 10 rows of white after it.
func lines(width int, numbers ...int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, width, 30*len(numbers)))
	for i := range m.Pix {
		m.Pix[i] = 255
	}
	for i, n := range numbers {
		for y := range 20 {
			for x := range 100 + n*7%100 {
				m.SetRGBA(x, 30*i+y, color.RGBA{uint8(n * 37), uint8(y * 9), uint8(n), 255})
			}
		}
	}
	return m
}

func file(t testing.TB, m image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCompare(t *testing.T) {
	page := []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}
	dot := lines(240, page...)
	for x := range 8 {
		for y := range 8 {
			dot.SetRGBA(80+x, 64+y, color.RGBA{255, 0, 0, 255})
		}
	}
	faint := lines(240, page...)
	for i := range faint.Pix {
		if i%4 != 3 && faint.Pix[i] > 4 {
			faint.Pix[i] -= 4
		}
	}
	for _, c := range []struct {
		name                    string
		old, new                *image.RGBA
		changed, added, removed int
		same                    float64
	}{
		{"the same", lines(240, page...), lines(240, page...), 0, 0, 0, 1},
		{"a line more above", lines(240, page...), lines(240, 1, 2, 77, 3, 4, 5, 6, 7, 8, 9, 10), 0, 240 * 30, 0, 10.0 / 11},
		{"a line less", lines(240, page...), lines(240, 1, 2, 3, 5, 6, 7, 8, 9, 10), 0, 0, 240 * 30, 0.9},
		{"a spot", lines(240, page...), dot, 64, 0, 0, 1 - 64.0/(240*300)},
		{"shades nobody sees", lines(240, page...), faint, 0, 0, 0, 1},
		{"wider", lines(240, page...), lines(320, page...), 80 * 300, 0, 0, 0.75},
		{"all else", lines(240, 11, 12, 13), lines(240, 31, 42, 53), -1, 0, 0, 0.3},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Compare(file(t, c.old), file(t, c.new))
			if err != nil {
				t.Fatal(err)
			}
			if c.changed >= 0 && got.Changed != c.changed || got.Added != c.added || got.Removed != c.removed || math.Abs(got.Same-c.same) > 0.05 || c.same == 1 && got.Same != 1 {
				t.Errorf("changed %d, added %d, removed %d, same %.3f", got.Changed, got.Added, got.Removed, got.Same)
			}
			pic, err := got.Picture()
			if err != nil {
				t.Fatal(err)
			}
			plain := *got
			plain.bands = slices.Clone(got.bands)
			for i := range plain.bands {
				plain.bands[i].same = true
			}
			unmarked, err := plain.Picture()
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Equal(pic, unmarked) != (c.same == 1) {
				t.Error("what differs is not marked, or something else is")
			}
			if os.Getenv("VISUAL_DIR") != "" { // to look at
				os.WriteFile(filepath.Join(os.Getenv("VISUAL_DIR"), strings.ReplaceAll(c.name, " ", "-")+".png"), pic, 0o644)
			}
		})
	}
}

func TestCompareRefuses(t *testing.T) {
	good := file(t, lines(240, 1))
	huge := bytes.Clone(good)
	binary.BigEndian.PutUint32(huge[16:], 60000)
	binary.BigEndian.PutUint32(huge[20:], 60000)
	if _, err := Compare(good, []byte("GIF89a")); err == nil {
		t.Error("no PNG")
	}
	if _, err := Compare(good, good[:len(good)-30]); err == nil {
		t.Error("a PNG that is cut")
	}
	// The checksum of the changed head is wrong as well: mend it, so that size alone speaks.
	fix(huge)
	var large *TooLargeError
	if _, err := Compare(good, huge); !errors.As(err, &large) || large.Width != 60000 {
		t.Errorf("a bomb: %v", err)
	}
}

func fix(b []byte) { binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29])) }

func FuzzCompare(f *testing.F) {
	f.Add(file(f, lines(40, 1, 2)), file(f, lines(40, 2, 3)))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		if len(a) > 1<<16 || len(b) > 1<<16 {
			return
		}
		for _, x := range [][]byte{a, b} { // a picture of some megapixels is no finding
			if c, err := png.DecodeConfig(bytes.NewReader(x)); err != nil || c.Width > 512 || c.Height > 512 {
				return
			}
		}
		c, err := Compare(a, b)
		if err != nil {
			return
		}
		if c.Same < 0 || c.Same > 1 {
			t.Errorf("same %v", c.Same)
		}
		if _, err := c.Picture(); err != nil {
			t.Error(err)
		}
	})
}
