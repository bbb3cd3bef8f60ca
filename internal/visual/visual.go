// Package visual compares the pictures of two captures of one page: which parts
// look the same, which do not, and where.
//
// A page that got a line more looks the same below it, only lower. So rows of
// pixels are aligned first, as lines of a text are, and pictures are compared only
// between what is aligned.
//
// What it finds is evidence for a person, never an alarm: another font, another
// version of the browser or an advertisement change a picture, and not what the
// page says.
package visual

import (
	"bytes"
	"errors"
	"fmt"
	"hash/maphash"
	"image"
	"image/draw"
	"image/png"
)

// MaxPixels bounds one picture. Chromium draws no more than 16,384 in a row.
const MaxPixels = 64 << 20

// cell is the side in pixels of the squares in which differences are told.
const cell = 8

// tolerance is how far a colour may be off, in each channel, and still be the same.
const tolerance = 8

// Comparison is of two pictures.
type Comparison struct {
	// Same is the share of the area of both pages, laid over each other, that looks
	// the same: 1 if they do not differ at all.
	Same float64
	// Changed, Added and Removed are areas in pixels: what looks different in a place
	// that both have, and what only the new or the old page has.
	Changed, Added, Removed int

	old, new *image.RGBA
	bands    []band
}

// band is a run of rows: of the old page from a to b, of the new one from c to d. Where
// both have rows, they have the same number, and belong to each other.
type band struct {
	a, b, c, d int
	same       bool
}

// TooLargeError is a picture that is not looked at.
type TooLargeError struct{ Width, Height int }

func (e *TooLargeError) Error() string {
	return fmt.Sprintf("compare pictures: one of %d by %d pixels is too large", e.Width, e.Height)
}

// Compare takes two PNG files. An error is of a file that is no sound PNG, or too
// large a one.
func Compare(old, new []byte) (*Comparison, error) {
	a, err := decode(old)
	if err != nil {
		return nil, err
	}
	b, err := decode(new)
	if err != nil {
		return nil, err
	}
	c := &Comparison{old: a, new: b}
	c.bands = align(a, b)
	w := max(a.Rect.Dx(), b.Rect.Dx())
	total := 0
	for _, band := range c.bands {
		total += w * max(band.b-band.a, band.d-band.c)
		switch {
		case band.same:
		case band.a == band.b:
			c.Added += w * (band.d - band.c)
		case band.c == band.d:
			c.Removed += w * (band.b - band.a)
		default:
			for r := range c.differing(band) {
				c.Changed += r.Dx() * r.Dy()
			}
		}
	}
	if total == 0 {
		return nil, errors.New("compare pictures: they are empty")
	}
	c.Same = max(0, 1-float64(c.Changed+c.Added+c.Removed)/float64(total))
	return c, nil
}

func decode(b []byte) (*image.RGBA, error) {
	cfg, err := png.DecodeConfig(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("compare pictures: %w", err)
	}
	if cfg.Width > MaxPixels || cfg.Height > MaxPixels || cfg.Width*cfg.Height > MaxPixels {
		return nil, &TooLargeError{cfg.Width, cfg.Height}
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("compare pictures: %w", err)
	}
	if m, ok := img.(*image.RGBA); ok && m.Rect.Min == (image.Point{}) {
		return m, nil
	}
	m := image.NewRGBA(image.Rect(0, 0, cfg.Width, cfg.Height))
	draw.Draw(m, m.Rect, img, img.Bounds().Min, draw.Src)
	return m, nil
}

// align pairs the rows of two pictures: rows that stand exactly once in both are
// fixed points, what is equal around them belongs to them, and what is left
// between is paired from the top.
func align(a, b *image.RGBA) []band {
	ra, rb := rows(a), rows(b)
	var out []band
	add := func(n band) {
		if n.a == n.b && n.c == n.d {
			return
		}
		if k := len(out) - 1; k >= 0 && n.same && out[k].same && out[k].b == n.a && out[k].d == n.c {
			out[k].b, out[k].d = n.b, n.d
			return
		}
		out = append(out, n)
	}
	i, j := 0, 0
	for _, p := range append(fixed(ra, rb), [2]int{len(ra), len(rb)}) {
		if p[0] < i || p[1] < j {
			continue // within what an earlier point has taken
		}
		x, y := p[0], p[1]
		for x > i && y > j && ra[x-1] == rb[y-1] {
			x, y = x-1, y-1
		}
		n := min(x-i, y-j)
		add(band{i, i + n, j, j + n, false})
		add(band{i + n, x, j + n, j + n, false})
		add(band{x, x, j + n, y, false})
		end, stop := p[0], p[1]
		for end < len(ra) && stop < len(rb) && ra[end] == rb[stop] {
			end, stop = end+1, stop+1
		}
		add(band{x, end, y, stop, true})
		i, j = end, stop
	}
	return out
}

var seed = maphash.MakeSeed()

func rows(m *image.RGBA) []uint64 {
	out := make([]uint64, m.Rect.Dy())
	for y := range out {
		out[y] = maphash.Bytes(seed, m.Pix[y*m.Stride:y*m.Stride+4*m.Rect.Dx()])
	}
	return out
}

// fixed are the rows that stand once in each, in an order that both have.
func fixed(ra, rb []uint64) [][2]int {
	once := func(r []uint64) map[uint64]int {
		at := make(map[uint64]int, len(r))
		for i, h := range r {
			if _, twice := at[h]; twice {
				at[h] = -1
			} else {
				at[h] = i
			}
		}
		return at
	}
	oa, ob := once(ra), once(rb)
	// The longest ascending run of places in b, by patience.
	type point struct{ a, b, before int }
	var points []point
	var piles []int // the last point of each pile
	for i, h := range ra {
		j, ok := ob[h]
		if oa[h] < 0 || !ok || j < 0 {
			continue
		}
		lo, hi := 0, len(piles)
		for lo < hi {
			if mid := (lo + hi) / 2; points[piles[mid]].b < j {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		before := -1
		if lo > 0 {
			before = piles[lo-1]
		}
		points = append(points, point{i, j, before})
		if piles = piles[:max(lo, len(piles))]; lo == len(piles) {
			piles = append(piles, 0)
		}
		piles[lo] = len(points) - 1
	}
	if len(piles) == 0 {
		return nil
	}
	out := make([][2]int, len(piles))
	for k, at := len(piles)-1, piles[len(piles)-1]; k >= 0; k, at = k-1, points[at].before {
		out[k] = [2]int{points[at].a, points[at].b}
	}
	return out
}

// differing yields the cells of a band in which the pictures differ, by their
// place within the band.
func (c *Comparison) differing(b band) func(func(image.Rectangle) bool) {
	return func(yield func(image.Rectangle) bool) {
		w := max(c.old.Rect.Dx(), c.new.Rect.Dx())
		for y := 0; y < b.b-b.a; y += cell {
			for x := 0; x < w; x += cell {
				r := image.Rect(x, y, min(x+cell, w), min(y+cell, b.b-b.a))
				if !c.alike(r, b) && !yield(r) {
					return
				}
			}
		}
	}
}

// alike compares one cell, pixel by pixel. A column that only one page has differs.
func (c *Comparison) alike(r image.Rectangle, b band) bool {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			if x >= c.old.Rect.Dx() || x >= c.new.Rect.Dx() {
				return false
			}
			p := c.old.Pix[(b.a+y)*c.old.Stride+4*x:]
			q := c.new.Pix[(b.c+y)*c.new.Stride+4*x:]
			for k := range 3 {
				if d := int(p[k]) - int(q[k]); d > tolerance || d < -tolerance {
					return false
				}
			}
		}
	}
	return true
}
