package watch

import (
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"time"

	"archiver/internal/record"
	"archiver/internal/wacz"
	"archiver/internal/warc"
)

// pack writes a look as one self-contained WACZ: every exchange as it was on
// the wire, and the text that we read from it.
func (w *Watcher) pack(f io.Writer, s *sight) (wacz.Sum, error) {
	z, err := wacz.NewWriter(f, wacz.Options{Created: s.at, Software: w.cfg.Software, Key: w.cfg.CaptureKey,
		Title: s.doc.Title, Description: "Capture of " + s.t.url})
	if err != nil {
		return wacz.Sum{}, err
	}
	info := warc.Info("data.warc.gz", s.at, warc.Field{Name: "software", Value: w.cfg.Software},
		warc.Field{Name: "http-header-user-agent", Value: w.cfg.UserAgent})
	if err := z.WriteRecord(info, warc.WriteOptions{}); err != nil {
		return wacz.Sum{}, err
	}
	for _, e := range s.look.Exchanges {
		if err := packExchange(z, e); err != nil {
			return wacz.Sum{}, fmt.Errorf("exchange of %s: %w", e.URL, err)
		}
	}
	page := wacz.Page{URL: s.look.Main.URL, Source: s.t.url, Title: s.doc.Title, At: s.look.Main.Started,
		Text: s.doc.Visible, Mime: s.doc.MediaType, Status: s.look.Status}
	if page.Text != "" {
		text := warc.Resource("urn:text:"+page.URL, s.at, "text/plain; charset=utf-8", []byte(page.Text))
		if err := z.WriteRecord(text, warc.WriteOptions{}); err != nil {
			return wacz.Sum{}, err
		}
	}
	if err := z.AddPage(page); err != nil {
		return wacz.Sum{}, err
	}
	return z.Close()
}

// packExchange writes response, request and metadata, in this order. Without a
// complete response head there is no response record: readers choke on a part.
func packExchange(z *wacz.Writer, e *record.Exchange) error {
	c := warc.Capture{URL: e.URL, Date: e.Started, IP: e.RemoteIP, Protocols: e.Protocol, CipherSuite: e.CipherSuite}
	var of string
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
			return err
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
			return err
		}
	}
	if of == "" {
		return nil
	}
	facts, err := json.Marshal(exchangeFacts(e))
	if err != nil {
		return err
	}
	return z.WriteRecord(warc.Metadata(of, e.Started, "application/json", facts), warc.WriteOptions{})
}

func withBlock(b *record.Block, use func(io.Reader) error) error {
	r, err := b.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	return use(r)
}

// facts is what the metadata record of an exchange says: what the bytes alone
// don't tell.
type facts struct {
	URL          string   `json:"url"`
	Started      string   `json:"started"`
	DurationMS   int64    `json:"duration_ms"`
	Attempts     int      `json:"attempts,omitempty"`
	ReusedConn   bool     `json:"reused_connection,omitempty"`
	Proxy        string   `json:"via_proxy,omitempty"`
	TLS          string   `json:"tls,omitempty"`
	Certificates string   `json:"certificates_pem,omitempty"`
	Interim      []string `json:"interim_responses,omitempty"`
	Truncated    string   `json:"truncated,omitempty"`
	Error        string   `json:"error,omitempty"`
}

func exchangeFacts(e *record.Exchange) facts {
	f := facts{URL: e.URL, Started: e.Started.UTC().Format(time.RFC3339Nano), DurationMS: e.Duration.Milliseconds(),
		Attempts: e.Attempts, ReusedConn: e.Reused, Proxy: e.ViaProxy, TLS: tlsState(e.URL, e.VerifyErr), Truncated: e.Truncated}
	for _, c := range e.PeerCertificates {
		f.Certificates += string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}))
	}
	for _, b := range e.Interim {
		f.Interim = append(f.Interim, string(b))
	}
	if e.Err != nil {
		f.Error = e.Err.Error()
	}
	return f
}
