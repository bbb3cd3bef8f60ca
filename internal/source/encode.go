package source

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Encode writes a manifest as YAML that a person can edit. Load gives back an
// equal manifest, its Path aside. Bytes of texts that are not UTF-8 come out
// as U+FFFD.
func Encode(m *Manifest) []byte {
	var b bytes.Buffer
	b.WriteString("# The sources of one report. Edit freely: another import adds what is new\n" +
		"# and leaves what stands here as it is, comments included.\n")
	fmt.Fprintf(&b, "id: %s\n", scalar(m.ID))
	fmt.Fprintf(&b, "title: %s\n", scalar(m.Title))
	fmt.Fprintf(&b, "published: %s  # the date at which the report cites its sources\n", m.Published.UTC().Format(time.DateOnly))
	fmt.Fprintf(&b, "schedule: %s  # cron, or @daily, @weekly …; empty: by risk\n", quote(m.Schedule))
	if len(m.Footnotes) == 0 {
		b.WriteString("footnotes: []\n")
		return b.Bytes()
	}
	b.WriteString("footnotes:\n")
	for i, f := range m.Footnotes {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(footnoteYAML(f, "  ", "\n"))
	}
	return b.Bytes()
}

// footnoteYAML writes a footnote as an element of a list that is indented so.
func footnoteYAML(f Footnote, indent, nl string) string {
	w := yamlWriter{indent: indent, nl: nl}
	w.first("number", labelYAML(f.Number))
	if f.Text != "" {
		w.line("text", quote(f.Text))
	}
	switch len(f.Claims) {
	case 0:
	case 1:
		w.line("claims", "["+quote(f.Claims[0])+"]")
	default:
		w.line("claims", "")
		for _, c := range f.Claims {
			fmt.Fprintf(&w.b, "%s    - %s%s", indent, quote(c), nl)
		}
	}
	w.line("citations", "")
	for _, c := range f.Citations {
		w.b.WriteString(citationYAML(c, indent+"    ", nl))
	}
	return w.b.String()
}

// citationYAML writes a citation as an element of a list that is indented so.
func citationYAML(c Citation, indent, nl string) string {
	w := yamlWriter{indent: indent, nl: nl}
	for i, kv := range citationFields(c) {
		if i == 0 {
			w.first(kv[0], kv[1])
		} else {
			w.line(kv[0], kv[1])
		}
	}
	return w.b.String()
}

// citationFields is a citation's keys with their values, in the schema's order.
func citationFields(c Citation) [][2]string {
	out := [][2]string{{"url", scalar(c.URL)}}
	add := func(key, value string) { out = append(out, [2]string{key, value}) }
	if c.Locator != "" {
		add("locator", scalar(c.Locator))
	}
	if len(c.Quotes) > 0 {
		var qs []string
		for _, q := range c.Quotes {
			qs = append(qs, quote(q))
		}
		add("quotes", "["+strings.Join(qs, ", ")+"]")
	}
	if c.Capture != "" {
		add("capture", scalar(c.Capture))
	}
	if c.Schedule != "" {
		add("schedule", quote(c.Schedule))
	}
	if !c.Reference.IsZero() {
		add("reference", dateYAML(c.Reference))
	}
	if c.Accept != nil {
		add("accept", acceptFlow(c.Accept))
	}
	if a := c.Archived; a != nil {
		at := ""
		if !a.At.IsZero() {
			at = ", at: " + dateYAML(a.At)
		}
		add("archived", "{url: "+quote(a.URL)+at+"}")
	}
	return out
}

// acceptFlow writes an acceptance in braces.
func acceptFlow(a *Accept) string {
	var parts []string
	for _, kv := range [][2]string{{"verdict", a.Verdict}, {"archive", a.Archive}, {"reason", a.Reason}} {
		if kv[1] != "" {
			parts = append(parts, kv[0]+": "+scalar(kv[1]))
		}
	}
	if len(a.Quotes) > 0 {
		var qs []string
		for _, q := range a.Quotes {
			qs = append(qs, quote(q))
		}
		parts = append(parts, "quotes: ["+strings.Join(qs, ", ")+"]")
	}
	if !a.Seen.IsZero() {
		parts = append(parts, "seen: "+dateYAML(a.Seen))
	}
	if len(a.Lost) > 0 {
		var list []string
		for _, t := range a.Lost {
			list = append(list, dateYAML(t))
		}
		parts = append(parts, "lost: ["+strings.Join(list, ", ")+"]")
	}
	if !a.On.IsZero() {
		parts = append(parts, "on: "+dateYAML(a.On))
	}
	if a.Why != "" {
		parts = append(parts, "why: "+quote(a.Why))
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// yamlWriter writes the keys of one element of a list.
type yamlWriter struct {
	b          strings.Builder
	indent, nl string
}

func (w *yamlWriter) first(key, value string) { w.put("- ", key, value) }
func (w *yamlWriter) line(key, value string)  { w.put("  ", key, value) }

func (w *yamlWriter) put(dash, key, value string) {
	if value != "" {
		value = " " + value
	}
	w.b.WriteString(w.indent + dash + key + ":" + value + w.nl)
}

func labelYAML(l Label) string {
	if l.numeric() {
		return string(l)
	}
	return quote(string(l))
}

// dateYAML is the shortest form that ParseDate reads as the same moment.
func dateYAML(t time.Time) string {
	t = t.UTC()
	if t.Equal(t.Truncate(day)) {
		return t.Format(time.DateOnly)
	}
	return `"` + t.Format(time.RFC3339Nano) + `"`
}

var (
	// plainURL and plainText are what no YAML reader takes for anything else.
	plainURL  = pattern(`^https?://[A-Za-z0-9][A-Za-z0-9/._~%?&=+@!$();*,'-]*$`)
	plainText = pattern(`^[\p{L}][\p{L}\p{N}]*(?:[ ._/()+-]+[\p{L}\p{N}()]+)*$`)
	reserved  = pattern(`(?i)^(?:true|false|yes|no|on|off|y|n|null|nan|inf)$`)
)

// scalar writes a text without quotes where that is safe.
func scalar(s string) string {
	if (plainURL().MatchString(s) || (plainText().MatchString(s) && !reserved().MatchString(s))) && utf8.ValidString(s) {
		return s
	}
	return quote(s)
}

// quote writes any text on one line in double quotes (YAML 1.2, section 7.3.1).
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s { // invalid bytes come as U+FFFD
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == ' ' || (unicode.IsPrint(r) && !unicode.Is(unicode.Co, r)):
			b.WriteRune(r)
		case r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
