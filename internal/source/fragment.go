package source

import (
	"fmt"
	"html"
	"strings"

	"archiver/internal/legible"
)

// Fragment is text with links, to be written in Markdown or in HTML.
type Fragment []Span

// Span is a run of a Fragment. Text may be anyone's: nothing in it is markup.
type Span struct {
	Text string
	URL  string // what it links to; "": nothing
	// Date makes the link a Robust Link in HTML (robustlinks.mementoweb.org/spec):
	// the day of the copy, as 2020-02-21, of Original at Version; "": at no address.
	Date, Original, Version string
	Code                    bool // a name or a hash, in HTML set as such
}

// Plain is text that comes from outside as one line that shows what it is: no
// control characters, none that turn its direction or that nobody sees.
func Plain(s string) string { return squeeze(legible.Bare(clean(s))) }

// markup writes a fragment. With ascii, all else is written as its number.
func (f Fragment) markup(inHTML, ascii bool) string {
	s := f.Markdown()
	if inHTML {
		s = f.HTML()
	}
	if !ascii {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if r < 0x80 {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "&#%d;", r)
		}
	}
	return b.String()
}

// Text writes a fragment without links.
func (f Fragment) Text() string {
	var b strings.Builder
	for _, s := range f {
		b.WriteString(plainRun(s.Text))
	}
	return b.String()
}

// Markdown writes a fragment in Markdown.
func (f Fragment) Markdown() string {
	var b strings.Builder
	for _, s := range f {
		text := escapeMarkdown(plainRun(s.Text))
		if s.URL == "" {
			b.WriteString(text)
			continue
		}
		fmt.Fprintf(&b, "[%s](%s)", text, destination(s.URL))
	}
	return b.String()
}

// HTML writes a fragment in HTML.
func (f Fragment) HTML() string {
	var b strings.Builder
	for _, s := range f {
		text := html.EscapeString(plainRun(s.Text))
		if s.Code {
			text = "<code>" + text + "</code>"
		}
		if s.URL == "" {
			b.WriteString(text)
			continue
		}
		fmt.Fprintf(&b, `<a href="%s"`, html.EscapeString(LinkAddress(s.URL)))
		if s.Date != "" {
			fmt.Fprintf(&b, ` data-originalurl="%s"`, html.EscapeString(LinkAddress(s.Original)))
			if s.Version != "" {
				fmt.Fprintf(&b, ` data-versionurl="%s"`, html.EscapeString(LinkAddress(s.Version)))
			}
			fmt.Fprintf(&b, ` data-versiondate="%s"`, html.EscapeString(s.Date))
		}
		b.WriteString(">" + text + "</a>")
	}
	return b.String()
}

// plainRun is Plain, with a space at either end kept.
func plainRun(s string) string {
	p := Plain(s)
	if p == "" {
		return strings.Repeat(" ", min(1, len(s)))
	}
	if s[0] == ' ' {
		p = " " + p
	}
	if s[len(s)-1] == ' ' {
		p += " "
	}
	return p
}

// escapeMarkdown keeps every character from meaning more than itself, in a line.
func escapeMarkdown(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '<':
			b.WriteString("&lt;") // a backslash before it leaves what reads like a tag
			continue
		case strings.ContainsRune("\\`*_[]>|&~^$", r),
			r == '!' && strings.HasPrefix(s[i+1:], "["),
			i == 0 && strings.ContainsRune("#+-=", r):
			b.WriteByte('\\')
		case strings.HasPrefix(s[i:], "://"), r == '@', // no link of its own accord
			r == '.' && strings.HasSuffix(strings.ToLower(s[:i]), "www") && !strings.HasSuffix(s[:i-3], "/"):
			fmt.Fprintf(&b, "&#%d;", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// LinkAddress is a web address of characters that are plain in HTML attributes and
// in TeX: all others are percent-encoded. "" for what is no web address.
func LinkAddress(address string) string {
	low := strings.ToLower(address)
	if !strings.HasPrefix(low, "http://") && !strings.HasPrefix(low, "https://") {
		return ""
	}
	var b strings.Builder
	for i := range len(address) {
		if c := address[i]; c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// destination is a web address as the target of a link in Markdown.
func destination(address string) string {
	s := strings.NewReplacer("(", "\\(", ")", "\\)").Replace(LinkAddress(address))
	if strings.Contains(s, ";") {
		s = strings.ReplaceAll(s, "&", "&amp;") // &copy; would be read as a sign
	}
	return s
}
