package source

import (
	"net/url"
	"testing"
)

// The manifest that comes with the program is a real one, and must stay whole.
func TestShippedManifests(t *testing.T) {
	s, err := LoadDir("../../sources")
	if err != nil {
		t.Fatal(err)
	}
	hosts := map[string]bool{}
	sources := map[string]bool{}
	citations := 0
	for c := range s.Citations() {
		if c.Manifest.ID != "kz-ep-2020" {
			continue
		}
		citations++
		u, err := url.Parse(c.Citation.URL)
		if err != nil {
			t.Fatal(err)
		}
		hosts[u.Host] = true
		sources[c.Citation.URL] = true
		if len(c.Footnote.Claims) != 1 {
			t.Errorf("footnote %s has %d claims", c.Footnote.Number, len(c.Footnote.Claims))
		}
	}
	if m := s.Manifests[0]; len(m.Footnotes) != 54 || citations != 56 || len(sources) != 53 || len(hosts) != 35 {
		t.Errorf("%d footnotes, %d citations, %d sources, %d hosts", len(m.Footnotes), citations, len(sources), len(hosts))
	}
	c, err := s.Resolve("2")
	if err != nil || c.Citation.Locator != "Items 92 and 93" {
		t.Errorf("footnote 2: %+v, %v", c.Citation, err)
	}
	if c, err = s.Resolve("40.2"); err != nil || c.Footnote.Number != "40" || c.N != 2 {
		t.Errorf("footnote 40.2: %+v, %v", c, err)
	}
}
