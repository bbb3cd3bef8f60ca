package eval

import (
	"bytes"
	"context"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"mime"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"

	"archiver/internal/eval/set"
	"archiver/internal/extract"
	"archiver/internal/verdict"
)

// Mutations is what came of single edits made by rule to what pages say: how
// many of them the program tells. Nobody wrote these cases, so they show what
// the rules for noise swallow. They go through package extract and package
// verdict alone, without a socket.
type Mutations struct {
	Pages   int     `json:"pages"`
	Kinds   []Told  `json:"kinds"`
	Untold  []Named `json:"untold"`
	Skipped int     `json:"skipped"` // pages without running text, or no page at all
}

// Told is how many edits of a kind are told, on made pages and on real ones.
type Told struct {
	Name string `json:"name"`
	All  Share  `json:"all"`
	Made Share  `json:"made"`
	Real Share  `json:"real"`
}

// specimen is a page to be edited.
type specimen struct {
	name, site string
	body       []byte
	header     string // Content-Type
	real       bool
}

// mutated is one edit of one page.
type mutated struct {
	kind, site, page string
	what             string // before → after
	real, told       bool
}

// specimens are the distinct pages that cases cite.
func specimens(cases []set.Case, real bool) (list []specimen) {
	seen := map[string]bool{}
	for _, c := range cases {
		a, ok := c.Before[c.Path]
		header := a.Header.Get("Content-Type")
		kind, _, _ := mime.ParseMediaType(header)
		if !ok || a.Fault != "" || a.Status != 0 && a.Status != 200 || a.Header.Get("Content-Encoding") != "" || kind != "" && kind != "text/html" || seen[string(a.Body)] {
			continue
		}
		seen[string(a.Body)] = true
		list = append(list, specimen{name: c.Name, site: c.Site, body: a.Body, header: header, real: real})
	}
	return list
}

// specimens are the older pages of the real pairs.
func (d *drift) specimens() (list []specimen, err error) {
	seen := map[string]bool{}
	for _, p := range d.pairs {
		if seen[p.Before.Blob] {
			continue
		}
		seen[p.Before.Blob] = true
		body, err := gunzip(filepath.Join(d.dir, "html", p.Before.Blob+".html.gz"))
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", p.name(), err)
		}
		list = append(list, specimen{name: p.name(), site: p.service(), body: body, real: true})
	}
	return list, nil
}

// mutate edits the pages and judges each edit, two pages at a time.
func mutate(ctx context.Context, pages []specimen) (*Mutations, error) {
	var (
		out   = make([][]mutated, len(pages))
		errs  = make([]error, len(pages))
		slots = make(chan struct{}, 2)
		wait  sync.WaitGroup
	)
	for i := range pages {
		slots <- struct{}{}
		wait.Go(func() {
			out[i], errs[i] = mutatePage(ctx, &pages[i])
			<-slots
		})
	}
	wait.Wait()
	m := &Mutations{Untold: []Named{}}
	by := map[string]*Told{}
	for i, list := range out {
		if errs[i] != nil {
			return nil, fmt.Errorf("mutate %s: %w", pages[i].name, errs[i])
		}
		if list == nil {
			m.Skipped++
			continue
		}
		m.Pages++
		for _, o := range list {
			t := by[o.kind]
			if t == nil {
				t = &Told{Name: o.kind}
				by[o.kind] = t
			}
			t.All.add(o.told)
			if o.real {
				t.Real.add(o.told)
			} else {
				t.Made.add(o.told)
			}
			if !o.told {
				m.Untold = append(m.Untold, Named{o.kind + ", " + o.site + ", " + o.page, o.what})
			}
		}
	}
	for _, k := range mutations {
		if t := by[k.name]; t != nil {
			m.Kinds = append(m.Kinds, *t)
			delete(by, k.name)
		}
	}
	slices.SortStableFunc(m.Untold, func(a, b Named) int { return strings.Compare(a.Name, b.Name) })
	return m, nil
}

// mutatePage gives nil for a page that has no matter or does not answer to itself.
func mutatePage(ctx context.Context, s *specimen) ([]mutated, error) {
	x := extract.New(extract.Config{})
	const url = "https://page.example/matter"
	read := func(body []byte, header string) (*extract.Document, *verdict.Prepared, error) {
		d, err := x.Extract(ctx, extract.Input{Body: bytes.NewReader(body), Size: int64(len(body)), ContentType: header, URL: url})
		if err != nil {
			return nil, nil, err
		}
		return d, verdict.Prepare(verdict.Page{Kind: d.Kind, Title: d.Title, Headings: d.Headings, Lang: d.Lang,
			Visible: d.Visible, Main: d.Main, Scripts: d.Scripts, Images: d.Images, Layout: verdict.Layout(d.Layout)}), nil
	}
	d, _, err := read(s.body, s.header)
	if err != nil || d.Kind != extract.KindHTML {
		return nil, err
	}
	tree, err := html.Parse(bytes.NewReader(d.HTML))
	if err != nil {
		return nil, err
	}
	const header = "text/html; charset=utf-8"
	var buf bytes.Buffer
	if err := html.Render(&buf, tree); err != nil {
		return nil, nil // a tree that can't be written
	}
	_, before, err := read(buf.Bytes(), header)
	if err != nil {
		return nil, err
	}
	ref := &verdict.Reference{URL: url, FinalURL: url, Status: 200, Page: before}
	judge := func(body []byte, page *verdict.Prepared) bool {
		return verdict.Judge(ref, &verdict.Look{URL: url, FinalURL: url, Status: 200, BodyLen: int64(len(body)), Head: body[:min(len(body), 64<<10)], Page: page}, verdict.Probes{}, nil).Verdict != verdict.OK
	}
	if judge(buf.Bytes(), before) {
		return nil, nil // a wall, or an error page
	}
	m := readMatter(tree)
	if m == nil {
		return nil, nil
	}
	out := []mutated{}
	for _, k := range mutations {
		for n := range k.each {
			h := fnv.New64a()
			fmt.Fprintf(h, "%s\n%s\n%d", s.name, k.name, n)
			m.r = rand.New(rand.NewPCG(h.Sum64(), 1))
			e, ok := k.make(m)
			if !ok {
				break
			}
			e.do()
			buf.Reset()
			err := html.Render(&buf, tree)
			e.undo()
			if err != nil {
				return nil, err
			}
			body := bytes.Clone(buf.Bytes())
			_, after, err := read(body, header)
			if err != nil {
				return nil, err
			}
			out = append(out, mutated{kind: k.name, site: s.site, page: s.name, what: e.what, real: s.real, told: judge(body, after)})
		}
	}
	return out, nil
}

// runMutations runs the whole measure; d may be nil.
func runMutations(ctx context.Context, cases []set.Case, d *drift) (*Mutations, error) {
	pages := specimens(cases, false)
	if d != nil {
		real, err := d.specimens()
		if err != nil {
			return nil, err
		}
		pages = append(pages, real...)
	}
	return mutate(ctx, pages)
}

// gates names what falls short of the aim: what is left untold is to be known and
// small.
func (m *Mutations) gates() []string {
	var all Share
	for _, k := range m.Kinds {
		all.Hits, all.Of = all.Hits+k.All.Hits, all.Of+k.All.Of
	}
	if all.value() < leastTold {
		return []string{gate("mutations told", all, fmt.Sprintf("at least %g %%", leastTold*100))}
	}
	return nil
}

const leastTold = 0.97

func (p printer) mutations(m *Mutations) {
	p.linef("\nMUTATIONS: single edits made by rule to %d pages (%d others have no running text). Told of all, with the exact 95 %% interval in percent.", m.Pages, m.Skipped)
	p.linef("\n%-28s  %-29s  %-29s  %-29s", "kind", "all", "made pages", "real pages")
	all := Told{Name: "all"}
	for _, t := range append(slices.Clip(m.Kinds), all) {
		if t.Name == "all" {
			t = all
		}
		p.linef("%s", strings.TrimRight(fmt.Sprintf("%-28s  %s   %s   %s", t.Name, cell(t.All), cell(t.Made), cell(t.Real)), " "))
		for _, s := range []struct{ to, from *Share }{{&all.All, &t.All}, {&all.Made, &t.Made}, {&all.Real, &t.Real}} {
			s.to.Hits += s.from.Hits
			s.to.Of += s.from.Of
		}
	}
	if p.verbose {
		p.named("edits not told", m.Untold)
	} else if n := len(m.Untold); n > 0 {
		p.linef("\n%d edits are not told (-v lists them)", n)
	}
}
