package verdict

import "testing"

// TestShowsHome: an address of two or three letters is that of a language's home page
// where they are a language's, or a country's, and not of any page with a short name.
func TestShowsHome(t *testing.T) {
	for path, want := range map[string]bool{"": true, "/kz": true, "/kk/": true, "/uk/index": true, "/rus": true, "/kaz/home": true, "/en-gb": true, "/zh_hant": true, "/ger": true, "/usa": false,
		"/faq": false, "/law": false, "/new": false, "/doc": false, "/who": false, "/rss/main": false} {
		if got := showsHome("https://example.org" + path); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
}

// TestAtHome: a home page is one whatever its address asks of it.
func TestAtHome(t *testing.T) {
	for path, want := range map[string]bool{"/": true, "/?id=123456": true, "/Index.html": true, "/index.php?id=123456#top": true, "/en/": true, "/x": false, "/x/index.html": false, "/x?lang=en": false} {
		if got := AtHome("http://example.org" + path); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
	if !AtHome("http://a b/") {
		t.Error("what is no address")
	}
}
