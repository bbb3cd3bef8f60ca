package source

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"
)

// manifest reads the whole tree: the schema is here and nowhere else.
func (d *decoder) manifest(n *ast.MappingNode) *Manifest {
	m := &Manifest{}
	labels := map[Label]int{}
	d.mapping(n, "",
		field{"id", func(n ast.Node, path string) {
			m.ID = d.text(n, path)
			d.out.idAt = where(n)
			if err := CheckID(m.ID); err != nil {
				d.fail(n, path, err.Error(), "")
			}
		}},
		field{"title", func(n ast.Node, path string) { m.Title = d.text(n, path) }},
		field{"published", func(n ast.Node, path string) {
			m.Published = d.date(n, path)
			if !m.Published.Equal(m.Published.Truncate(day)) {
				d.fail(n, path, "a date without a time of day", "write it like "+m.Published.Format(time.DateOnly))
			}
		}},
		field{"schedule", func(n ast.Node, path string) { m.Schedule = d.schedule(n, path) }},
		field{"footnotes", func(n ast.Node, path string) {
			d.list(n, path, func(n ast.Node, path string) {
				f, at := d.footnote(n, path)
				if first, ok := labels[f.Number]; ok && d.err == nil {
					d.fail(at, path+".number", fmt.Sprintf("footnote %s stands in line %d already", f.Number, first), "")
				}
				labels[f.Number] = where(at).line
				m.Footnotes = append(m.Footnotes, f)
			})
		}},
	)
	if m.ID == "" {
		d.fail(n, "id", "missing", "the report's name in commands, such as kz-ep-2020")
	}
	if m.Published.IsZero() {
		d.fail(n, "published", "missing", "the date at which the report cites its sources, like 2020-02-20")
	}
	return m
}

func (d *decoder) footnote(n ast.Node, path string) (f Footnote, at ast.Node) {
	at = n
	d.mapping(n, path,
		field{"number", func(n ast.Node, path string) {
			at = n
			if _, ok := n.(*ast.FloatNode); ok {
				d.fail(n, path, "want a whole number or a label", fmt.Sprintf("put a label in quotes: %q", n.GetToken().Value))
				return
			}
			s := d.word(n, path, "a number or a label")
			if _, ok := n.(*ast.IntegerNode); ok && strings.Trim(s, "0123456789") != "" {
				d.fail(n, path, "want a plain number or a label", fmt.Sprintf("put a label in quotes: %q", s))
			}
			if msg := checkLabel(s); msg != "" {
				d.fail(n, path, msg, "")
			}
			f.Number = Label(s)
		}},
		field{"text", func(n ast.Node, path string) { f.Text = d.text(n, path) }},
		field{"claims", func(n ast.Node, path string) { f.Claims = d.strings(n, path) }},
		field{"citations", func(n ast.Node, path string) {
			d.list(n, path, func(n ast.Node, path string) { f.Citations = append(f.Citations, d.citation(n, path)) })
		}},
	)
	if f.Number == "" {
		d.fail(n, path+".number", "missing", "")
	}
	if len(f.Citations) == 0 {
		d.fail(n, path+".citations", "a footnote needs at least one citation", "")
	}
	return f, at
}

func (d *decoder) citation(n ast.Node, path string) (c Citation) {
	set := map[string]ast.Node{}
	d.mapping(n, path,
		field{"url", func(n ast.Node, path string) { c.URL = d.url(n, path) }},
		field{"locator", func(n ast.Node, path string) { c.Locator = d.text(n, path) }},
		field{"quotes", func(n ast.Node, path string) { c.Quotes = d.strings(n, path) }},
		field{"capture", func(n ast.Node, path string) {
			c.Capture = d.oneOf(n, path, []string{"auto", "http", "browser"})
			set["capture"] = n
		}},
		field{"schedule", func(n ast.Node, path string) {
			if c.Schedule = d.schedule(n, path); c.Schedule != "" {
				set["schedule"] = n
			}
		}},
		field{"reference", func(n ast.Node, path string) { c.Reference = d.date(n, path) }},
		field{"accept", func(n ast.Node, path string) { c.Accept = d.accept(n, path) }},
		field{"archived", func(n ast.Node, path string) {
			a := &Archived{}
			d.mapping(n, path,
				field{"url", func(n ast.Node, path string) { a.URL = d.url(n, path) }},
				field{"at", func(n ast.Node, path string) { a.At = d.date(n, path) }})
			if a.URL == "" {
				d.fail(n, path+".url", "missing", "")
			}
			c.Archived = a
		}},
	)
	if c.URL == "" {
		d.fail(n, path+".url", "missing", "")
	}
	for _, s := range []setting{{key: "capture", value: c.Capture}, {key: "schedule", value: c.Schedule}} {
		if n, ok := set[s.key]; ok {
			s.url, s.path, s.at = c.URL, join(path, s.key), where(n)
			d.out.settings = append(d.out.settings, s)
		}
	}
	return c
}

func (d *decoder) url(n ast.Node, path string) string {
	s := d.text(n, path)
	if msg := checkURL(s); msg != "" {
		d.fail(n, path, msg, "")
	}
	return s
}

func (d *decoder) schedule(n ast.Node, path string) string {
	s := d.text(n, path)
	if s == "" || d.err != nil {
		return s
	}
	if _, err := ParseSchedule(s); err != nil {
		cause := errors.Unwrap(err)
		d.fail(n, path, "bad schedule: "+cause.Error(), `five cron fields such as "0 6 * * 1", or @daily, @weekly, "@every 36h"`)
	}
	return s
}

func (d *decoder) accept(n ast.Node, path string) *Accept {
	a := &Accept{}
	var reason, quotes, seen, lost ast.Node
	d.mapping(n, path,
		field{"verdict", func(n ast.Node, path string) {
			a.Verdict = d.oneOf(n, path, []string{"moved", "changed", "dead", "blocked", "unreachable"})
		}},
		field{"archive", func(n ast.Node, path string) {
			if s, ok := n.(*ast.StringNode); ok && s.Value == "corrupt" {
				d.fail(n, path, "a corrupt snapshot can't be accepted", "restore its bytes from a copy")
			}
			a.Archive = d.oneOf(n, path, []string{"wall", "missing"})
		}},
		field{"reason", func(n ast.Node, path string) {
			a.Reason = d.oneOf(n, path, allReasons())
			reason = n
		}},
		field{"quotes", func(n ast.Node, path string) {
			a.Quotes = d.strings(n, path)
			quotes = n
		}},
		field{"seen", func(n ast.Node, path string) {
			a.Seen = d.date(n, path)
			seen = n
		}},
		field{"lost", func(n ast.Node, path string) {
			d.list(n, path, func(n ast.Node, path string) { a.Lost = append(a.Lost, d.date(n, path)) })
			lost = n
		}},
		field{"on", func(n ast.Node, path string) { a.On = d.date(n, path) }},
		field{"why", func(n ast.Node, path string) { a.Why = d.text(n, path) }},
	)
	switch {
	case a.Verdict == "" && a.Archive == "":
		d.fail(n, path, "name what is accepted: a verdict, or archive: wall or missing", "")
	case a.Verdict != "" && reason != nil:
		d.oneOf(reason, path+".reason", reasons(a.Verdict))
	}
	if quotes != nil && (a.Verdict != "changed" || a.Reason != "quote-lost") {
		d.fail(quotes, path+".quotes", "only the reason quote-lost has passages that were lost", "")
	}
	if seen != nil && a.Verdict != "changed" {
		d.fail(seen, path+".seen", "only a changed source has a text that was seen", "")
	}
	if lost != nil && a.Archive != "missing" {
		d.fail(lost, path+".lost", "only archive: missing has snapshots that were lost", "")
	}
	return a
}
