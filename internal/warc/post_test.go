package warc

import (
	"strings"
	"testing"
)

// TestKey: the keys are those that warcio.js and cdxj-indexer compute (the latter has its
// escapes in lower case throughout, as here).
func TestKey(t *testing.T) {
	const form = "multipart/form-data; boundary=----WebKitFormBoundaryXcDv"
	for _, c := range []struct{ url, kind, body, want string }{
		{"http://example.com/", "application/x-www-form-urlencoded", "foo=bar&dir=%2Fbaz", "com,example)/?__wb_method=post&dir=%2fbaz&foo=bar"},
		{"http://example.com/?123=ABC", "application/x-www-form-urlencoded;charset=UTF-8", "foo=bar", "com,example)/?123=abc&__wb_method=post&foo=bar"},
		{"http://example.com/", "application/json", `{"a": "b", "c": {"a": 2}, "d": "e"}`, "com,example)/?__wb_method=post&a.2_=2&a=b&d=e"},
		{"http://example.com/", "application/json", `{"q": "query($n: Int!) { a }", "v": [1.0, 1e21, 0.5, true, null, ""], "ü": "ж"}`, "com,example)/?%c3%bc=%d0%b6&__wb_method=post&q=query(%24n%3a+int!)+{+a+}&v.2_=1e%2b21&v.3_=0.5&v.4_=true&v.5_=null&v=1"},
		{"http://example.com/", "application/json", `{"b": {"v": 1}, "10": {"v": 2}, "2": {"v": 3}, "01": {"v": 4}, "b": {"v": 5}}`, "com,example)/?__wb_method=post&v.2_=2&v.3_=5&v.4_=4&v=3"},
		{"http://example.com/", "application/json", `{"a.2_": "x", "c": {"a": 1}, "d": {"a": 2}}`, "com,example)/?__wb_method=post&a.2_=2&a=1"},
		{"http://example.com/", "application/json", "\ufeff" + `{"a": 1e400}`, "com,example)/?__wb_method=post&a=infinity"},
		{"http://example.com/", "application/x-www-form-urlencoded", "a=\xff\xff\xe2\x82&b=1", "com,example)/?__wb_method=post&a=%ef%bf%bd%ef%bf%bd%ef%bf%bd&b=1"},
		{"http://example.com/", "application/json", `[{"a": "b"}, "x"]`, "com,example)/?=x&__wb_method=post&a=b"},
		{"http://example.com/", "application/json", `{"a": `, "com,example)/?&__wb_method=post"},
		{"http://example.com/", "application/octet-stream", "foo=bar&dir=%2Fbaz", "com,example)/?__wb_method=post&__wb_post_data=zm9vpwjhcizkaxi9jtjgymf6"},
		{"http://example.com/", form, "------WebKitFormBoundaryXcDv\r\nContent-Disposition: form-data; name=\"ts\"\r\n\r\n17-\r\n------WebKitFormBoundaryXcDv\r\nContent-Disposition: form-data; name=\"none\"\r\n\r\n\r\n------WebKitFormBoundaryXcDv--\r\n", "com,example)/?__wb_method=post&ts=17-"},
		{"http://example.com/", "application/x-www-form-urlencoded", "a=%FF", "com,example)/?&__wb_method=post"},
	} {
		line := CDX{URL: c.url, Method: "POST", RequestBody: SentQuery(c.kind, []byte(c.body))}
		if got := line.Key(); got != c.want {
			t.Errorf("%s %s:\n got %s\nwant %s", c.kind, c.body, got, c.want)
		}
		line.SURT, line.Timestamp, line.Length = line.Key(), "20260101000000", 1
		if back, err := ParseCDX(line.Line()); err != nil || back != line {
			t.Errorf("%s comes back as %+v, %v", line.Line(), back, err)
		}
	}
	if n := len(SentQuery("application/json", []byte(`["`+strings.Repeat("x", 1<<19)+`"]`))); n > maxQuery {
		t.Errorf("a query of %d bytes", n)
	}
}

func FuzzSent(f *testing.F) {
	f.Add("POST / HTTP/1.1\r\nContent-Type: application/json\r\n\r\n{\"a\":[1,{\"b\":null}]}")
	f.Add("POST / HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\nname=\"a\"\r\n\r\nb\r\n--x--")
	f.Add("PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\na%4\r\n0\r\n\r\n")
	f.Fuzz(func(t *testing.T, request string) {
		method, kind, body := SentBy(strings.NewReader(request))
		line := CDX{URL: "https://example.org/", Method: method, RequestBody: SentQuery(kind, body)}
		if len(line.RequestBody) > maxQuery || strings.ContainsAny(line.Key(), " \n") && method == "POST" {
			t.Errorf("%q: %+v, key %q", request, line, line.Key())
		}
	})
}
