package eval

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// passage is a sentence of a pair's text before, and whether it stands word for
// word in the text after.
type passage struct {
	text     string
	survives bool
}

// How many passages are taken of a pair beside those that its line gives.
const (
	someSurviving = 3
	someVanished  = 2
)

// passages takes those of the pair's line that can be found in the text before,
// and samples more from the two texts, which hand-kept selectors cut out of the
// pages: the line names most of the surviving ones by their length alone. Of
// other labels than noise and substantive the text after is not the page's, and
// where the label was found wrong or doubtful the texts misled it.
func (d *drift) passages(p *pair) ([]passage, error) {
	if p.Label != noise && p.Label != substantive || d.labels[p.ID] != "" {
		return nil, nil
	}
	before, err := d.words(p.MDBefore)
	if err != nil {
		return nil, err
	}
	after, err := d.words(p.MDAfter)
	if err != nil {
		return nil, err
	}
	var list []passage
	taken := map[string]bool{}
	add := func(text string, survives bool) {
		if !taken[text] {
			taken[text] = true
			list = append(list, passage{text, survives})
		}
	}
	for _, q := range p.Passages {
		want := fold(q.Text)
		if i := before.find(want); i >= 0 && after.decides(want) {
			add(before.span(i, i+len(want)), after.find(want) >= 0)
		}
	}
	sentences := before.sentences()
	for _, survives := range []bool{true, false} {
		most := someSurviving
		if !survives {
			most = someVanished
		}
		var fit [][2]int
		for _, s := range sentences {
			words := before.fold[s[0]:s[1]]
			if after.decides(words) && after.find(words) >= 0 == survives {
				fit = append(fit, s)
			}
		}
		// Spread evenly, so that not only the first lines are asked for.
		for i := range min(most, len(fit)) {
			s := fit[(2*i+1)*len(fit)/(2*min(most, len(fit)))]
			add(before.span(s[0], s[1]), survives)
		}
	}
	return list, nil
}

// text is a Markdown text as a list of words.
type text struct {
	s       string
	at      [][2]int // where each word stands
	fold    []string
	index   map[string][]int // where each word comes in the list
	letters string           // all words in one
}

var (
	link   = regexp.MustCompile(`!?\[([^\]\n]*)\]\([^)\n]*\)`)
	markup = regexp.MustCompile("(?m)[*_`\\\\|]+|^[#>\\-= ]+|<[^>\n]*>")
)

func (d *drift) words(blob string) (*text, error) {
	b, err := gunzip(filepath.Join(d.dir, "md", blob+".md.gz"))
	if err != nil {
		return nil, err
	}
	s := link.ReplaceAllString(string(b), "$1")
	return newText(markup.ReplaceAllString(s, " ")), nil
}

func newText(s string) *text {
	t := &text{s: s, index: map[string][]int{}}
	start := -1
	for i, r := range s + " " {
		word := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
		switch {
		case word && start < 0:
			start = i
		case !word && start >= 0:
			w := plain(s[start:i])
			t.index[w] = append(t.index[w], len(t.fold))
			t.at, t.fold = append(t.at, [2]int{start, i}), append(t.fold, w)
			start = -1
		}
	}
	t.letters = strings.Join(t.fold, "")
	return t
}

// plain writes a word in lower case and without accents, of which some pages
// have one too many.
func plain(w string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(strings.ToLower(w)))
}

func fold(s string) []string { return newText(s).fold }

// find says where the words stand in a row, -1 if nowhere.
func (t *text) find(words []string) int {
	if len(words) == 0 {
		return -1
	}
	for _, i := range t.index[words[0]] {
		if i+len(words) <= len(t.fold) && slices.Equal(t.fold[i:i+len(words)], words) {
			return i
		}
	}
	return -1
}

// decides says whether the words either stand in the text or don't: where a
// hyphen or a space alone differs, a passage neither survives nor has vanished.
func (t *text) decides(words []string) bool {
	return t.find(words) >= 0 || !strings.Contains(t.letters, strings.Join(words, ""))
}

func (t *text) span(from, to int) string {
	return strings.Join(strings.Fields(t.s[t.at[from][0]:t.at[to-1][1]]), " ")
}

// sentences lists runs of 7 to 48 words without a full stop or a new paragraph
// in them.
func (t *text) sentences() (list [][2]int) {
	start := 0
	for i := range t.at {
		gap := "\n\n"
		if i+1 < len(t.at) {
			gap = t.s[t.at[i][1]:t.at[i+1][0]]
		}
		// A mark within "10.000" or "a@b.org" ends nothing.
		if strings.ContainsAny(gap, ".!?:;") && strings.ContainsAny(gap, " \n") || strings.Contains(gap, "\n") {
			if n := i + 1 - start; n >= 7 && n <= 48 && !unicode.IsDigit(rune(t.s[t.at[start][0]])) {
				list = append(list, [2]int{start, i + 1})
			}
			start = i + 1
		}
	}
	return list
}
