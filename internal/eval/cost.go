package eval

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"archiver/internal/extract"
	"archiver/internal/verdict"
)

// Cost is the time of one verdict.
type Cost struct {
	Bytes int `json:"bytes"` // of each page
	// Whole is the time to read both pages and to judge; Judge the part after
	// both were read.
	Whole time.Duration `json:"whole_ns"`
	Judge time.Duration `json:"judge_ns"`
}

// measured are the two pages whose comparison is timed: an article with its
// furniture, and the same with a number edited and other furniture.
type measured struct {
	x             *extract.Extractor
	before, after string
	quote         string
}

func newMeasured() *measured {
	m := &measured{x: extract.New(extract.Config{})}
	m.before, m.quote = measuredPage(1, "1,460")
	m.after, _ = measuredPage(2, "1,640")
	return m
}

// measuredPage makes a page of 60 KB.
func measuredPage(day int, figure string) (page, quote string) {
	words := strings.Fields(`the court heard that workers of factory were paid late and a report by inspector found no
		record of hours kept in region where union says dozens left their posts since spring while company denies it
		committee asked government for answer about detention conditions lawyers journalists family village water
		road school hospital budget minister election law decision appeal prison witness statement evidence police`)
	r := rand.New(rand.NewPCG(60, 1))
	sentence := func() string {
		var s []string
		for range 9 + r.IntN(16) {
			s = append(s, words[r.IntN(len(words))])
		}
		return strings.ToUpper(s[0][:1]) + strings.Join(s, " ")[1:]
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Late pay | The Review</title><style>%s</style></head><body><header><nav><ul>`, strings.Repeat(".a{color:red}", 200))
	for i := range 40 {
		fmt.Fprintf(&b, `<li><a href="/section/%d" class="nav-%d">Section %d</a></li>`, i, day, i)
	}
	fmt.Fprintf(&b, `</ul></nav></header><main><article><h1>Late pay</h1><p class="date">%d May 2020</p>`, day)
	for n := 0; b.Len() < 52<<10; n++ {
		s := sentence()
		switch n {
		case 20:
			quote = s
		case 30:
			s += " " + figure + " people were on strike"
		}
		fmt.Fprintf(&b, `<p class="text-%d">%s. <a href="/x">%s</a>. %s.</p>`, day, s, sentence(), sentence())
	}
	b.WriteString(`</article></main><aside>`)
	for i := 0; b.Len() < 60<<10-40; i++ {
		fmt.Fprintf(&b, `<div class="card"><a href="/more/%d">%d readers liked story %d</a></div>`, i+day, day*i, i+day)
	}
	b.WriteString(`</aside><footer>The Review</footer></body></html>`)
	return b.String(), quote
}

func (m *measured) read(page string) (*verdict.Prepared, error) {
	d, err := m.x.Extract(context.Background(), extract.Input{Body: strings.NewReader(page), Size: int64(len(page)),
		ContentType: "text/html; charset=utf-8", URL: "https://review.example/late-pay"})
	if err != nil {
		return nil, err
	}
	return verdict.Prepare(verdict.Page{Kind: d.Kind, Title: d.Title, Headings: d.Headings, Lang: d.Lang,
		Visible: d.Visible, Main: d.Main, Scripts: d.Scripts, MetaRefresh: d.MetaRefresh, ScriptRedirect: d.ScriptRedirect, PasswordInput: d.PasswordInput, Images: d.Images, Layout: verdict.Layout(d.Layout)}), nil
}

// once judges from the bytes of both pages.
func (m *measured) once() (judge time.Duration, err error) {
	before, err := m.read(m.before)
	if err != nil {
		return 0, err
	}
	after, err := m.read(m.after)
	if err != nil {
		return 0, err
	}
	start := time.Now()
	const url = "https://review.example/late-pay"
	j := verdict.Judge(&verdict.Reference{URL: url, FinalURL: url, Status: 200, Page: before},
		&verdict.Look{URL: url, FinalURL: url, Status: 200, BodyLen: int64(len(m.after)), Head: []byte(m.after), Page: after},
		verdict.Probes{}, []string{m.quote})
	judge = time.Since(start)
	if j.Reason != verdict.Edited {
		return 0, fmt.Errorf("measure a verdict: the edited page is %s/%s", j.Verdict, j.Reason)
	}
	return judge, nil
}

// measure gives the mean of some rounds.
func measure(rounds int) (c Cost, err error) {
	m := newMeasured()
	c.Bytes = len(m.after)
	if _, err := m.once(); err != nil { // tables and patterns are made at first use
		return c, err
	}
	start := time.Now()
	for range rounds {
		judge, err := m.once()
		if err != nil {
			return c, err
		}
		c.Judge += judge
	}
	c.Whole = time.Since(start) / time.Duration(rounds)
	c.Judge /= time.Duration(rounds)
	return c, nil
}
