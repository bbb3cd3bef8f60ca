package watch

import (
	"bytes"
	"slices"
	"testing"
)

// A picture is whole with its end, whatever stands in it or behind it.
func TestWholePicture(t *testing.T) {
	png, jpeg := pngPicture(), jpegPicture()
	thumb := slices.Concat(jpeg[:2], []byte("\xff\xe1\x00\x08\xff\xda\xff\xd9xx"), jpeg[2:]) // a picture's end within a field
	note := slices.Concat(png[:33], []byte("\x00\x00\x00\x01tEXtxsum!"), png[33:])           // which no viewer needs
	for name, c := range map[string]struct {
		file []byte
		form string
		want error
	}{
		"png":                  {png, formPNG, nil},
		"png with more":        {append(bytes.Clone(png), "more"...), formPNG, nil},
		"png with a bad note":  {note, formPNG, nil},
		"png without data":     {slices.Concat(png[:33], png[len(png)-12:]), formPNG, errCut},
		"png that claims much": {slices.Concat(png[:33], []byte("\xff\xff\xff\xffIDATx")), formPNG, errCut},
		"jpeg":                 {jpeg, formJPEG, nil},
		"jpeg with more":       {append(bytes.Clone(jpeg), "more"...), formJPEG, nil},
		"jpeg with another":    {thumb, formJPEG, nil},
		"its head":             {thumb[:len(thumb)/2], formJPEG, errCut},
		"jpeg without data":    {[]byte("\xff\xd8\xff\xd9"), formJPEG, errCut},
		"jpeg of fill bytes":   {append([]byte("\xff\xd8"), bytes.Repeat([]byte{0xff}, 1<<20)...), formJPEG, errCut},
	} {
		if err := wholePicture(bytes.NewReader(c.file), c.form); err != c.want {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	for _, c := range []struct {
		file []byte
		form string
	}{{png, formPNG}, {jpeg, formJPEG}} {
		for n := range len(c.file) {
			if err := wholePicture(bytes.NewReader(c.file[:n]), c.form); err != errCut {
				t.Fatalf("%s, %d of %d bytes: %v", c.form, n, len(c.file), err)
			}
		}
	}
}
