package watch

import (
	"bufio"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
)

// A download that broke off leaves a picture with a good head, which viewers show in
// part. Its parts are followed to its end, without unpacking a pixel, so that no size
// that it claims costs anything. What follows the end is let be: cameras put more there.

// errCut says that a picture does not go on to its end.
var errCut = errors.New("it is cut off: its end is missing")

// errSpoilt says that a picture's parts are not what they were.
var errSpoilt = errors.New("it is damaged: a part of it has another checksum than it lists")

// wholePicture follows a PNG, or else a JPEG, to its end.
func wholePicture(r io.Reader, form string) error {
	in, whole := bufio.NewReaderSize(r, 64<<10), wholeJPEG
	if form == formPNG {
		whole = wholePNG
	}
	err := whole(in)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return errCut
	}
	return err
}

// wholePNG reads chunk after chunk (https://www.w3.org/TR/png-3/, section 5) to IEND.
func wholePNG(in *bufio.Reader) error {
	if _, err := in.Discard(8); err != nil { // the signature
		return err
	}
	for data := false; ; {
		var head [8]byte
		if _, err := io.ReadFull(in, head[:]); err != nil {
			return err
		}
		kind, sum := string(head[4:]), crc32.NewIEEE()
		sum.Write(head[4:])
		if _, err := io.CopyN(sum, in, int64(binary.BigEndian.Uint32(head[:]))); err != nil {
			return err
		}
		var listed [4]byte
		if _, err := io.ReadFull(in, listed[:]); err != nil {
			return err
		}
		critical := kind[0]&0x20 == 0 // without the others a picture is whole
		if critical && binary.BigEndian.Uint32(listed[:]) != sum.Sum32() {
			return errSpoilt
		}
		if data = data || kind == "IDAT"; kind == "IEND" {
			if !data {
				return errCut
			}
			return nil
		}
	}
}

// wholeJPEG goes from marker to marker (ITU-T T.81, annex B) to the one of the end. In
// the data of a scan no marker stands by chance: a zero follows each 0xFF there.
func wholeJPEG(in *bufio.Reader) error {
	for scan := false; ; {
		b, err := in.ReadByte()
		if b != 0xff && err == nil {
			continue
		}
		for b == 0xff && err == nil { // any number may stand before a marker
			b, err = in.ReadByte()
		}
		if err != nil {
			return err
		}
		switch {
		case b == 0xd9: // the end
			if !scan {
				return errCut
			}
			return nil
		case b <= 1, b >= 0xd0 && b <= 0xd8: // these have no length
			continue
		}
		scan = scan || b == 0xda
		var length [2]byte
		if _, err := io.ReadFull(in, length[:]); err != nil {
			return err
		}
		if _, err := in.Discard(max(0, int(binary.BigEndian.Uint16(length[:]))-2)); err != nil {
			return err
		}
	}
}
