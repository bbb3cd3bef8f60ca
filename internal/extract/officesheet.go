package extract

import (
	"cmp"
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
)

const typeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// numbered gives the parts in a folder, "xl/worksheets/sheet1.xml" and on, in their
// order: by the number that a name ends with. Not every program names them so.
func (o *office) numbered(folder string) []string {
	number := func(name string) int {
		name = strings.TrimSuffix(name, ".xml")
		n, _ := strconv.Atoi(name[len(strings.TrimRight(name, "0123456789")):])
		return n
	}
	names := slices.DeleteFunc(slices.Collect(maps.Keys(o.files)), func(name string) bool {
		return path.Dir(name) != folder || path.Ext(name) != ".xml"
	})
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(number(a), number(b)), cmp.Compare(a, b)) })
	return names
}

// sheets reads a workbook (ECMA-376, 18.3) as its rows, sheet after sheet, with tabs
// between the cells. What a cell's format would make of a figure is not told.
func (o *office) sheets() error {
	shared, err := o.sharedStrings()
	if err != nil {
		return err
	}
	for _, name := range o.numbered("xl/worksheets") {
		if err := o.sheet(name, shared); err != nil {
			return err
		}
		if len(o.main.out) >= maxVisible { // many cells may name one long text
			return nil
		}
	}
	return nil
}

// eachToken reads a part. in are the names of the elements that are open.
func (o *office) eachToken(name string, take func(t xml.Token, in []string)) error {
	rc, err := o.open(name)
	if err != nil {
		return err
	}
	defer rc.Close()
	d := xml.NewDecoder(rc)
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	var in []string
	for {
		t, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch e := t.(type) {
		case xml.StartElement:
			if len(in) == maxNested {
				return errors.New("its XML is nested too deeply")
			}
			in = append(in, e.Name.Local)
		case xml.EndElement:
			in = in[:len(in)-1]
		}
		take(t, in)
	}
}

// sharedStrings are the texts that cells name by their number.
func (o *office) sharedStrings() ([]string, error) {
	var out []string
	var text []byte
	err := o.eachToken("xl/sharedStrings.xml", func(t xml.Token, in []string) {
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "si" {
				text = text[:0]
			}
		case xml.EndElement:
			if t.Name.Local == "si" {
				out = append(out, collapse(text, len(text)))
			}
		case xml.CharData:
			if isText(in) {
				text = append(text, t...)
			}
		}
	})
	return out, err
}

// isText tells that character data in these elements is text; what stands in rPh is how
// it is pronounced.
func isText(in []string) bool {
	return len(in) > 0 && in[len(in)-1] == "t" && !slices.Contains(in, "rPh")
}

// sheet appends the rows of a sheet to the text.
func (o *office) sheet(name string, shared []string) error {
	out := o.main.out
	kind, value := "", []byte(nil)
	cells := 0
	err := o.eachToken(name, func(t xml.Token, in []string) {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				cells = 0
			case "c":
				kind, value = attribute(t, "t"), value[:0]
			}
		case xml.CharData:
			if isText(in) || len(in) > 0 && in[len(in)-1] == "v" {
				value = append(value, t...)
			}
		case xml.EndElement:
			if t.Name.Local != "c" || len(value) == 0 {
				return
			}
			s := cellText(kind, string(value), shared)
			switch {
			case s == "", len(out) > maxVisible:
				return
			case cells > 0:
				out = append(out, '\t')
			case len(out) > 0:
				out = append(out, '\n')
			}
			out = append(out, s...)
			cells++
		}
	})
	o.main.out = out
	return err
}

// cellText is what a cell holds.
func cellText(kind, value string, shared []string) string {
	switch kind {
	case "s":
		if n, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && n >= 0 && n < len(shared) {
			return shared[n]
		}
		return ""
	case "", "n":
		// Fifteen digits are shown at most: 12.300000000000001 is 12.3.
		v, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || math.IsInf(v, 0) || math.IsNaN(v) || v != 0 && (math.Abs(v) >= 1e21 || math.Abs(v) < 1e-21) {
			break // as it stands
		}
		v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return collapse([]byte(value), len(value))
}
