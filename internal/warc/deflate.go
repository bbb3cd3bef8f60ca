package warc

import (
	"io"
	"sync"

	"github.com/klauspost/compress/flate"
)

var flatePool sync.Pool // of *flate.Writer

// NewDeflater returns a writer of raw deflate data, at the least effort. It is
// for the other parts of a package that holds WARC files: a few percent of it, so
// time counts more than size. Close ends the data and gives the compressor back.
func NewDeflater(w io.Writer) io.WriteCloser {
	z, ok := flatePool.Get().(*flate.Writer)
	if ok {
		z.Reset(w)
	} else {
		z, _ = flate.NewWriter(w, flate.BestSpeed) // fails on an unknown level only
	}
	return &deflater{z}
}

type deflater struct{ *flate.Writer }

func (d *deflater) Close() error {
	err := d.Writer.Close()
	flatePool.Put(d.Writer)
	return err
}
