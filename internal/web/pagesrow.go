package web

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/source"
)

// The standings of a citation: its result, with what only warns told apart.
const (
	fails     = "fail"
	toLookAt  = "warn"
	neverSeen = "never"
	accepted  = "accepted" // a person lives with all that is wrong
	passes    = "pass"
)

// standings in the order in which they matter.
var standings = []string{fails, toLookAt, neverSeen, accepted, passes}

// row is one citation as the pages show it.
type row struct {
	*contract.Citation
	Cite     source.Cite
	Standing string
	Next     *row // the next one that fails; nil for the last, and for others
}

func standing(c *contract.Citation) string {
	switch {
	case c.Settled:
		return accepted
	case c.Result == toLookAt && c.Live == nil:
		return neverSeen
	case c.Result == fails, c.Result == passes:
		return c.Result
	}
	return toLookAt
}

func newRow(c *contract.Citation, cite source.Cite) *row {
	return &row{Citation: c, Cite: cite, Standing: standing(c)}
}

// Path is the citation's page.
func (r *row) Path() string { return citePath(r.Cite) }

// Short is the ref within the report.
func (r *row) Short() string { return shortRef(r.Cite) }

// Anchor names the row on the report's page.
func (r *row) Anchor() string { return anchor(r.Short()) }

// anchor makes an ID of a ref: letters, digits, dots and dashes stay as they are.
func anchor(ref string) string {
	var b strings.Builder
	b.WriteString("fn-")
	for _, c := range []byte(ref) {
		switch {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '.', c == '-':
			b.WriteByte(c)
		default:
			const hex = "0123456789abcdef"
			b.WriteByte('_')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}

// Verdict names the state of the live source, in the words of the contract; "" where
// it was never looked at.
func (r *row) Verdict() string {
	if r.Live == nil {
		return ""
	}
	return r.Live.Verdict
}

func (r *row) Reason() string {
	if r.Live == nil {
		return ""
	}
	return r.Live.Reason
}

// State names the state for a person: "gone: not found (404)"; that of the copy first
// where it is not as it should be.
func (r *row) State() string {
	live := stateWords(r.Verdict(), r.Reason())
	if r.Archive.State == "intact" || r.Archive.State == "" {
		return live
	}
	return word0("state.copy", archiveWords(r.Archive.State), live)
}

// stateWords puts a verdict and its reason into words. Those of a program that is
// newer than this list come out as they are.
func stateWords(verdict, reason string) string {
	if verdict == "" {
		return word0("verdict.never")
	}
	v, ok := words["verdict."+verdict]
	if !ok {
		v = plain(verdict, maxShort)
	}
	why, ok := words["reason."+reason]
	if !ok {
		why = plain(reason, maxShort)
	}
	if why == "" {
		return v
	}
	return v + ": " + why
}

// Unconfirmed says whether looks to come may still clear what fails.
func (r *row) Unconfirmed() bool {
	l := r.Live
	return l != nil && !l.Confirmed && (l.Verdict == "dead" || l.Verdict == "changed" && l.Reason != "edited")
}

// Said is what is the case, in sentences, as status says it.
func (r *row) Said() []string {
	said := slices.DeleteFunc(slices.Clone(r.Why), func(s string) bool { return s == "" })
	if r.Live != nil && len(said) == 0 && r.Live.Detail != "" {
		said = append(said, r.Live.Detail)
	}
	return said
}

// Passages are the quotes and how they stand, without those of which Said tells.
func (r *row) Passages() []contract.Quote {
	if r.Live == nil {
		return nil
	}
	said := strings.Join(r.Said(), " ")
	return slices.DeleteFunc(slices.Clone(r.Live.Quotes), func(q contract.Quote) bool {
		start := []rune(q.Text)
		return q.Now == "" && q.State != "verbatim" && strings.Contains(said, string(start[:min(len(start), 40)]))
	})
}

// Do is the advice, with its command lines apart.
func (r *row) Do() []phrase { return phrases(r.Advice) }

// phrase is a stretch of a sentence of the program; Code says that it is a command.
type phrase struct {
	Text string
	Code bool
}

var commandLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\((archiver(?: "[^"]*"| '[^']*'| [^\s()"']+)+)\)`)
})

// phrases takes the command lines out of the parentheses in which they stand.
func phrases(s string) []phrase {
	var out []phrase
	at := 0
	for _, m := range commandLine().FindAllStringSubmatchIndex(s, -1) {
		out = append(out, phrase{Text: s[at:m[2]]}, phrase{Text: s[m[2]:m[3]], Code: true})
		at = m[3]
	}
	if at < len(s) {
		out = append(out, phrase{Text: s[at:]})
	}
	return out
}

// Shown is the address of the page of the copy that can be shown; "" where there is none.
func (r *row) Shown() string {
	a := r.Archive
	switch {
	case a.Sound != nil:
		return snapshotPath(r.Cite, a.Sound.CapturedAt)
	case a.CapturedAt == nil || a.State == "missing" || a.State == "corrupt":
		return ""
	}
	return snapshotPath(r.Cite, *a.CapturedAt)
}

// Lag is the days from the report's date to the copy's, in words; "" where there is no copy.
func (r *row) Lag() string {
	if r.Archive.LagDays == nil {
		return ""
	}
	return daysFrom(*r.Archive.LagDays)
}

func daysFrom(days int) string {
	switch {
	case days == 0:
		return word0("days.none")
	case days < 0:
		return word0(plural("days.before", -days), -days)
	}
	return word0(plural("days.after", days), days)
}

func plural(key string, n int) string {
	if n == 1 {
		return key + ".one"
	}
	return key + ".many"
}

// Whose says in a few words whose copy it is, where it is no capture of ours.
func (r *row) Whose() string { return whose(r.Archive.Provenance) }

func whose(p *catalog.Provenance) string {
	switch {
	case p == nil:
		return ""
	case p.Kind == "person":
		return word0("whose.person", plain(p.By, maxShort))
	}
	return word0("whose.archive", plain(serviceHost(p.Service), maxShort))
}

func serviceHost(service string) string {
	if u, err := url.Parse(service); err == nil && u.Host != "" {
		return u.Host
	}
	return service
}

// Host is the host of the source's address, for the filter.
func (r *row) Host() string { return hostOf(r.URL) }

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}
