package extract

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"
)

// A picture that is packed anew, or rid of its metadata, has other bytes and shows the
// same: so pictures are known by what they show.

// maxPixels bounds what is decoded of one picture, in bytes of memory: a page at 600 dots
// to the inch in grey. Larger ones are known by their bytes alone.
const maxPixels = 64 << 20

// readPixels takes down what a PNG or JPEG shows. One that can't be read has no digest.
func readPixels(doc *Document, body io.Reader) {
	config, decode := png.DecodeConfig, png.Decode
	switch doc.MediaType {
	case "image/jpeg":
		config, decode = jpeg.DecodeConfig, jpeg.Decode
	case "image/png":
	default:
		return
	}
	var head bytes.Buffer
	c, err := config(io.TeeReader(body, &head))
	if err != nil || c.Width <= 0 || c.Height <= 0 || int64(c.Width)*int64(c.Height) > maxPixels/depth(c.ColorModel) {
		return
	}
	m, err := decode(bufio.NewReader(io.MultiReader(&head, body)))
	if err != nil {
		return
	}
	doc.Pixels = pixelDigest(m)
}

// depth is how many bytes a decoder takes for a pixel. A picture with passes of its own
// takes that twice over.
func depth(m color.Model) int64 {
	switch m {
	case color.GrayModel:
		return 1
	case color.YCbCrModel:
		return 6 // the coefficients of a progressive one
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	}
	return 4
}

// pixelDigest hashes the size and the colours of a picture, eight bits to a channel.
func pixelDigest(m image.Image) string {
	b := m.Bounds()
	h := sha256.New()
	var size [8]byte
	binary.BigEndian.PutUint32(size[:4], uint32(b.Dx()))
	binary.BigEndian.PutUint32(size[4:], uint32(b.Dy()))
	h.Write(size[:])
	row := image.NewRGBA(image.Rect(0, 0, b.Dx(), 1))
	for y := b.Min.Y; y < b.Max.Y; y++ {
		draw.Draw(row, row.Rect, m, image.Pt(b.Min.X, y), draw.Src)
		h.Write(row.Pix)
	}
	return hex.EncodeToString(h.Sum(nil))
}
