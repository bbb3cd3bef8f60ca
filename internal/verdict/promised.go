package verdict

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"sync"

	tags "golang.org/x/text/language"

	"archiver/internal/verdict/lex"
)

// What an address promises of its page: a home page, any page of its folder, or one
// that tells of what the address names.

const (
	leastID     = 3  // digits of a number that names one page of many
	leastToldOf = 12 // words of a page that would have some of its address
)

var homeCode = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^([a-z]{2,3})(?:[-_][a-z]{2,4})?$`)
})

// bibliographic are the codes of three letters that libraries have for languages beside
// those of ISO 639-2 for all uses.
var bibliographic = lex.WordSet(`alb arm baq bur chi cze dut fre geo ger gre ice mac mao may per rum slo tib wel`)

// ofLanguage tells whether a code is that of a language, as sites have them in addresses:
// a language or country of two letters, or a language of three that has two as well.
// Most other words of three letters (law, new, doc) are some language's too.
func ofLanguage(code string) bool {
	b, err := tags.ParseBase(code)
	if len(code) == 3 {
		return bibliographic[code] || err == nil && len(b.String()) == 2
	}
	_, no := tags.ParseRegion(code)
	return err == nil || no == nil
}

var idNumber = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\d{` + strconv.Itoa(leastID) + `,}`)
})

// showsHome tells whether a cited address may be that of a home page, or of one
// language's, which redirects and probes may not call by that name.
func showsHome(raw string) bool {
	if isHome(raw) {
		return true
	}
	u, err := url.Parse(raw)
	if err != nil {
		return false
	}
	p := strings.ToLower(strings.Trim(canonicalPath(u), "/"))
	if u.RawQuery != "" {
		return p == "" && !idNumber().MatchString(u.RawQuery)
	}
	for _, end := range []string{"/home", "/main", "/index"} {
		p = strings.TrimSuffix(p, end)
	}
	code := homeCode().FindStringSubmatch(p)
	return code != nil && ofLanguage(code[1])
}

// AtHome tells whether an address is that of a home page, or of one language's, whatever
// its query asks of it; and what is no address at all.
func AtHome(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil {
		return true
	}
	u.RawQuery = ""
	return showsHome(u.String())
}

// ignoresEnd tells whether the last part of an address may say nothing, as what comes
// behind a number or a key does with many sites: a made-up one gets the same page there.
func ignoresEnd(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil {
		return true
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	for i := 0; i+1 < len(parts); i++ {
		if n := dateFolders(parts[i : len(parts)-1]); n > 0 {
			i += n - 1
		} else if strings.ContainsAny(parts[i], "0123456789") {
			return true
		}
	}
	return false
}

// dateFolders tells how many folders at the beginning are a year, a month and a day;
// 0 if no month follows the year, which may be the number of a law then.
func dateFolders(parts []string) int {
	in := func(i, from, to int) bool {
		if i >= len(parts) {
			return false
		}
		n, err := strconv.Atoi(parts[i])
		return err == nil && n >= from && n <= to
	}
	switch {
	case !in(0, 1900, 2100) || !in(1, 1, 12):
		return 0
	case in(2, 1, 31):
		return 3
	}
	return 2
}

// promisesOther tells why what stands in a page can not be what its address promises;
// "" where it may be.
func (b *bench) promisesOther() string {
	switch {
	case b.e.titled(errorPhrases, errorTitles) != "" || b.e.titledGone() != "" || b.saysGone() != "":
		return "it says that there is nothing"
	case b.e.words < leastToldOf || atRoot(b.look.URL):
	case b.slugAbsent():
		return "it has none of the words of its address"
	}
	return ""
}

func atRoot(raw string) bool {
	u, err := url.Parse(raw)
	return err != nil || canonicalPath(u) == ""
}

var untoldParts = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`<(?:object|embed|canvas|video|audio|applet)[\s>]`)
})

// untold tells whether what a page shows may be in no text of it: in a viewer, in a
// frame, or put there by scripts that did not run.
func (b *bench) untold() bool {
	if b.look.Page.Page.Scripts > 0 && !b.look.Rendered || untoldParts().Match(b.e.head()) {
		return true
	}
	for _, m := range shownFrame().FindAllSubmatch(b.e.head(), 20) {
		if src := string(m[1]); !strings.HasPrefix(src, "about:") && !strings.Contains(src, "googletagmanager.com/") {
			return true
		}
	}
	return false
}
