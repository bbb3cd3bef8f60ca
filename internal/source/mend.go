package source

import (
	"strings"
	"unicode/utf8"
)

// An address may be broken by the end of a line. Here it is put together again, where
// that is certain.

const joints = "/-_=&?%#~+"

var (
	urlish = pattern(`[/=%_?&#]|\d-|-\d|-[a-z]|\.(?i:html?|pdf|php|aspx?|jsp|docx?|org|com|net|gov|int|kz|ru)\b`)
	// chunk is a line's first word, as long as it may belong to a URL. In braces it has
	// what is written as JSON: "eng#{%22itemid%22:[%22001-1%22]}".
	chunk = pattern(`^(?:[^\s<>"“”«»|\[\]{}` + wideMarks + `]|\{%[^\s{}"]*\})+`)
)

// mend looks whether the URL at start was broken by the line end at end, and
// gives it whole, with its new end, where that is certain.
func (im *Imported) mend(n note, flat *noteText, start, end int) (string, int) {
	url, stop := flat.text[start:end], end
	enclosed := start > 0 && (flat.text[start-1] == '<' || (start > 1 && flat.text[start-2:start] == "]("))
	for range 8 {
		at := stop
		for at < len(flat.text) && (flat.text[at] == '\n' || flat.text[at] == ' ') {
			at++
		}
		if at == stop || !strings.Contains(flat.text[stop:at], "\n") {
			break
		}
		part := chunk().FindString(flat.text[at:])
		if part == "" || urlStart().FindStringIndex(part) != nil || strings.HasPrefix(part, "(") {
			break
		}
		after := strings.TrimLeft(flat.text[at+len(part):], ".,;:)]> ")
		alone := strings.TrimSpace(after) == ""
		full := flat.full[stop]
		if bare := strings.TrimSuffix(url, "\u2010"); bare != url { // the line's own hyphen
			im.warn(flat.line(start), "note %s: a line end broke a URL: mended to %s, from %s and %s: check it", n.label, clipTitle(trimURL(bare+part)), clipStart(url), clip(trimURL(part)))
			url, stop = bare+part, at+len(part)
			continue
		}
		line := strings.LastIndexByte(flat.text[:stop], '\n') + 1
		broken := im.unit == "page" && full && line >= start && (alone || trimURL(part) != part) // it filled a line by itself
		switch verdict := joined(url, trimURL(part), enclosed, alone); {
		case verdict == yes, verdict == maybe && full, goesOn(url, part) && im.unit == "page", broken && isWordEnd(url) && isWordStart(part) && strings.ContainsAny(part, "0123456789") && !ownPart(part), im.unit == "page" && strings.IndexByte("-_=&%", url[len(url)-1]) >= 0 && isWordStart(part):
			whole := url + part
			hyphen := ""
			if im.unit == "page" && url[len(url)-1] == '-' {
				hyphen = ", the hyphen may be the line's own"
			}
			im.warn(flat.line(start), "note %s: a line end broke a URL: mended to %s, from %s and %s: check it%s", n.label, clipTitle(trimURL(whole)), clipStart(url), clip(trimURL(part)), hyphen)
			url = whole
			stop = at + len(part)
			continue
		case strings.IndexByte(")],;\"'", url[len(url)-1]) >= 0: // nothing of a URL follows
		case verdict == maybe, full && (alone || trimURL(part) != part) && strings.ToLower(part) == part:
			im.warn(flat.line(start), "note %s: %s may go on in the next line with %q: kept as it stands", n.label, clip(url), clip(part))
		}
		break
	}
	return url, stop
}

// clipStart is the end of a long text.
func clipStart(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return "…" + string(r[len(r)-most:])
	}
	return s
}

// goesOn reports a part that nothing but what stood before it can begin: a hyphen or a
// stop right before a word, the end of brackets, or the rest of a scheme.
func goesOn(url, part string) bool {
	if strings.HasSuffix(url, "/http") || strings.HasSuffix(url, "/https") {
		return strings.HasPrefix(part, "s://") || strings.HasPrefix(part, "://")
	}
	if part[0] == ')' && strings.Count(url, "(") > strings.Count(url, ")") {
		return len(part) > 2 && strings.IndexByte("./-_", part[1]) >= 0 // "(2019", ").pdf"
	}
	return strings.IndexByte("-.", part[0]) >= 0 && isWordStart(part[1:]) && (isWordEnd(url) || strings.HasSuffix(url, ")"))
}

// dayFigures is a date in figures alone.
var dayFigures = pattern(`^(?:\d{1,2}\.\d{1,2}\.\d{2,4}|\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{2}-\d{2})\pP*$`)

// ownPart reports a part that says something by itself behind a whole address: a date, or
// the place in the source.
func ownPart(part string) bool {
	return dayFigures().MatchString(part) || pinpoint(part) == trimURL(part)
}

// isWordEnd reports that a text ends with a letter or figure.
func isWordEnd(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return alphanumeric(r)
}

type answer int

const (
	no answer = iota
	maybe
	yes
)

// joined judges whether part continues a URL that a line end cut. Alone means
// that nothing follows it in the note.
func joined(url, part string, enclosed, alone bool) answer {
	last := url[len(url)-1]
	switch {
	case part == "" || strings.IndexByte(")],;\"'", last) >= 0:
		return no
	case enclosed:
		return yes // the bracket is still open
	case strings.IndexByte("/?&=%_#", part[0]) >= 0 && len(part) > 1:
		return yes
	case strings.IndexByte(joints, last) >= 0 && (urlish().MatchString(part) || isDigits(part)):
		return yes
	case strings.IndexByte(joints, last) >= 0 && alone && strings.ToLower(part) == part:
		return yes
	}
	if k := strings.LastIndexByte(url, '.'); k >= 0 && k+1 < len(url) && isLower(url[k+1:]) && isLower(part) && fileEnd().MatchString(url+part) && !fileEnd().MatchString(url) {
		return yes // ".p", "df"
	}
	_, host, _ := strings.Cut(url, "://")
	bare := !strings.Contains(host, "/") && (last == '.' || !strings.Contains(host, "."))
	switch {
	case bare && urlish().MatchString(part):
		return yes // no host ends so
	case strings.IndexByte(joints, last) >= 0 && strings.IndexByte("-_=&%", last) >= 0:
		return maybe
	case strings.ContainsAny(part, "/=%_") && strings.ToLower(part) != "and/or", strings.Count(part, "-") > 1:
		return maybe
	}
	return no
}

// fileEnd is how the address of a file ends.
var fileEnd = pattern(`[^/]/[^/?#]*\.(?:pdf|html|php|aspx|jsp|docx?|xlsx?)$`)

func isLower(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == ""
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
