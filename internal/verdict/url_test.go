package verdict

import "testing"

func TestCanonical(t *testing.T) {
	for _, row := range []struct {
		a, b string
		same bool
	}{
		{"http://a.kz/x", "https://www.a.kz/x/", true},
		{"http://a.kz", "https://a.kz/index.php", true},
		{"http://a.kz:80/x#top", "https://a.kz:443/x", true},
		{"https://a.kz/x?b=2&a=1&utm_source=n&fbclid=z", "https://a.kz/x?a=1&b=2", true},
		{"https://a.kz/x;jsessionid=12AB?id=4", "https://a.kz/x?id=4&PHPSESSID=77", true},
		{"https://a.kz/(S(lit3py55t21z5v55vlm25s55))/x", "https://a.kz/x", true},
		{"https://a.kz/%D1%85", "https://a.kz/х", true},
		{"http://xn--80aaxgqbdi.xn--80ao21a/x", "https://карабель.қаз/x", false},
		{"http://xn--e1afmkfd.xn--p1ai/", "https://пример.рф", true},
		{"https://a.kz/x", "https://a.kz/y", false},
		{"https://a.kz/x?id=1", "https://a.kz/x?id=2", false},
		{"https://a.kz/x", "https://m.a.kz/x", false},
		{"https://a.kz/ru/x", "https://a.kz/x", false},
		{"https://a.kz:8443/x", "https://a.kz/x", false},
	} {
		if got := canonical(row.a) == canonical(row.b); got != row.same {
			t.Errorf("%s, %s: %v (%s, %s)", row.a, row.b, got, canonical(row.a), canonical(row.b))
		}
	}
}

func TestPlaces(t *testing.T) {
	for u, want := range map[string]bool{
		"https://a.kz": true, "https://a.kz/ru": true, "https://a.kz/index.html": true, "https://a.kz/kz/?utm_source=x": true,
		"https://a.kz/news": false, "https://a.kz/?id=77": false, "not a url": false,
	} {
		if isHome(u) != want {
			t.Errorf("isHome(%s) = %v", u, !want)
		}
	}
	for u, want := range map[string]bool{
		"https://a.kz/login.php": true, "https://accounts.a.kz/x": true, "https://a.kz/users/sign_in?next=1": true,
		"https://a.kz/blog/loginova": false, "https://a.kz/authority": false, "https://a.kz/?page=login": false,
	} {
		if loginURL(u) != want {
			t.Errorf("loginURL(%s) = %v", u, !want)
		}
	}
	for u, want := range map[string]bool{
		"https://a.kz/404": true, "https://a.kz/errors/not-found.html": true, "https://a.kz/x?aspxerrorpath=/y": true, "https://a.kz/decree-404-2019": false, "https://a.kz/4040": false,
	} {
		if errorPath(u) != want {
			t.Errorf("errorPath(%s) = %v", u, !want)
		}
	}
	if !isParent("https://a.kz/b/c/d", "https://www.a.kz/b/c/") || isParent("https://a.kz/b/c", "https://a.kz/b/cd") || isParent("https://a.kz/b", "https://a.kz/b") {
		t.Error("isParent")
	}
}
