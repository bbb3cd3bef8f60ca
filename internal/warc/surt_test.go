package warc

import "testing"

// The keys are what getSurt of npm warcio 2.4.11 says of URI(url).
func TestSURT(t *testing.T) {
	for _, c := range [][2]string{
		{"http://example.com", "com,example)/"},
		{"https://www.example.com/", "com,example)/"},
		{"https://www2.Example.com:443/A/B?z=1&a=2#frag", "com,example)/a/b?a=2&z=1"},
		{"http://example.com:8080/x/../y/./z?b&a=%20", "com,example:8080)/y/z?a=%20&b"},
		{"http://example.com/%2E%2e/a/%2e/b/..", "com,example)/a/"},
		{"http://example.com/a/b/..?q", "com,example)/a/?q"},
		{"http://example.com/a/../../b", "com,example)/b"},
		{"http://example.com/..;/x", "com,example)/..;/x"},
		{"https://user:pw@example.com/p", "com,example)/p"},
		{"http://user@www.example.com/x", "com,example,www)/x"},
		{"http://[::1]:80/x", "[::1])/x"},
		{"http://[2001:DB8:0:0::1]/x", "[2001:db8::1])/x"},
		{"http://1.2.3.4/x", "4,3,2,1)/x"},
		{"https://Президент.РФ/", "xn--p1ai,xn--d1abbgf6aiiy)/"},
		{"https://пример.рф/путь?я=1", "xn--p1ai,xn--e1afmkfd)/%d0%bf%d1%83%d1%82%d1%8c?%d1%8f=1"},
		{"https://www.münchen.de/ö", "de,xn--mnchen-3ya)/%c3%b6"},
		{"http://例え.テスト/", "xn--zckzah,xn--r8jz45g)/"},
		{"http://bücher.example:8080/a?b=ü", "example,xn--bcher-kva:8080)/a?b=%c3%bc"},
		{"https://example.com/a b?c d", "com,example)/a%20b?c%20d"},
		{"http://example.com/?", "com,example)/"},
		{"http://example.com/?&&b&a", "com,example)/?&&a&b"},
		{"http://example.com?x=1", "com,example)/?x=1"},
		{"http://example.com//a//b", "com,example)//a//b"},
		{`http://example.com/a\b`, "com,example)/a/b"},
		{"http://example.com/x#y?z", "com,example)/x"},
		{"http://example.com/a|b`d{e}f\"g<h>i'j?'\"<>`{}|^", "com,example)/a|b%60d%7Be%7Df%22g%3Ch%3Ei'j?%27%22%3C%3E`{}|^"},
		{"HTTP://EXAMPLE.com/", "HTTP://EXAMPLE.com/"},
		{"urn:text:https://example.com/A", "urn:text:https://example.com/A"},
		{"http://www.com/", "com)/"},
		{"http://wwwx.com/", "com,wwwx)/"},
		{"http://www12.x.com/", "com,x)/"},
		{"http://example.com:0080/a", "com,example)/a"},
		{"https://example.com:80/", "com,example:80)/"},
		{"http://example.com:99999/A", "http://example.com:99999/A"},
		{"http://example.com./a", ",com,example)/a"},
		{"http:///example.com/x", "com,example)/x"},
		{"http://", "http://"},
	} {
		if got := SURT(c[0]); got != c[1] {
			t.Errorf("SURT(%q)\n got %q\nwant %q", c[0], got, c[1])
		}
	}
}

func TestURI(t *testing.T) {
	for _, c := range [][2]string{
		{"https://example.com/%D0%b0?q=[1]&x={y}|z", "https://example.com/%D0%b0?q=[1]&x={y}|z"},
		{" https://example.com/a b\t\r\nc\x00\x7f ", "https://example.com/a%20bc%00%7F"},
		{"http://x/\r\nWARC-Type: forged", "http://x/WARC-Type:%20forged"},
		{"urn:view:https://пример.рф/", "urn:view:https://xn--e1afmkfd.xn--p1ai/"},
		{"http://\xff\xfe/", "http://%FF%FE/"},
		{"http://юзер@пример.рф:81/", "http://%D1%8E%D0%B7%D0%B5%D1%80@xn--e1afmkfd.xn--p1ai:81/"},
		{"", ""},
	} {
		if got := URI(c[0]); got != c[1] {
			t.Errorf("URI(%q)\n got %q\nwant %q", c[0], got, c[1])
		}
	}
}

func FuzzSURT(f *testing.F) {
	for _, s := range []string{"https://www.example.com:443/a/../B?z&a#f", "http://[::1]:1/", "http://пример.рф/%zz",
		"urn:text:http://x", "http://www.", "http://:/", "http://a@b@c:1:2/\\..", "\xff://\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, url string) {
		u := URI(url)
		if !isSafe(u) || URI(u) != u {
			t.Fatalf("URI(%q) = %q", url, u)
		}
		s := SURT(url)
		if !isSafe(s) || s != SURT(u) {
			t.Fatalf("SURT(%q) = %q", url, s)
		}
	})
}
