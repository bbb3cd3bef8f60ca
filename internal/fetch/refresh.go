package fetch

import (
	"bytes"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/net/html"
)

const (
	// smallPage is the size under which a page may be nothing but a redirect.
	smallPage = 2 << 10
	// maxRefresh is the longest delay in seconds of a meta refresh that is a
	// redirect; with a longer one the page is meant to be read first.
	maxRefresh = 30
	// fewWords is under what number of words a page with a location script
	// counts as a redirect: a page with text has its scripts for something else.
	fewWords = 50
)

// refresh finds where a small page sends its reader: a meta refresh ("meta") or
// a script that sets location ("script"). Empty if nowhere. What is inside
// noscript is for readers without scripts, and our reader is a person with a
// browser.
func refresh(page []byte) (ref, how string) {
	if len(page) >= smallPage {
		return "", ""
	}
	z := html.NewTokenizer(bytes.NewReader(page))
	words, scripted := 0, ""
	inScript, inNoscript, inTitle := false, false, false
	for {
		switch z.Next() {
		case html.ErrorToken:
			if scripted != "" && words < fewWords {
				return scripted, "script"
			}
			return "", ""
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			switch t.Data {
			case "script":
				inScript = true
			case "noscript":
				inNoscript = true
			case "title":
				inTitle = true
			case "meta":
				if !inNoscript && strings.EqualFold(strings.TrimSpace(attr(t.Attr, "http-equiv")), "refresh") {
					if ref := parseRefresh(attr(t.Attr, "content")); ref != "" {
						return ref, "meta"
					}
				}
			}
		case html.EndTagToken:
			switch name, _ := z.TagName(); string(name) {
			case "script":
				inScript = false
			case "noscript":
				inNoscript = false
			case "title":
				inTitle = false
			}
		case html.TextToken:
			text := z.Text()
			switch {
			case inScript && !inNoscript && scripted == "":
				scripted = leaves(text, page)
			case !inScript && !inNoscript && !inTitle:
				words += len(bytes.Fields(text))
			}
		}
	}
}

// locationScript matches the ways to leave for a fixed address. Input is at
// most smallPage long.
var locationScript = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:^|[^.\w])` + locationCode) })

const locationCode = `(?:(?:window|document|self|top|parent)\s*\.\s*)?location(?:\s*\.\s*href)?\s*` +
	`(?:=\s*|\.\s*(?:replace|assign)\s*\(\s*)(?:"([^"\\\r\n]+)"|'([^'\\\r\n]+)')`

// parseRefresh reads the content of a meta refresh, after
// https://html.spec.whatwg.org/#shared-declarative-refresh-steps: "" if it
// names no address, or waits too long to be a redirect.
func parseRefresh(s string) string {
	s = strings.TrimLeft(s, " \t\r\n\f")
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	if digits == 0 && !strings.HasPrefix(s, ".") {
		return ""
	}
	if digits > 0 {
		if n, err := strconv.Atoi(s[:digits]); err != nil || n > maxRefresh {
			return ""
		}
	}
	s = strings.TrimLeft(s[digits:], "0123456789.")
	s = strings.TrimLeft(s, " \t\r\n\f;,")
	if len(s) >= 3 && strings.EqualFold(s[:3], "url") {
		if rest := strings.TrimLeft(s[3:], " \t\r\n\f"); strings.HasPrefix(rest, "=") {
			s = strings.TrimLeft(rest[1:], " \t\r\n\f")
		}
	}
	if s != "" && (s[0] == '"' || s[0] == '\'') {
		quote := s[:1]
		s = s[1:]
		if i := strings.Index(s, quote); i >= 0 {
			s = s[:i]
		}
	}
	return strings.TrimSpace(s)
}

func attr(attrs []html.Attribute, key string) string {
	for i := range attrs {
		if attrs[i].Key == key {
			return attrs[i].Val
		}
	}
	return ""
}
