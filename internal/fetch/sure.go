package fetch

import (
	"bytes"
	"regexp"
	"sync"
)

// sureScript matches a script that begins with plain statements, and then leaves:
// no condition, function, string or comment stands before, so whoever runs scripts
// is sent on.
var sureScript = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i:<script(?:\s+type\s*=\s*["']?(?:text/javascript|module)["']?)?\s*>)(?:[\w\s.,;=$]*[\s,;=])?` + locationCode)
})

// surelyLeaves tells whether a page, of which refresh says that a script sends its
// reader to ref, does so whatever happens. Where that is not plain to see, it is not.
func surelyLeaves(page []byte, ref string) bool {
	if lower := bytes.ToLower(page); bytes.Contains(lower, []byte("<!--")) || bytes.Contains(lower, []byte("<noscript")) || bytes.Contains(lower, []byte("<template")) {
		return false
	}
	m := sureScript().FindSubmatch(page)
	return m != nil && string(bytes.Join(m[1:], nil)) == ref
}
