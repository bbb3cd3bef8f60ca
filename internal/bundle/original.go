package bundle

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"

	"archiver/internal/ledger"
	"archiver/internal/wacz"
	"archiver/internal/warc"
)

// How an original is handed out, in bundle.json.
const (
	asCut  = "cut"  // unpacked as far as it was when it was captured
	asSent = "sent" // not unpacked: what the record's digest is of cannot be made again
)

// document is the body of a snapshot's main page.
type document struct {
	open     func() (io.Reader, error)
	at       place
	size     int64  // of it, in bytes
	sum      string // SHA-256, hex
	as       string // "", asCut or asSent
	encoding string // of one handed out as sent
}

// original is the body of a snapshot's main page as the source sent it, without
// what only packs it, and as far as the digest in the log's record goes: a body
// that was cut off is logged by what could be unpacked of it, one that was too
// large by its start. A copy that another archive had may be packed a second time,
// as that archive's header tells. Where nothing has that digest, it is the body
// as it was sent.
func original(a *wacz.Archive, want string) (*document, error) {
	main, err := a.Main()
	if err != nil {
		return nil, err
	}
	d := &document{at: placeOf(main.CDX)}
	once := func() (io.Reader, error) {
		r, err := a.Response(main.CDX)
		if err != nil {
			return nil, err
		}
		return r.Body, nil
	}
	opens := []func() (io.Reader, error){once}
	if a.Pages()[0].CopiedFrom != "" && main.Head != nil {
		inner := map[string][]string{"Content-Encoding": main.Head.Header["X-Archive-Orig-Content-Encoding"]}
		opens = append(opens, func() (io.Reader, error) {
			r, err := once()
			if err != nil {
				return nil, err
			}
			return warc.DecodeContent(inner, r, wacz.MaxBody)
		})
	}
	for _, d.open = range opens {
		r, err := d.open()
		if err == nil && d.reaches(r, want) {
			return d, nil
		}
	}
	d.as = asSent
	d.open = func() (io.Reader, error) { return sent(a, main) }
	if main.Head != nil {
		d.encoding = oneLine(strings.ToLower(strings.Join(main.Head.Header["Content-Encoding"], ", ")))
	}
	r, err := d.open()
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	d.size, _ = io.Copy(h, r) // as far as it goes
	d.sum = hex.EncodeToString(h.Sum(nil))
	return d, nil
}

// sent is the body as it was sent, without its chunks.
func sent(a *wacz.Archive, main *wacz.Response) (io.Reader, error) {
	rec, _, err := a.Record(main.CDX)
	if err != nil {
		return nil, err
	}
	if main.Head == nil {
		return rec.Content, nil
	}
	br := bufio.NewReaderSize(rec.Content, 64<<10)
	head, err := warc.ReadHTTPHead(br, warc.MaxHTTPHead)
	if err != nil && head == nil {
		return nil, err
	}
	return warc.Unchunk(head.Header, br), nil
}

// reaches says whether what r gives has the digest want: all of it until it ends
// or fails, or its start up to a limit, as limits are set: in thousands of bytes
// or in 1024s.
func (d *document) reaches(r io.Reader, want string) bool {
	h, buf, n := sha256.New(), make([]byte, 1024), int64(0)
	br := bufio.NewReaderSize(r, 64<<10)
	for {
		next := min((n/1000+1)*1000, (n/1024+1)*1024)
		got, err := io.ReadFull(br, buf[:next-n])
		h.Write(buf[:got])
		n += int64(got)
		d.size, d.sum = n, hex.EncodeToString(h.Sum(nil))
		if err == nil && d.sum == want {
			_, err = br.Peek(1)
			if err == nil {
				err = warc.ErrTooLarge // to whoever captured it
			}
		}
		if err != nil {
			d.as = ""
			if err != io.EOF && err != io.ErrUnexpectedEOF { // ReadFull's own words for an end
				d.as = asCut
			}
			return d.sum == want
		}
	}
}

// name is what the file is called.
func (d *document) name(r ledger.SnapshotRecord) string {
	if d.as == asSent && d.encoding != "" {
		return "original.packed"
	}
	return "original" + extension(r)
}
