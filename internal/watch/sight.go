package watch

import (
	"context"
	"encoding/hex"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/extract"
	"archiver/internal/fetch"
	"archiver/internal/verdict"
)

// headBytes is how much of a body the verdict searches for fingerprints.
const headBytes = 64 << 10

// sight is one look with what was read from it.
type sight struct {
	t    *task
	h    *hostWork // nil of a canary
	look *fetch.Look
	at   time.Time
	// origin says of another archive's copy what its address does not.
	origin string

	doc       *extract.Document // nil until read
	page      *verdict.Prepared
	head      []byte
	asked     string   // what came of a plain look and one by the browser, where both were made
	byBrowser bool     // it asked for what the look is made of
	sent      *reading // of a rendered look, the document as it was sent; nil until read

	probes   map[verdict.Want]*probed // made so far
	extra    int                      // requests beyond the look itself
	probeCut bool                     // a probe may have met a fault of our own connection
	again    bool                     // this is the second try

	marks     []string          // what its page would be recognised by
	sketch    *verdict.Sketch   // nil where it has too many words, or was not asked for
	astray    bool              // it ended at a site to which the source never led
	other     bool              // of a canary: it does not say what it should
	compared  bool              // with what is known of its source
	withdrawn *catalog.Snapshot // whose page it saw, found where a snapshot would be taken
	fresh     bool              // it is the first, could be forged, and no other site had answered
	apart     bool              // its host tells its pages apart: see apart.go
	asking    bool              // that is being found out
	proven    bool              // it is known to be the source's own
	beside    []*fetch.Look     // others that go into its snapshot, as evidence
}

// release lets go of the bodies of the look and its probes.
func (s *sight) release() {
	s.look.Release()
	for _, p := range s.probes {
		if p.sight != nil {
			p.sight.look.Release()
		}
	}
}

func (s *sight) payloadHex() string {
	if s.look.Main == nil {
		return ""
	}
	return hex.EncodeToString(s.look.PayloadSHA256[:])
}

// read extracts the text of a look, once.
func (p *pass) read(ctx context.Context, s *sight) error {
	if s.doc != nil {
		return nil
	}
	if s.rendered() {
		return p.readDOM(ctx, s)
	}
	return p.readBody(ctx, s)
}

// readBody extracts the text of the answer as it was sent.
func (p *pass) readBody(ctx context.Context, s *sight) error {
	body, err := s.look.Open()
	if err != nil {
		return err
	}
	defer body.Close()
	p.w.extracting <- struct{}{}
	defer func() { <-p.w.extracting }()
	in := extract.Input{Body: body, Held: s.look.Held(), Size: s.look.PayloadLen, ContentType: s.look.ContentType, URL: s.look.FinalURL}
	if s.look.Memento != nil {
		if in, err = copyInput(s.look.Header, body, s.t.url); err != nil {
			return err
		}
	}
	doc, err := p.w.cfg.Extract.Extract(ctx, in)
	if err != nil {
		return err
	}
	if p.opt.Check {
		doc.HTML = nil // for captures
	}
	s.doc, s.page = doc, prepare(doc)
	s.head, err = s.look.Head(headBytes)
	return err
}

func (p *pass) verdictLook(ctx context.Context, s *sight) (*verdict.Look, error) {
	l := s.look
	v := &verdict.Look{URL: s.t.url, FinalURL: l.FinalURL, Status: l.Status, Header: l.Header,
		BodyLen: l.PayloadLen, PayloadSHA256: l.PayloadSHA256}
	for _, h := range l.Hops {
		v.Hops = append(v.Hops, verdict.Hop{URL: h.URL, Location: h.Location, Status: h.Status})
	}
	if l.Fault != nil {
		v.Fault, v.FaultDetail = verdict.Reason(l.Fault.Reason), l.Fault.Detail
	}
	if l.Main != nil && l.Main.Response != nil {
		if err := p.read(ctx, s); err != nil {
			return nil, err
		}
		v.Head, v.Page = s.head, s.page
		if mark := verdict.PlayerMark(s.t.url); mark != "" {
			v.Player = l.After(mark, headBytes)
		}
	}
	if s.rendered() {
		v.Rendered, v.PayloadSHA256, v.BodyLen = true, [32]byte{}, int64(len(l.Rendered.DOM))
		for _, t := range l.Troubles {
			v.Troubles = append(v.Troubles, verdict.Trouble{URL: t.URL, Status: t.Status, Fault: verdict.Reason(t.Reason)})
		}
		if l.Status >= 400 && l.Status < 500 && l.Main != nil && l.Main.Response != nil {
			sent, err := p.readSent(ctx, s)
			if err != nil {
				return nil, err
			}
			v.Filled = verdict.Unfilled(sent.page)
		}
	}
	return v, nil
}

// prepare hands an extracted document to the verdicts.
func prepare(d *extract.Document) *verdict.Prepared {
	var own []string
	for _, u := range []string{d.Canonical, d.Shared} {
		if u != "" {
			own = append(own, u)
		}
	}
	return verdict.Prepare(verdict.Page{Kind: d.Kind, Title: d.Title, Headings: d.Headings, Lang: d.Lang,
		Visible: d.Visible, Main: d.Main, Pages: d.Pages, Finding: d.Finding, Scripts: d.Scripts,
		PasswordInput: d.PasswordInput, MetaRefresh: d.MetaRefresh, ScriptRedirect: d.ScriptRedirect, Images: d.Images,
		Layout: verdict.Layout(d.Layout), Own: own, Cover: d.Cover, CoverCloses: d.CoverCloses, Pixels: d.Pixels})
}
