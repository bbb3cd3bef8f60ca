package source

import (
	"net/url"
	"strings"
	"time"
)

// The archives of the web whose links reports use. A link to a copy is taken
// apart into the page that was copied and the moment of the copy.
//
// Wayback: https://web.archive.org/web/20200221101500id_/https://example.org/
// archive.today: https://archive.ph/2020.02.21-101500/https://example.org/,
// https://archive.ph/AbCdE; perma.cc: https://perma.cc/AB12-CD34; ghostarchive.org,
// webcitation.org, archive.wikiwix.com and what was Google's cache.
var (
	waybackPath = pattern(`^/(?:.*?/)?(?:web|wayback|wa|all|mementos)/(?:save/_embed/|save/)?(\d{4,14}|\*|\d+\*|2)?(?:[a-z]{2}_)?/(.+)$`)
	datedPath   = pattern(`^/(?:[\w.-]+/)?(\d{14})(?:[a-z]{2}_)?/(https?:.+)$`)
	todayPath   = pattern(`^/(\d{4}\.\d{2}\.\d{2}-?\d{6}|\d{4,14}|newest|oldest|o/\w+|timegate)/(https?:.+)$`)
	todayShort  = pattern(`^/(?:wip/)?\w{4,8}(?:/[\w%.,-]*)?$`)
	ghostPath   = pattern(`^/v?archive/[\w/-]+$`)
	permaShort  = pattern(`^/(?:\w{4}-\w{4}|0\w{5,12})/?$`)
)

// copyOf takes a link to a known archive apart. Original is "" where the link
// does not tell, as short ones don't; known reports that it leads to an archive.
func copyOf(link string) (original string, at time.Time, known bool) {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" {
		return "", time.Time{}, false
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	// The part after the host, as it stands: percent-encodings, query and
	// fragment are the original's.
	rest := link[strings.Index(link, u.Host)+len(u.Host):]
	var m []string
	switch {
	case host == "web.archive.org" || host == "archive.org" || host == "wayback.archive.org" || host == "arquivo.pt" ||
		host == "webarchive.org.uk" || host == "vefsafn.is":
		m = waybackPath().FindStringSubmatch(rest)
		if m == nil {
			m = datedPath().FindStringSubmatch(rest)
		}
		if m == nil {
			return "", time.Time{}, false // other pages of the archive
		}
	case host == "webarchive.nationalarchives.gov.uk" || host == "webarchive.loc.gov" || host == "wayback.archive-it.org":
		if m = datedPath().FindStringSubmatch(rest); m == nil {
			return "", time.Time{}, false
		}
	case isArchiveToday(host):
		if m = todayPath().FindStringSubmatch(rest); m == nil {
			return "", time.Time{}, todayShort().MatchString(u.Path)
		}
	case host == "perma.cc":
		return "", time.Time{}, permaShort().MatchString(u.Path)
	case host == "ghostarchive.org":
		return "", time.Time{}, ghostPath().MatchString(u.Path)
	case host == "webcitation.org" || host == "archive.wikiwix.com":
		return repaired(u.Query().Get("url"), u.Query().Get("date"))
	case host == "webcache.googleusercontent.com":
		q, ok := strings.CutPrefix(u.Query().Get("q"), "cache:")
		if !ok {
			return "", time.Time{}, false
		}
		q, _, _ = strings.Cut(q, " ") // the words that were looked for
		if id, page, ok := strings.Cut(q, ":"); ok && len(id) == 12 && !strings.HasPrefix(page, "//") {
			q = page
		}
		return repaired(q, "")
	default:
		// Archives of states, universities and the United Nations run the same programs.
		if m = datedPath().FindStringSubmatch(rest); m == nil {
			return "", time.Time{}, false
		}
	}
	original = repairScheme(m[2])
	if checkURL(original) != "" {
		return "", time.Time{}, true
	}
	return original, stamp(m[1]), true
}

// repaired is a page that a link to an archive names as one of its parameters.
func repaired(page, date string) (original string, at time.Time, known bool) {
	if page == "" {
		return "", time.Time{}, true
	}
	if original = repairScheme(page); checkURL(original) != "" {
		return "", time.Time{}, true
	}
	return original, stamp(date), true
}

func isArchiveToday(host string) bool {
	switch host {
	case "archive.today", "archive.ph", "archive.is", "archive.vn", "archive.md", "archive.li", "archive.fo", "archive.ec":
		return true
	}
	return false
}

// repairScheme mends "http:/example.org", as some servers collapse slashes, and
// "example.org", as the Wayback Machine lets people write.
func repairScheme(s string) string {
	for _, scheme := range []string{"http", "https"} {
		if rest, ok := strings.CutPrefix(s, scheme+":"); ok {
			return scheme + "://" + strings.TrimLeft(rest, "/")
		}
		if rest, ok := strings.CutPrefix(strings.ToLower(s), scheme+"%3a%2f%2f"); ok && rest != "" {
			if whole, err := url.PathUnescape(s); err == nil {
				return whole
			}
		}
	}
	if strings.Contains(s, "://") {
		return s
	}
	return "http://" + s
}

// stamp reads as much of 20200221101500 as there is; zero if that is no date.
func stamp(s string) time.Time {
	s = strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
	if len(s) < 4 || len(s) > 14 {
		return time.Time{}
	}
	const least = "00000101000000"
	t, err := time.Parse("20060102150405", s+least[len(s):])
	if err != nil || t.Year() < 1990 {
		return time.Time{}
	}
	return t
}

// addCitation adds an address to a note's citations and gives its index there.
func (im *Imported) addCitation(n note, a address, before string, out *[]Citation) int {
	c := Citation{URL: a.url}
	original, at, known := copyOf(a.url)
	switch {
	case original != "":
		c = Citation{URL: original, Archived: &Archived{URL: a.url, At: at}}
		if at.IsZero() {
			im.warn(a.line, "note %s: the archive's link tells no date: %s", n.label, clip(a.url))
		}
	case known:
		// Right behind the page it copies, in brackets or so named, it is
		// that page's; alone it is all there is.
		if k := len(*out); k > 0 && (*out)[k-1].Archived == nil && (copyWords().MatchString(before) || copyTitle().MatchString(a.title) || a.title == "" && copyTitle().MatchString(before)) {
			(*out)[k-1].Archived = &Archived{URL: a.url}
			im.warn(a.line, "note %s: %s does not tell what it is a copy of, nor when: taken for %s", n.label, clip(a.url), clip((*out)[k-1].URL))
			return k - 1
		}
		im.warn(a.line, "note %s: %s does not tell what it is a copy of, nor when: the link is kept", n.label, clip(a.url))
	}
	for i := range *out {
		have := &(*out)[i]
		same := have.URL == c.URL
		if c.Archived != nil || have.Archived != nil {
			same = samePage(have.URL, c.URL)
		}
		if !same {
			continue
		}
		if have.Archived == nil {
			have.Archived = c.Archived
		} else if c.Archived == nil {
			have.URL = c.URL // the report's own spelling
		}
		return i
	}
	*out = append(*out, c)
	return len(*out) - 1
}

// copyTitle is the title of a link, or what stands before an address, that says no more
// than that it leads to a copy. Other words lead to a source of its own: ", und das Urteil: ".
var copyTitle = pattern(`(?i)^[^\p{L}\p{N}]*(?:archived?(?: copy| version| link)?|copy|snapshot|perma(?:link)?|архив\p{L}*|copie(?: archivée)?|capture|c[oó]pia|kopi[ea]|kopya|копи[яю]|зеркало|көшірме(?:сі)?)[^\p{L}\p{N}]*$`)

var copyWords = pattern(`(?i)^[^\p{L}\p{N}]*[\[(]\s*$|archiv|arşiv|arquiv|архив|мұрағат|محفوظ|أرشيف|存档|存檔|copie|copy|copia|snapshot|saved|perma|сохран`)

// samePage reports that two URLs name one page as far as an archive's link
// tells: it may have lost the scheme, www or a last slash.
func samePage(a, b string) bool {
	if !strings.Contains(a, "#") || !strings.Contains(b, "#") { // archives keep no fragments
		a, _, _ = strings.Cut(a, "#")
		b, _, _ = strings.Cut(b, "#")
	}
	bare := func(s string) string {
		_, s, _ = strings.Cut(s, "://")
		return strings.TrimSuffix(strings.TrimPrefix(strings.ToLower(s), "www."), "/")
	}
	return bare(a) == bare(b)
}
