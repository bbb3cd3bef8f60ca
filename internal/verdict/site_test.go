package verdict

import "testing"

func TestSite(t *testing.T) {
	for host, want := range map[string]string{"www.example.co.uk:8080": "example.co.uk", "a.b.example.org.": "example.org", "127.0.0.1:80": "127.0.0.1",
		"[::1]:443": "::1", "::1": "::1", "X.localhost": "x.localhost", "localhost": "localhost", "gov.kz": "gov.kz", "www.gov.kz": "www.gov.kz"} {
		if got := Site(host); got != want {
			t.Errorf("%s: %s, want %s", host, got, want)
		}
	}
}
