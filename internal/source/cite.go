package source

import (
	"bytes"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// address is a URL in a note, and the bytes of the note's text that show it.
type address struct {
	span
	url   string
	line  int
	title string // of a link: what it shows, where that is not the URL
}

// noteText is a note as one text with its links.
type noteText struct {
	text  string
	links []address
	lines []span // start: an offset; end: the line from there on
	// full holds the line ends before which the line was full, as far as that
	// can be seen.
	full map[int]bool
	// healed holds where a line end behind "https:" was taken out.
	healed []int
}

func (n *noteText) line(at int) int {
	i := sort.Search(len(n.lines), func(i int) bool { return n.lines[i].start > at })
	if i == 0 {
		return 0
	}
	return n.lines[i-1].end
}

// flatten puts a note's tokens together. Its own mark, and the way back to the
// text, are left out; line ends are kept for URLs that they broke.
func flatten(n note, links []string) noteText {
	var b bytes.Buffer
	var out noteText
	link := 0
	for _, t := range n.toks {
		shown := t.text
		switch t.kind {
		case anchorTok:
			continue
		case breakTok:
			shown = "\n"
			if t.text == fullLine {
				if out.full == nil {
					out.full = map[int]bool{}
				}
				out.full[b.Len()] = true
			}
		case markTok:
			// Raised digits within a note are text; its own mark is not.
			if len(bytes.TrimSpace(b.Bytes()[max(0, b.Len()-64):])) == 0 || t.mark.trust >= linked {
				continue
			}
		}
		if shown == "" {
			continue
		}
		if b.Len() < 64 && len(bytes.TrimLeft(b.Bytes(), " \n")) == 0 {
			if n.byID {
				shown = withoutNumber(shown, n.label)
			}
			if shown = strings.TrimLeft(shown, " \n.:)^↑"); shown == "" {
				continue
			}
		}
		if t.kind == textTok && t.link == link && shown[0] == '/' {
			if cut := schemeEnd(b.Bytes(), shown); cut < b.Len() {
				delete(out.full, bytes.LastIndexByte(b.Bytes(), '\n'))
				b.Truncate(cut)
				out.healed = append(out.healed, cut)
			}
		}
		if k := len(out.lines); k == 0 || out.lines[k-1].end != t.line {
			out.lines = append(out.lines, span{b.Len(), t.line})
		}
		if t.link > 0 {
			if t.link != link {
				out.links = append(out.links, address{span: span{b.Len(), b.Len()}, url: links[t.link-1], line: t.line})
			}
			out.links[len(out.links)-1].end = b.Len() + len(shown)
		}
		if t.kind != breakTok {
			link = t.link
		}
		b.WriteString(shown)
	}
	out.text = b.String()
	return out
}

// withoutNumber takes a note's own number off its beginning: "12. Gauge 4".
func withoutNumber(s, label string) string {
	rest, ok := strings.CutPrefix(strings.TrimLeft(s, " ["), label)
	if ok && (strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ") ") || strings.HasPrefix(rest, "] ")) {
		return rest[1:]
	}
	return s
}

// schemeEnd is where the line ends behind a scheme that the next text goes on
// with: LaTeX breaks addresses behind "https:" too. Else it is all of the text.
func schemeEnd(b []byte, next string) int {
	s := bytes.TrimRight(b, " \n")
	low := bytes.ToLower(s[max(0, len(s)-7):])
	slashes := "//"
	if bytes.HasSuffix(low, []byte("/")) {
		low, slashes = low[:len(low)-1], "/"
	}
	ends := bytes.HasSuffix(low, []byte("http:")) || bytes.HasSuffix(low, []byte("https:"))
	host, ok := strings.CutPrefix(next, slashes)
	if !ends || !ok || !isWordStart(host) || !bytes.ContainsRune(b[len(s):], '\n') {
		return len(b)
	}
	return len(s)
}

func isWordStart(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

var (
	urlStart  = pattern(`(?i)https?://|\b(?:https?(?::/|;?//)|(?:ttps?|htps?|htttps?|hhttps?)://)[a-z0-9]|\bwww\.[a-z0-9]|\b(?:ftps?|file|gopher|hxxps?|ipfs|tor|data|javascript):/?/?[a-z0-9]`)
	hasScheme = pattern(`(?i)^[a-z][a-z0-9+.-]*:`)
	urlGlue   = pattern(`(?i)[;,|]https?://`)
)

// readNote finds the sources of a note and where in each of them.
func (im *Imported) readNote(n note, links []string) (text string, citations []Citation, apart backParts) {
	flat := flatten(n, links)
	var found []address
	at := 0
	for _, l := range append(flat.links, address{span: span{len(flat.text), len(flat.text)}}) {
		if l.start > at {
			found = append(found, im.bare(n, &flat, at, l.start)...)
		}
		at = max(at, l.end)
		if l.url == "" {
			continue
		}
		if url, ok := im.linkURL(n, l, flat.text[l.start:l.end]); ok {
			if c := flat.text[l.end:min(l.end+1, len(flat.text))]; c == ")" && strings.HasSuffix(url, squeeze(flat.text[l.start:l.end])) && trimURL(url+c) == url+c {
				url, l.url, l.end, at = url+c, l.url+c, l.end+1, at+1 // what made it a link left it out
			}
			shown := strings.TrimSpace(flat.text[l.start:l.end])
			if k := shownAt(shown, url); k > 0 { // words stand before it in the link's area
				l.start += strings.Index(flat.text[l.start:l.end], shown) + k
				shown = shown[k:]
			}
			if !showsAddress().MatchString(shown) {
				l.title = shown
			} else if end, ok := sameShown(shown, url); !ok {
				im.warn(l.line, "note %s: the link shows %s and leads to %s: where it leads is taken", n.label, clip(squeeze(shown)), clip(url))
			} else if end < len(shown) {
				l.end = l.start + strings.Index(flat.text[l.start:l.end], shown) + end
				at = l.end
			} else if squeeze(shown) == l.url { // what made it a link may have seen one line alone
				if more, end := im.mend(n, &flat, l.start, l.end); end > l.end {
					url, l.end, at = more, end, end
				}
			}
			l.url = url
			found = append(found, l)
		}
	}
	found = append(found, identifiers(&flat, found)...)
	slices.SortStableFunc(found, func(a, b address) int { return a.start - b.start })
	var kept []address
	for _, a := range found {
		if a.start < 0 || (len(kept) > 0 && a.start < kept[len(kept)-1].end) {
			continue
		}
		if msg := checkURL(a.url); msg != "" {
			im.warn(a.line, "note %s: %s: %s; left out", n.label, clip(a.url), msg)
			continue
		}
		if len(kept) == maxAddresses {
			im.warn(a.line, "note %s: more than %d addresses: those from %s on are left out", n.label, maxAddresses, clip(a.url))
			break
		}
		kept = append(kept, a)
	}
	return im.cite(n, flat.text, kept)
}

// linkURL judges a link's address.
func (im *Imported) linkURL(n note, l address, shown string) (string, bool) {
	// As browsers do: line ends and tabs are dropped, blanks encoded.
	url := strings.NewReplacer("\n", "", "\r", "", "\t", "").Replace(strings.TrimSpace(l.url))
	url = strings.ReplaceAll(url, " ", "%20")
	low := strings.ToLower(url)
	switch {
	case strings.HasPrefix(low, "http://"), strings.HasPrefix(low, "https://"):
		return leadOn(strings.ToLower(url[:5]) + url[5:]), true
	case strings.HasPrefix(url, "//"):
		return "https:" + url, true
	case strings.HasPrefix(url, "#"), url == "":
	case strings.HasPrefix(low, "mailto:"), strings.HasPrefix(low, "tel:"): // whom to ask is no source
	case strings.HasPrefix(low, "file:") && strings.Contains(low, "#") && !strings.ContainsFunc(shown, alphanumeric): // the way back, as wkhtmltopdf writes it
	case hasScheme().MatchString(url):
		im.warn(l.line, "note %s: %s is not a web address: left out", n.label, clip(url))
	default:
		im.warn(l.line, "note %s: the link %s leads nowhere outside of the report: left out", n.label, clip(url))
	}
	return "", false
}

// bare finds URLs in plain text between two offsets.
func (im *Imported) bare(n note, flat *noteText, from, to int) []address {
	var out []address
	for from < to {
		m := urlStart().FindStringIndex(flat.text[from:to])
		if m == nil {
			break
		}
		start := from + m[0]
		end := urlEnd(flat.text, start, to)
		url := flat.text[start:end]
		full := end
		if end < to && flat.text[end] == '\n' {
			if more, stop := im.mend(n, flat, start, end); stop > end {
				url, full = more, stop
			}
		}
		trimmed := trimURL(url)
		full -= len(url) - len(trimmed)
		from = max(full, start+1)
		// Only the address of "[shown](address)" that did not parse counts; one with a
		// blank in it did not for that, and what is shown has it encoded.
		if rest, ok := strings.CutPrefix(flat.text[full:], "](http"); ok {
			blank := strings.ReplaceAll(trimmed, "%20", " ")
			if blank == trimmed || !strings.HasPrefix("http"+rest, blank+")") {
				continue
			}
			from = full + len("](") + len(blank)
		}
		a := address{span: span{start, full}, url: trimmed, line: flat.line(start)}
		for _, at := range flat.healed {
			if start < at && at < full {
				im.warn(a.line, "note %s: a line end broke a URL: mended to %s, from %s and %s: check it", n.label, clipTitle(trimmed), flat.text[start:at], clip(trimmed[min(at-start, len(trimmed)):]))
			}
		}
		low := strings.ToLower(trimmed)
		switch {
		case strings.HasPrefix(low, "www."):
			if start > 0 && strings.ContainsRune("/.@-_", rune(flat.text[start-1])) {
				continue
			}
			a.url = "http://" + trimmed
			im.warn(a.line, "note %s: %s has no scheme: http:// is taken", n.label, clip(trimmed))
		case !strings.HasPrefix(low, "http://") && !strings.HasPrefix(low, "https://"):
			im.warn(a.line, "note %s: %s is not a web address: left out", n.label, clip(trimmed))
			continue
		default:
			a.url = leadOn(strings.ToLower(trimmed[:5]) + trimmed[5:])
		}
		out = append(out, a)
	}
	return out
}

// wideMarks are the marks of languages that put no space before or behind them.
// Addresses that hold one are written with it encoded.
const wideMarks = wideCommas + "！？（）《》〈〉「」『』【】〔〕؟"

// wideCommas are those that stand between parts of a sentence or end it.
const wideCommas = "，。；：、،؛"

// urlEnd is where a bare URL that starts at start stops, at most at limit.
func urlEnd(s string, start, limit int) int {
	end := limit
	for i, r := range s[start:limit] {
		if unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("<>\"`“”„«»|"+wideMarks, r) {
			end = start + i
			break
		}
		if r == ']' && strings.HasPrefix(s[start+i:], "](") {
			end = start + i
			break
		}
	}
	// "https://a.org;https://b.org" are two; ".../web/2020/https://b.org" is one.
	if m := urlGlue().FindStringIndex(s[start:end]); m != nil {
		end = start + m[0]
	}
	return end
}

// wayBack are the arrows with which a note leads back to its mark, and what says how
// they are to look.
const wayBack = "↩↵⤴⏎↑\ufe0e\ufe0f"

// trimURL takes off what ends a sentence, and brackets that were opened before.
func trimURL(s string) string {
	open := func(a, b string) bool { return strings.Count(s, a) < strings.Count(s, b) }
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		switch {
		case strings.ContainsRune(".,;:!?'\"*…’‘\\", r):
		case strings.ContainsRune(wayBack, r):
		case r == ')' && open("(", ")"), r == ']' && open("[", "]"), r == '}' && open("{", "}"):
		case r > unicode.MaxASCII && unicode.IsPunct(r):
		default:
			return s
		}
		s = s[:len(s)-size]
	}
	return s
}

// cite makes citations of a note's addresses: copies in archives are taken
// apart, repetitions dropped, locators read from the text around; what refers to other
// notes, and stands apart from all addresses, is given too.
func (im *Imported) cite(n note, text string, found []address) (string, []Citation, backParts) {
	var shown strings.Builder
	var out []Citation
	segments := make([]string, 1, len(found)+1)
	owner := make([]int, 0, len(found)) // the citation of each address
	at := 0
	for _, a := range found {
		before := text[at:a.start]
		segments[len(segments)-1] += before
		shown.WriteString(before)
		if a.title != "" {
			shown.WriteString(a.title + " (" + a.url + ")")
		} else {
			shown.WriteString(a.url)
		}
		at = a.end
		segments = append(segments, "")
		i := im.addCitation(n, a, before, &out)
		owner = append(owner, i)
		if a.title != "" && out[i].Locator == "" {
			out[i].Locator = pinpoint(a.title)
		}
	}
	segments[len(segments)-1] += text[at:]
	shown.WriteString(text[at:])
	apart, own := asidesIn(segments)
	for i, loc := range locators(own) {
		if c := &out[owner[i]]; loc != "" && c.Locator == "" {
			c.Locator = loc
		}
	}
	return squeeze(strings.TrimRight(shown.String(), " \n"+wayBack)), out, apart
}

func alphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
