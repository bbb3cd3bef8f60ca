package papers

import (
	"fmt"
	"slices"
	"strings"
)

// A paper is a document's text before any format. Both sides of a case are made
// from papers, so that an edit is one call and everything else is known to stand.
type paper struct {
	lang   string
	title  string
	blocks []block
}

type kind int

const (
	para kind = iota
	heading
	centred
	table
)

type block struct {
	kind  kind
	label string // "15." before the text
	text  string // a ¤ stands where a footnote is called
	notes []string
	rows  [][]string // of a table; rows[0] is its head
}

func p(text string, notes ...string) block { return block{text: text, notes: notes} }
func h(text string) block                  { return block{kind: heading, text: text} }
func mid(text string) block                { return block{kind: centred, text: text} }
func tab(rows ...[]string) block           { return block{kind: table, rows: rows} }

func num(label, text string, notes ...string) block {
	return block{label: label, text: text, notes: notes}
}

// cells splits "a | b | c" into a row.
func cells(row string) []string {
	cs := strings.Split(row, "|")
	for i, c := range cs {
		cs[i] = strings.TrimSpace(c)
	}
	return cs
}

func (d paper) clone() paper {
	d.blocks = slices.Clone(d.blocks)
	for i, b := range d.blocks {
		d.blocks[i].notes = slices.Clone(b.notes)
		d.blocks[i].rows = slices.Clone(b.rows)
		for j, r := range b.rows {
			d.blocks[i].rows[j] = slices.Clone(r)
		}
	}
	return d
}

// with replaces pairs of passages. Each old passage must stand exactly once.
func (d paper) with(oldnew ...string) paper {
	d = d.clone()
	for i := 0; i < len(oldnew); i += 2 {
		n := 0
		swap := func(s *string) {
			n += strings.Count(*s, oldnew[i])
			*s = strings.Replace(*s, oldnew[i], oldnew[i+1], 1)
		}
		d.each(swap)
		if n != 1 {
			panic(fmt.Sprintf("papers: %q stands %d times in %q", oldnew[i], n, d.title))
		}
	}
	return d
}

// all replaces pairs of passages wherever they stand.
func (d paper) all(oldnew ...string) paper {
	d = d.clone()
	r := strings.NewReplacer(oldnew...)
	n := 0
	d.each(func(s *string) {
		was := *s
		*s = r.Replace(was)
		if *s != was {
			n++
		}
	})
	if n == 0 {
		panic(fmt.Sprintf("papers: nothing of %q in %q", oldnew, d.title))
	}
	return d
}

func (d paper) each(f func(*string)) {
	for i := range d.blocks {
		b := &d.blocks[i]
		f(&b.text)
		for j := range b.notes {
			f(&b.notes[j])
		}
		for j := range b.rows {
			for k := range b.rows[j] {
				f(&b.rows[j][k])
			}
		}
	}
}

// find is the place of the one block whose label or text begins with start.
func (d paper) find(start string) int {
	at := -1
	for i, b := range d.blocks {
		if !strings.HasPrefix(b.text, start) && b.label != start {
			continue
		}
		if at >= 0 {
			panic(fmt.Sprintf("papers: two blocks of %q begin with %q", d.title, start))
		}
		at = i
	}
	if at < 0 {
		panic(fmt.Sprintf("papers: no block of %q begins with %q", d.title, start))
	}
	return at
}

func (d paper) without(start string) paper {
	d = d.clone()
	i := d.find(start)
	d.blocks = slices.Delete(d.blocks, i, i+1)
	return d
}

func (d paper) after(start string, bs ...block) paper {
	d = d.clone()
	d.blocks = slices.Insert(d.blocks, d.find(start)+1, bs...)
	return d
}

func (d paper) append(bs ...block) paper {
	d = d.clone()
	d.blocks = append(d.blocks, bs...)
	return d
}

// row finds the one table row whose first cell is name.
func (d paper) row(name string) (b *block, at int) {
	for i := range d.blocks {
		for j, r := range d.blocks[i].rows {
			if r[0] != name {
				continue
			}
			if b != nil {
				panic(fmt.Sprintf("papers: two rows %q", name))
			}
			b, at = &d.blocks[i], j
		}
	}
	if b == nil {
		panic(fmt.Sprintf("papers: no row %q", name))
	}
	return b, at
}

func (d paper) cell(name string, col int, value string) paper {
	d = d.clone()
	b, i := d.row(name)
	if b.rows[i][col] == value {
		panic(fmt.Sprintf("papers: row %q has %q already", name, value))
	}
	b.rows[i][col] = value
	return d
}

func (d paper) withoutRow(name string) paper {
	d = d.clone()
	b, i := d.row(name)
	b.rows = slices.Delete(b.rows, i, i+1)
	return d
}

// swapped exchanges all but the names of two rows.
func (d paper) swapped(one, other string) paper {
	d = d.clone()
	a, i := d.row(one)
	b, j := d.row(other)
	for k := 1; k < len(a.rows[i]); k++ {
		a.rows[i][k], b.rows[j][k] = b.rows[j][k], a.rows[i][k]
	}
	return d
}

// words is the text of the paper as its author wrote it.
func (d paper) words() string {
	var b strings.Builder
	for _, k := range d.blocks {
		if k.label != "" {
			b.WriteString(k.label + " ")
		}
		b.WriteString(strings.ReplaceAll(k.text, "¤", ""))
		for _, r := range k.rows {
			b.WriteString(strings.Join(r, " ") + "\n")
		}
		b.WriteString("\n")
	}
	for _, k := range d.blocks {
		for _, n := range k.notes {
			b.WriteString(n + "\n")
		}
	}
	return b.String()
}
