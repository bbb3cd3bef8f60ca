package watch

import (
	"cmp"
	"context"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/extract"
	"archiver/internal/source"
	"archiver/internal/store"
	"archiver/internal/verdict"
)

// Glance is what the live source shows now.
type Glance struct {
	At            time.Time
	Status        int
	FinalURL      string
	PayloadSHA256 string
	Judgement     verdict.Judgement // against the newest snapshot
	Text          *Text             // nil where nothing was answered
	Sent          *Text             // of a rendered look, the document as it was sent; else nil
}

// Text is a document as it is compared.
type Text struct {
	Page    *verdict.Prepared
	Kind    string
	Lang    string // as declared
	Finding string // why there is no text, or not all of it
	Detail  string
	Bare    bool // there is no word in it
	// Rendered: it is the text of a page as a browser showed it.
	Rendered bool

	Title string
	says  string
}

func textOf(d *extract.Document, p *verdict.Prepared) *Text {
	return &Text{Page: p, Kind: d.Kind, Lang: d.Lang, Title: d.Title, says: cmp.Or(d.Main, d.Visible), Finding: d.Finding, Detail: d.Detail, Bare: d.Visible == "" && d.Main == ""}
}

// Begins gives the first words of a text.
func (t *Text) Begins(n int) string {
	words := strings.Fields(t.says)
	if len(words) <= n {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:n], " ") + " …"
}

// Glance looks at the source of one citation as a check does, and records
// nothing. It gives an error matching ErrOffline where this machine is.
func (w *Watcher) Glance(ctx context.Context, c source.Cite) (*Glance, error) {
	tasks, err := w.plan(ctx, []source.Cite{c}, nil)
	if err != nil {
		return nil, err
	}
	p := &pass{w: w, opt: Options{Check: true}, online: newGuard(), pages: newPageCache(),
		sinks: map[string]map[string]bool{}, opened: map[string]bool{}}
	var g *Glance
	p.glance = func(ctx context.Context, s *sight, j verdict.Judgement) error {
		g = &Glance{At: s.at, Status: s.look.Status, FinalURL: s.look.FinalURL, PayloadSHA256: s.payloadHex(), Judgement: j}
		if s.look.Main == nil || s.look.Main.Response == nil {
			return nil
		}
		if err := p.read(ctx, s); err != nil {
			return err
		}
		g.Text = textOf(s.doc, s.page)
		if !s.rendered() {
			return nil
		}
		sent, err := p.readSent(ctx, s)
		if err != nil {
			return err
		}
		g.Text.Rendered, g.Sent = true, textOf(sent.doc, sent.page)
		return nil
	}
	return g, p.look(ctx, tasks)
}

// ReadText extracts the main document of a stored snapshot.
func ReadText(ctx context.Context, x *extract.Extractor, st store.Store, object string) (*Text, error) {
	a, closer, err := OpenSnapshot(ctx, st, object)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	doc, err := ReadMain(ctx, x, a, object)
	if err != nil {
		return nil, err
	}
	text := textOf(doc, prepare(doc))
	_, text.Rendered = a.View("dom")
	return text, nil
}

// ReferenceOf picks, of the snapshots of its source, the one that a citation is
// compared with; nil where none shows the source.
func ReferenceOf(list []catalog.Snapshot, c source.Cite) *catalog.Snapshot {
	return nearestSource(familiar(list, c), referenceDay(c), true, nil)
}
