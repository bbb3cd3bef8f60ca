package cli

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"regexp"
	"strings"
	"sync"
	"time"

	"archiver/internal/verdict"
)

var (
	//go:embed diffpage.html
	diffPage string
	//go:embed diffpage.css
	diffStyle string
)

// diffPolicy lets the page do nothing: no script, no outside resource, and no
// style but its own.
func diffPolicy() string {
	sum := sha256.Sum256([]byte(diffStyle))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
}

type pageView struct {
	Policy         string
	Style          template.CSS
	Ref, URL       string
	Captures       []captureView
	Summary, Aside string
	Later          string
	Begins         []string
	Made           string
	Quotes         []string
	Changes, Noise []changeView
}

type captureView struct {
	Name, At, Datetime, SHA256, Object string
	Live                               bool
	Copied                             string // from whom; "" for our own capture
}

type changeView struct {
	Title, Was, Place string
	Lang, LangOld     string
	Old, New          bool
	Pieces            []pieceView
	Facts, Quotes     []string
}

// pieceView is a piece of a passage, with the white space at its ends apart: it
// is not marked.
type pieceView struct{ Op, Fact, Lead, Text, Tail string }

func viewPiece(p verdict.Part, words string) pieceView {
	words = oneLine(strings.ReplaceAll(words, "\t", " | "))
	text := strings.TrimSpace(words)
	lead, tail, _ := strings.Cut(words, text)
	return pieceView{p.Op, p.Fact, lead, text, tail}
}

// html is the comparison as one page that needs nothing else.
func (d *comparison) html(made time.Time, noise bool) (string, error) {
	v := pageView{Policy: diffPolicy(), Style: template.CSS(diffStyle), Ref: oneLine(d.cite.Ref), URL: oneLine(d.cite.Citation.URL),
		Summary: oneLine(d.summary()), Made: strings.TrimSuffix(longDate(made), " UTC"), Captures: []captureView{d.from.view("from"), d.to.view("to")}}
	if d.later != nil {
		v.Later = oneLine(d.laterWords())
	}
	if d.other() {
		v.Begins = []string{"The older one begins: " + oneLine(d.from.text.Begins(beginning)), "The newer one begins: " + oneLine(d.to.text.Begins(beginning))}
	}
	for _, q := range d.quotes {
		words := q.words()
		if q.reads != "" {
			words += "; now reads “" + q.reads + "”"
		}
		v.Quotes = append(v.Quotes, oneLine(words))
	}
	for i, ch := range d.changes.Changes {
		v.Changes = append(v.Changes, d.view(ch, d.touching(i)))
	}
	if noise {
		for _, ch := range d.changes.Noise {
			v.Noise = append(v.Noise, d.view(ch, nil))
		}
		v.Aside = setAside(len(d.changes.Noise)) + " aside as noise"
	}
	t, err := template.New("diff").Parse(diffPage)
	if err != nil {
		return "", fmt.Errorf("make page: %w", err)
	}
	var b strings.Builder
	if err := t.Execute(&b, v); err != nil {
		return "", fmt.Errorf("make page: %w", err)
	}
	return b.String(), nil
}

func (c capture) view(name string) captureView {
	v := captureView{Name: name, At: strings.TrimSuffix(longDate(c.at), " UTC"), Datetime: c.at.UTC().Format(time.RFC3339), SHA256: c.sha256, Object: oneLine(c.object), Live: c.live}
	if c.from != nil {
		v.Copied = provenanceWords(c.from)
	}
	return v
}

func (d *comparison) view(ch verdict.Change, quotes []string) changeView {
	v := changeView{Title: changeTitle(ch), Place: oneLine(whereabouts(ch)), Lang: language(d.to), LangOld: language(d.from),
		Old: ch.Old != "", New: ch.New != ""}
	if ch.Moved {
		v.Was = oneLine(ch.Was)
	}
	if ch.Kind == verdict.KindLost {
		v.Lang = v.LangOld
	}
	for i, p := range ch.Parts {
		words := p.Text
		if p.Op == verdict.OpSame {
			words = foldIn(ch, i)
		}
		v.Pieces = append(v.Pieces, viewPiece(p, words))
	}
	for _, f := range ch.Facts {
		v.Facts = append(v.Facts, oneLine(factWords(f.Kind, f.Old, f.New)))
	}
	for _, q := range quotes {
		v.Quotes = append(v.Quotes, oneLine(q))
	}
	return v
}

var languageTag = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$`) })

// language is what a page declares, if it makes sense.
func language(c capture) string {
	if c.text == nil || !languageTag().MatchString(c.text.Lang) {
		return ""
	}
	return c.text.Lang
}
