package extract

import (
	"bytes"
	"strings"
)

// A table that is served as text is read by its cells: "12,2003,41" are three
// figures, and what separates them says nothing.

const (
	fewestRows  = 3 // of what is not declared to be a table
	fewestCells = 3 // in a row of it
)

// tableText gives the rows of a table whose cells are separated by one sign, in lines,
// with tabs between the cells. declared tells that the server calls it a table. It
// reports false for what is none.
func tableText(text []byte, declared bool) (string, bool) {
	best, most := "", 0
	for _, sign := range []byte("\t;|,") { // a cell may hold a list of its own, but its column's head does not
		if table, rows := tableRows(text, sign, declared); rows > most {
			best, most = table, rows
		}
	}
	return best, most > 0
}

// tableRows reads a table whose cells are separated by sign, and gives how many
// rows have as many cells as the most; 0 for no table.
func tableRows(text []byte, sign byte, declared bool) (string, int) {
	if bytes.IndexByte(text, sign) < 0 || !declared && sign != '\t' && !tight(text, sign) {
		return "", 0
	}
	out := make([]byte, 0, len(text))
	counts := map[int]int{}
	rows := 0
	for rest := text; len(rest) > 0; {
		at := len(out)
		var cells int
		out, cells, rest = appendRow(out, rest, sign)
		if len(bytes.TrimSpace(out[at:])) == 0 {
			out = append(out[:at], '\n')
			continue
		}
		out = append(out, '\n')
		rows++
		counts[cells]++
	}
	// Notes stand above and below the rows of many a table.
	usual := 0
	for cells, n := range counts {
		if cells > 1 && (n > counts[usual] || n == counts[usual] && cells > usual) {
			usual = cells
		}
	}
	if usual < 2 || 3*counts[usual] < 2*rows || !declared && (counts[usual] < fewestRows || usual < fewestCells) {
		return "", 0
	}
	return strings.TrimRight(string(out), " \t\n"), counts[usual]
}

// tight tells whether no blank follows most of a sign, as one does in prose.
func tight(text []byte, sign byte) bool {
	n, loose := 0, 0
	for i, c := range text {
		if c == sign {
			n++
			if i+1 < len(text) && text[i+1] == ' ' {
				loose++
			}
		}
	}
	return 4*loose <= n
}

// appendRow reads one row, and gives how many cells it has and what follows it. What
// stands in quotation marks may hold the sign and line ends.
func appendRow(out, text []byte, sign byte) (_ []byte, cells int, rest []byte) {
	cells = 1
	start, quoted := true, false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quoted && c == '"' && i+1 < len(text) && text[i+1] == '"':
			out = append(out, '"')
			i++
		case c == '"' && (quoted || start):
			quoted, start = !quoted, false
			continue
		case quoted && (c == '\n' || c == '\r' || c == '\t'):
			out = append(out, ' ')
		case quoted:
			out = append(out, c)
		case c == sign:
			out = append(out, '\t')
			cells++
			start = true
			continue
		case c == '\n':
			return out, cells, text[i+1:]
		case c == '\r', c == '\t':
			out = append(out, ' ')
		default:
			out = append(out, c)
			start = start && c == ' '
			continue
		}
		start = false
	}
	return out, cells, nil
}
