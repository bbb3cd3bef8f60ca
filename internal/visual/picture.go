package visual

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
)

var (
	removed = color.RGBA{215, 40, 40, 255}
	added   = color.RGBA{20, 150, 60, 255}
	changed = color.RGBA{235, 150, 0, 255}
	paper   = color.RGBA{90, 90, 90, 255}
)

const gutter = 16 // between the two pages, in pixels

// Picture draws both pages side by side at half their size, the old one on the left,
// aligned, with what differs marked: red what was there, green what is new, orange
// what looks different. It is a PNG.
func (c *Comparison) Picture() ([]byte, error) {
	w := max(c.old.Rect.Dx(), c.new.Rect.Dx())
	h := 0
	for _, b := range c.bands {
		h += max(b.b-b.a, b.d-b.c)
	}
	out := image.NewRGBA(image.Rect(0, 0, 2*((w+1)/2)+gutter, (h+1)/2))
	draw.Draw(out, out.Rect, image.NewUniform(paper), image.Point{}, draw.Src)
	right := (w+1)/2 + gutter
	y := 0
	for _, b := range c.bands {
		half(out, 0, y, c.old, b.a, b.b)
		half(out, right, y, c.new, b.c, b.d)
		n := max(b.b-b.a, b.d-b.c)
		switch {
		case b.same:
		case b.a == b.b:
			tint(out, image.Rect(right, y/2, right+(w+1)/2, (y+n)/2), added)
		case b.c == b.d:
			tint(out, image.Rect(0, y/2, (w+1)/2, (y+n)/2), removed)
		default:
			for r := range c.differing(b) {
				at := image.Rect(r.Min.X/2, (y+r.Min.Y)/2, (r.Max.X+1)/2, (y+r.Max.Y+1)/2)
				tint(out, at, changed)
				tint(out, at.Add(image.Pt(right, 0)), changed)
			}
		}
		y += n
	}
	var buf bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&buf, out); err != nil {
		return nil, fmt.Errorf("draw the comparison: %w", err)
	}
	return buf.Bytes(), nil
}

// half draws the rows from..to of m at half their size, the first at height y of the
// page in full size: the mean of each four pixels.
func half(out *image.RGBA, x0, y int, m *image.RGBA, from, to int) {
	for dy := y + y&1; dy < y+to-from; dy += 2 {
		sy := from + dy - y
		for sx := 0; sx < m.Rect.Dx(); sx += 2 {
			var sum [3]int
			n := 0
			for _, p := range []image.Point{{sx, sy}, {sx + 1, sy}, {sx, sy + 1}, {sx + 1, sy + 1}} {
				if p.X >= m.Rect.Dx() || p.Y >= to {
					continue
				}
				o := m.PixOffset(p.X, p.Y)
				for k := range sum {
					sum[k] += int(m.Pix[o+k])
				}
				n++
			}
			o := out.PixOffset(x0+sx/2, dy/2)
			for k := range sum {
				out.Pix[o+k] = uint8(sum[k] / n)
			}
			out.Pix[o+3] = 255
		}
	}
}

// tint lays a colour over a part, through which the part is seen.
func tint(out *image.RGBA, r image.Rectangle, c color.RGBA) {
	veil := color.RGBA{c.R / 3, c.G / 3, c.B / 3, 85} // alpha of a third, premultiplied
	draw.Draw(out, r.Intersect(out.Rect), image.NewUniform(veil), image.Point{}, draw.Over)
}
