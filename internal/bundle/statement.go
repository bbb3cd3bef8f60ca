package bundle

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"
	texttemplate "text/template"
	"time"

	"archiver/internal/legible"
)

//go:embed statement.html
var statementHTML string

//go:embed statement.txt
var statementText string

// view is what a statement is made of.
type view struct {
	*facts
	Title     string
	Sections  []section
	Script    string // SHA-256 of verify.py
	HasShot   bool
	HasHTML   bool
	HasSaved  bool
	Witnessed bool
	Two       bool // of some footnote there are two snapshots
}

// section is a citation with all there is of it.
type section struct {
	Citation
	N     int
	Shots []shot
}

// shot is a snapshot of a citation.
type shot struct {
	S        *snapshot
	Which    string // of two; "" where there is one
	Again    string // the ref that has the same snapshot, further up
	Told     bool   // its custody stands with the one before
	Events   []event
	Looks    int // observations that are summed up
	LookFrom string
	LookTo   string
	Before   []stamp    // timestamps of its checkpoint
	Seen     []cosigned // witnesses of a checkpoint that proves it
}

// statement writes README.txt and README.html: from what the bundle itself holds,
// so that a check can write them again and compare.
func statement(f *facts, custodies []custody) (text, html []byte, err error) {
	v := view{facts: f, Title: f.Report.Title, Witnessed: len(f.Log.Cosigned) > 0}
	if v.Title == "" {
		v.Title = f.Report.ID
	}
	v.Script = scriptSum()
	first := map[string]string{}
	for i, c := range f.Citations {
		s := section{Citation: c, N: i + 1}
		which := [2]string{}
		if c.Reference != nil {
			v.Two = true
			which = [2]string{"the newest snapshot", "the snapshot that the footnote is judged by"}
		}
		for n, folder := range []*string{c.Snapshot, c.Reference} {
			for j := range f.Snapshots {
				if snap := &f.Snapshots[j]; folder != nil && snap.Folder == *folder && j < len(custodies) {
					v.HasSaved = v.HasSaved || snap.SavedBy != ""
					v.HasShot = v.HasShot || snap.Screenshot != ""
					v.HasHTML = v.HasHTML || strings.HasSuffix(snap.Original, ".html")
					x := shot{S: snap, Which: which[n], Again: first[snap.Folder], Told: n > 0 && len(s.Shots) > 0 && s.Shots[0].Again == ""}
					if x.Again == "" {
						first[snap.Folder] = c.Ref
						x.fill(f, custodies[j].Events)
					}
					s.Shots = append(s.Shots, x)
					break
				}
			}
		}
		v.Sections = append(v.Sections, s)
	}
	funcs := map[string]any{"utc": utc, "day": func(t time.Time) string { return t.UTC().Format("2 January 2006") }, "line": oneLine,
		"wrap": wrapText, "upper": strings.ToUpper, "first": func(s string) string { return strings.ToUpper(s[:1]) + s[1:] }, "class": (*snapshot).shows, "rendered": renderedWords, "packed": packed, "in": func(folder, name string) string {
			if folder == "" {
				return name
			}
			return folder + "/" + name
		}}
	ht, err := template.New("html").Funcs(funcs).Parse(statementHTML)
	if err != nil {
		return nil, nil, fmt.Errorf("write statement: %w", err)
	}
	tt, err := texttemplate.New("text").Funcs(funcs).Parse(statementText)
	if err != nil {
		return nil, nil, fmt.Errorf("write statement: %w", err)
	}
	var h, t bytes.Buffer
	if err := ht.Execute(&h, v); err != nil {
		return nil, nil, fmt.Errorf("write statement: %w", err)
	}
	if err := tt.Execute(&t, v); err != nil {
		return nil, nil, fmt.Errorf("write statement: %w", err)
	}
	return t.Bytes(), h.Bytes(), nil
}

// fill gathers what is told of a snapshot besides itself.
func (s *shot) fill(f *facts, events []event) {
	s.sum(events)
	for _, t := range f.Log.Stamps {
		if t.Size == s.S.Checkpoint {
			s.Before = append(s.Before, t)
		}
	}
	for _, w := range f.Log.Cosigned {
		if w.Size == s.S.Checkpoint || w.Size == s.S.Witnessed {
			s.Seen = append(s.Seen, w)
		}
	}
}

func (s *snapshot) shows() string {
	if s.Unjudged {
		return classWords(notJudged)
	}
	return classWords(s.Class)
}

// renderedWords say of which page the files are.
func renderedWords(s *snapshot) string {
	w := "a browser showed this page. " + either(s.Text, s.Text+" and the screenshot are of the page as it was shown", "The screenshot is of the page as it was shown") + "; " +
		either(s.Original, s.Original+" is what the server sent first, which scripts then filled", "what the server sent is in snapshot.wacz") +
		". The document as it was shown and its print are in snapshot.wacz, in the records urn:dom: and urn:pdf: and the page's address."
	if len(s.Done) > 0 {
		w += " What was done to the page, and what is cut:"
	}
	return w
}

func either(name, yes, no string) string {
	if name != "" {
		return yes
	}
	return no
}

func packed(encoding string) string {
	if encoding == "" {
		return ""
	}
	return ", packed as " + encoding
}

// sum keeps the events that a person wants to read one by one: of looks that only
// repeat what stood, custody.json has each.
func (s *shot) sum(events []event) {
	last := ""
	for _, e := range events {
		if e.Kind == "observation" {
			if s.Looks == 0 {
				s.LookFrom = string(e.At)
			}
			s.Looks += e.Count
			s.LookTo = string(e.At)
			if e.What == last {
				continue
			}
			last = e.What
		}
		s.Events = append(s.Events, e)
	}
}

// oneLine makes text of others safe in a line.
func oneLine(s string) string { return legible.Line(s) }

// wrapText breaks a text into lines of at most 78 columns, indented by n spaces
// but for the first.
func wrapText(n int, s string) string {
	var b strings.Builder
	col := n
	for i, word := range strings.Fields(oneLine(s)) {
		w := len([]rune(word))
		switch {
		case i > 0 && col+1+w > 78:
			b.WriteString("\n" + strings.Repeat(" ", n))
			col = n
		case i > 0:
			b.WriteByte(' ')
			col++
		}
		b.WriteString(word)
		col += w
	}
	return b.String()
}
