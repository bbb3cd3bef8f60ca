package source

import (
	neturl "net/url"
	"strings"
)

// showsAddress is how a link's text looks that is an address, and no title.
var showsAddress = pattern(`(?i)^(?:[a-z][a-z0-9+.-]*://?\S|(?:ftps?|file|gopher|data|javascript):\S|www\.[a-z0-9])`)

// sameShown reports that the URL which a link shows is the one it leads to, or
// its beginning: as it may be written, with spaces where lines ended. The area of a
// link in a PDF may hold words behind it: end is where they begin.
func sameShown(shown, url string) (end int, ok bool) {
	bare := func(s string) string {
		s = strings.NewReplacer(`\`, "", "\u2010 ", "", "\u2010\n", "").Replace(s) // a line's own hyphen
		s = strings.TrimRight(strings.Join(strings.Fields(s), ""), ".…"+wayBack)
		if whole, err := neturl.PathUnescape(s); err == nil {
			s = whole
		}
		s = strings.ToLower(trimURL(strings.Join(strings.Fields(s), "")))
		if _, rest, ok := strings.Cut(s, "://"); ok {
			s = rest
		}
		return strings.TrimRight(strings.TrimPrefix(s, "www."), "/")
	}
	to := bare(url)
	if strings.HasPrefix(to, bare(shown)) || bare(lineHyphen().ReplaceAllString(shown, "")) == to {
		return len(shown), true
	}
	if k := strings.IndexAny(shown, wideMarks); k > 0 && bare(shown[:k]) == to {
		return k, true
	}
	if bare(asTyped.Replace(shown)) == to {
		return len(shown), true
	}
	const most = 8 // words behind it
	end = len(shown)
	for range most {
		k := strings.LastIndexAny(shown[:end], " \n")
		if k <= 0 || strings.HasPrefix(shown[k+1:], "/") {
			break
		}
		end = len(strings.TrimRight(shown[:k], " \n"))
		if bare(shown[:end]) == to {
			return end, true
		}
	}
	return 0, false
}

// asTyped undoes the signs that programs make of what was typed, as pandoc does of "xn--p1ai".
var asTyped = strings.NewReplacer("—", "---", "–", "--", "’", "'", "…", "...")

// lineHyphen is one that a line end was given, within a word.
var lineHyphen = pattern(`-[ \n]+`)

// shownAt is where in a link's text the URL that it leads to begins, behind other words;
// 0: nowhere.
func shownAt(shown, url string) int {
	for _, k := range []int{strings.Index(shown, "http"), strings.Index(shown, "www.")} {
		if k > 0 && (shown[k-1] == ' ' || shown[k-1] == '\n' || shown[k-1] == '(') && showsAddress().MatchString(shown[k:]) {
			if _, ok := sameShown(shown[k:], url); ok {
				return k
			}
		}
	}
	return 0
}
