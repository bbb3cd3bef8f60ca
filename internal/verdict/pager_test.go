package verdict

import (
	"slices"
	"testing"
)

// The links to the article before and the one after are the site's, as their arrows
// show; a link that points on without one that points back may be the text's.
func TestPager(t *testing.T) {
	linked := func(lines ...string) Page {
		p := laid(true, append(slices.Clone(laidOld), lines...)...)
		for i := len(laidOld); i < len(p.Layout.Linked); i++ {
			p.Layout.Linked[i] = 100
		}
		return p
	}
	const back, on = "page/wrap/text|← Previous: Rovers sign a keeper on loan from Hartwell", "page/wrap/text|Next: Council tax bills were sent twice →"
	for name, c := range map[string]struct {
		old, now []string
		want     Verdict
	}{
		"another after it":   {[]string{back, on}, []string{back, "page/wrap/text|Next: The mayor opens a new skate park →"}, OK},
		"another before it":  {[]string{back, on}, []string{"page/wrap/text|« A ferry for the islands was bought in Denmark", on}, OK},
		"with a title in it": {[]string{back, on}, []string{"page/wrap/text|« The law «On schools» was passed in May", on}, OK},
		"one came after it":  {[]string{back}, []string{back, on}, OK},
		"both are gone":      {[]string{back, on}, nil, OK},
		"points on alone":    {[]string{on}, []string{"page/wrap/text|Next: The mayor opens a new skate park →"}, Changed},
		"two titles that name laws": {[]string{"page/wrap/text|«Education» is the law that was passed in 2011", "page/wrap/text|The older one of 1999 is the law «On schools»"},
			[]string{"page/wrap/text|«Education» is the law that was passed in 2017", "page/wrap/text|The older one of 1999 is the law «On schools»"}, Changed},
		"a title in guillemets": {[]string{"page/wrap/text|«The council's tax bills were sent twice»", on}, []string{"page/wrap/text|«The mayor opened a new skate park»", on}, Changed},
	} {
		j := Judge(refOf(linked(c.old...)), lookAt(200, linked(c.now...)), Probes{}, nil)
		if j.Verdict != c.want {
			t.Errorf("%s: %s/%s %s", name, j.Verdict, j.Reason, j.Detail)
		}
	}
}
