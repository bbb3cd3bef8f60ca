package fetch

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"archiver/internal/browser"
	"archiver/internal/record"
)

// TestTroubles: which requests of a page are for its content, and what became of them.
func TestTroubles(t *testing.T) {
	start := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	read := start.Add(10 * time.Second)
	main := &record.Exchange{URL: "https://www.site.example/doc", Method: "GET", Status: 200, Started: start}
	l := &Look{URL: main.URL, FinalURL: main.URL, Main: main,
		body: []byte(`<script src="https://cdn.other.example/x.js"></script><script>fetch("https://data.named.example/v1/doc")</script>`)}
	at := func(method, url string, status int, after, took time.Duration, class string) *record.Exchange {
		e := &record.Exchange{URL: url, Method: method, Status: status, Started: start.Add(after), Duration: took}
		if class != "" {
			e.Err = &record.Error{Class: class, Err: fmt.Errorf("%s", class)}
		}
		return e
	}
	get := func(url string, status int) sent {
		return sent{ex: at("GET", url, status, time.Second, time.Second, ""), wants: browser.WantsData}
	}
	const api = "https://api.site.example/a"
	for name, x := range map[string]struct {
		list []sent
		want string
	}{
		"all well":                    {[]sent{get(api, 200)}, ""},
		"503":                         {[]sent{get(api, 503)}, api + " 503 "},
		"404":                         {[]sent{get(api, 404)}, api + " 404 "},
		"400":                         {[]sent{get(api, 400)}, ""},
		"asked again and given":       {[]sent{get(api, 503), get(api, 200)}, ""},
		"given, then refused":         {[]sent{get(api, 200), get(api, 429)}, api + " 429 "},
		"twice":                       {[]sent{get(api, 503), get(api, 429)}, api + " 429 "},
		"fails, comes, fails":         {[]sent{get(api, 503), get(api, 200), get(api, 500)}, api + " 500 "},
		"another question, given":     {[]sent{{ex: at("POST", api, 503, 1, 1, ""), wants: browser.WantsData, size: 5}, {ex: at("POST", api, 200, 2, 1, ""), wants: browser.WantsData, size: 7}}, api + " 503 "},
		"pending":                     {[]sent{{ex: at("GET", api, 0, time.Second, time.Minute, record.ClassCanceled), wants: browser.WantsData}}, api + " 0 "},
		"came after the look":         {[]sent{{ex: at("GET", api, 200, time.Second, 11*time.Second, ""), wants: browser.WantsData}}, api + " 0 "},
		"a poll":                      {[]sent{get(api, 200), {ex: at("GET", api, 0, 3*time.Second, time.Minute, record.ClassCanceled), wants: browser.WantsData}}, ""},
		"the page gave up":            {[]sent{{ex: at("GET", api, 0, time.Second, time.Second, record.ClassCanceled), wants: browser.WantsData}}, api + " 0 "},
		"broke":                       {[]sent{{ex: at("GET", api, 0, time.Second, time.Second, record.ClassReset), wants: browser.WantsData}}, api + " 0 reset"},
		"of the document before":      {[]sent{{ex: at("GET", api, 503, -time.Second, time.Second, ""), wants: browser.WantsData}}, ""},
		"after the look":              {[]sent{{ex: at("GET", api, 503, 20*time.Second, time.Second, ""), wants: browser.WantsData}}, ""},
		"who the visitor is":          {[]sent{get("https://site.example/api/v1/me", 401), get("https://site.example/auth/session", 403)}, ""},
		"and that fails":              {[]sent{get("https://site.example/api/v1/me", 500)}, "https://site.example/api/v1/me 500 "},
		"counts visits":               {[]sent{get("https://site.example/collect?x=1", 503), get("https://analytics.site.example/e", 429), get("https://site.example/api/track", 500)}, ""},
		"another site":                {[]sent{get("https://api.widget.example/x", 503), get("https://cdn.other.example/x.json", 503)}, ""},
		"another site that is named":  {[]sent{get("https://data.named.example/v1/doc", 503)}, "https://data.named.example/v1/doc 503 "},
		"its script":                  {[]sent{{ex: at("GET", "https://site.example/app.js", 503, 1, 1, ""), wants: browser.WantsScript}}, "https://site.example/app.js 503 "},
		"its script, not there":       {[]sent{{ex: at("GET", "https://site.example/app.js", 404, 1, 1, ""), wants: browser.WantsScript}}, ""},
		"its frame":                   {[]sent{{ex: at("GET", "https://site.example/part", 500, 1, 1, ""), wants: browser.WantsFrame}}, "https://site.example/part 500 "},
		"a picture":                   {[]sent{{ex: at("GET", "https://site.example/p.png", 503, 1, 1, "")}}, ""},
		"data as an analytics report": {[]sent{get("https://site.example/api/analytical/7", 503)}, "https://site.example/api/analytical/7 503 "},
	} {
		var got []string
		for _, tr := range l.troubles(x.list, read) {
			got = append(got, fmt.Sprint(tr.URL, " ", tr.Status, " ", tr.Reason))
		}
		if s := strings.Join(got, ", "); s != x.want {
			t.Errorf("%s: %q, want %q", name, s, x.want)
		}
	}
	many := make([]sent, 2000)
	for i := range many {
		many[i] = get(fmt.Sprint(api, i), 503)
	}
	if n := len(l.troubles(many, read)); n != maxTroubles {
		t.Errorf("%d troubles are kept", n)
	}
}

func TestWants(t *testing.T) {
	for _, x := range []struct {
		url, headers string
		want         browser.Want
	}{
		{"https://a.example/x", "Sec-Fetch-Dest=empty Sec-Fetch-Mode=cors", browser.WantsData},
		{"https://a.example/x", "Sec-Fetch-Dest=empty Sec-Fetch-Mode=same-origin", browser.WantsData},
		{"https://a.example/x", "Sec-Fetch-Dest=empty Sec-Fetch-Mode=no-cors", browser.WantsOther}, // a beacon
		{"https://a.example/x", "Sec-Fetch-Dest=empty Sec-Fetch-Mode=cors Accept=text/event-stream", browser.WantsOther},
		{"https://a.example/x", "Sec-Fetch-Dest=iframe Sec-Fetch-Mode=navigate", browser.WantsFrame},
		{"https://a.example/x", "Sec-Fetch-Dest=document Sec-Fetch-Mode=navigate", browser.WantsOther},
		{"https://a.example/x", "Sec-Fetch-Dest=script Sec-Fetch-Mode=no-cors", browser.WantsScript},
		{"https://a.example/x", "Sec-Fetch-Dest=image Sec-Fetch-Mode=no-cors Accept=*/*", browser.WantsOther},
		{"https://a.example/x", "Sec-Fetch-Dest=websocket Upgrade=websocket", browser.WantsOther},
		{"http://a.example/x", "Accept=*/*", browser.WantsData},
		{"http://a.example/x", "Accept=application/json", browser.WantsData},
		{"http://a.example/x.js?1", "Accept=*/*", browser.WantsScript},
		{"http://a.example/x.woff2", "Accept=*/*", browser.WantsOther},
		{"http://a.example/x", "Accept=*/* Range=bytes=0-", browser.WantsOther},
		{"http://a.example/x", "Accept=text/html,*/*;q=0.8", browser.WantsOther},
		{"http://a.example/x", "Accept=image/avif,*/*;q=0.8", browser.WantsOther},
	} {
		r, err := http.NewRequest("GET", x.url, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range strings.Fields(x.headers) {
			k, v, _ := strings.Cut(h, "=")
			r.Header.Set(k, v)
		}
		if got := browser.WantOf(r); got != x.want {
			t.Errorf("%s %s: %d, want %d", x.url, x.headers, got, x.want)
		}
	}
}
