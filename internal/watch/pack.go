package watch

import (
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"strings"
	"time"

	"archiver/internal/fetch"
	"archiver/internal/record"
	"archiver/internal/wacz"
	"archiver/internal/warc"
)

// pack writes a look as one self-contained WACZ: every exchange as it was on
// the wire, and, in pages.jsonl, the text that we read from it.
func (w *Watcher) pack(f io.Writer, s *sight) (wacz.Sum, error) {
	z, err := wacz.NewWriter(f, wacz.Options{Created: s.at, Software: w.cfg.Software, Key: w.cfg.CaptureKey,
		Title: s.doc.Title, Description: description(s)})
	if err != nil {
		return wacz.Sum{}, err
	}
	agent := w.cfg.UserAgent
	if s.rendered() {
		agent = s.look.Rendered.Environment.UserAgent
	}
	info := warc.Info("data.warc.gz", s.at, warc.Field{Name: "software", Value: w.cfg.Software},
		warc.Field{Name: "http-header-user-agent", Value: agent})
	if err := z.WriteRecord(info, warc.WriteOptions{}); err != nil {
		return wacz.Sum{}, err
	}
	chains := map[string]bool{}
	for _, e := range s.look.Exchanges {
		id, err := packExchange(z, e, chains)
		if err == nil && e == s.look.Main {
			err = packLook(z, s.look, id)
		}
		if err != nil {
			return wacz.Sum{}, fmt.Errorf("exchange of %s: %w", e.URL, err)
		}
	}
	for _, l := range s.beside {
		for _, e := range l.Exchanges {
			if _, err := packExchange(z, e, chains); err != nil {
				return wacz.Sum{}, fmt.Errorf("exchange of %s: %w", e.URL, err)
			}
		}
	}
	if s.rendered() {
		if err := packViews(z, s.look); err != nil {
			return wacz.Sum{}, err
		}
	}
	page := wacz.Page{URL: s.look.Main.URL, Source: s.t.url, Title: s.doc.Title, At: s.look.Main.Started,
		Text: s.doc.Visible, Mime: s.doc.MediaType, Status: s.look.Status}
	if m := s.look.Memento; m != nil {
		page.CopiedFrom = m.Host
	}
	if r := s.look.Rendered; r != nil {
		// A page that scripts write may say something else for each fragment.
		if document, fragment, ok := strings.Cut(r.FinalURL, "#"); ok && document == page.URL && len(fragment) < 2000 {
			page.URL += "#" + fragment
		}
	}
	if err := z.AddPage(page); err != nil {
		return wacz.Sum{}, err
	}
	return z.Close()
}

// description says in a sentence what the package holds.
func description(s *sight) string {
	if m := s.look.Memento; m != nil {
		return fmt.Sprintf("Copy of %s, taken over from %s, which captured it on %s", s.t.url, m.Host, m.At.Format(time.RFC3339))
	}
	return "Capture of " + s.t.url
}

// packExchange writes response, request and, where there is something to add,
// metadata, in this order. Without a complete response head there is no
// response record: readers choke on a part. chains are the certificate chains
// written so far. It returns the ID of the response record, or of the request
// where there is no response.
func packExchange(z *wacz.Writer, e *record.Exchange, chains map[string]bool) (of string, err error) {
	c := warc.Capture{URL: e.URL, Date: e.Started, IP: e.RemoteIP, Protocols: e.Protocol, CipherSuite: e.CipherSuite}
	if e.Response != nil {
		err := withBlock(e.Response, func(r io.Reader) error {
			b := warc.Block{Content: r, Length: e.Response.Len(), SHA256: e.BlockSHA256, Truncated: e.Truncated}
			if e.Status != 101 {
				b.PayloadSHA256 = &e.PayloadSHA256
			}
			rec := c.Response(b)
			of = rec.Header.Get("WARC-Record-ID")
			return z.WriteRecord(rec, warc.WriteOptions{Stored: warc.Compressed(e.Header)})
		})
		if err != nil {
			return of, err
		}
	}
	if e.Request != nil {
		err := withBlock(e.Request, func(r io.Reader) error {
			rec := c.Request(warc.Block{Content: r, Length: e.Request.Len(), SHA256: e.Request.SHA256()}, of)
			if of == "" {
				of = rec.Header.Get("WARC-Record-ID")
			}
			return z.WriteRecord(rec, warc.WriteOptions{})
		})
		if err != nil {
			return of, err
		}
	}
	f := exchangeFacts(e, chains)
	if of == "" || !f.tells() {
		return of, nil
	}
	facts, err := json.Marshal(f)
	if err != nil {
		return of, err
	}
	return of, z.WriteRecord(warc.Metadata(of, e.Started, "application/json", facts), warc.WriteOptions{})
}

// packLook writes what is known of the look as a whole, beside the exchange of
// the page: earlier tries, a wall in the cited URL, requisites that are missing.
func packLook(z *wacz.Writer, l *fetch.Look, of string) error {
	var f struct {
		Cited     string          `json:"cited"`
		Unwrapped string          `json:"unwrapped,omitempty"`
		Attempts  []fetch.Attempt `json:"earlier_attempts,omitempty"`
		Missing   []fetch.Missing `json:"missing_requisites,omitempty"`
		DecodeErr string          `json:"decode_error,omitempty"`
		Copied    *copied         `json:"copied,omitempty"`
	}
	if m := l.Memento; m != nil {
		f.Copied = &copied{m.Service, m.At}
	}
	f.Cited, f.Unwrapped, f.Attempts, f.Missing = l.URL, l.Unwrapped, l.Attempts, l.Missing
	if l.DecodeErr != nil {
		f.DecodeErr = l.DecodeErr.Error()
	}
	if of == "" || f.Unwrapped == "" && len(f.Attempts) == 0 && len(f.Missing) == 0 && f.DecodeErr == "" && f.Copied == nil {
		return nil
	}
	facts, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return z.WriteRecord(warc.Metadata(of, l.Main.Started, "application/json", facts), warc.WriteOptions{})
}

// copied says that the page is an archive's copy, and of when.
type copied struct {
	From string    `json:"from"`
	At   time.Time `json:"memento_datetime"`
}

func withBlock(b *record.Block, use func(io.Reader) error) error {
	r, err := b.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	return use(r)
}

// facts is what the metadata record of an exchange says: what the bytes and
// the headers of its records don't tell.
type facts struct {
	URL          string   `json:"url"`
	DurationMS   int64    `json:"duration_ms"`
	Attempts     int      `json:"attempts,omitempty"`
	TLS          string   `json:"tls,omitempty"`
	Certificates string   `json:"certificates_pem,omitempty"`
	Interim      []string `json:"interim_responses,omitempty"`
	Partial      []byte   `json:"partial_response,omitempty"`
	Proxy        string   `json:"via_proxy,omitempty"`
	Error        string   `json:"error,omitempty"`
}

// tells says whether there is more than the usual: most exchanges of a page
// need no metadata of their own.
func (f facts) tells() bool {
	return f.Attempts > 1 || f.TLS != "" && f.TLS != "verified" || f.Certificates != "" || f.Proxy != "" ||
		len(f.Interim) > 0 || len(f.Partial) > 0 || f.Error != ""
}

func exchangeFacts(e *record.Exchange, chains map[string]bool) facts {
	f := facts{URL: e.URL, DurationMS: e.Duration.Milliseconds(), Attempts: e.Attempts,
		TLS: tlsState(e.URL, e.VerifyErr), Proxy: e.ViaProxy, Partial: e.Partial}
	var chain strings.Builder
	for _, c := range e.PeerCertificates {
		pem.Encode(&chain, &pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}) // a Builder does not fail
	}
	if !chains[chain.String()] {
		f.Certificates = chain.String()
		chains[f.Certificates] = true
	}
	for _, b := range e.Interim {
		f.Interim = append(f.Interim, string(b))
	}
	if e.Err != nil {
		f.Error = e.Err.Error()
	}
	return f
}
