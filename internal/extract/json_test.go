package extract

import (
	"strings"
	"testing"
)

func TestJSON(t *testing.T) {
	x := New(Config{})
	const record = `{
  "id": 7, "title": "A vote", "lang": null, "final": true,
  "body": ["The first.", "\u0412\u0442\u043e\u0440\u043e\u0439 \u0430\u0431\u0437\u0430\u0446."],
  "annex": [{"district": "Lasko", "seats": 4}, {"district": "Tarsk", "seats": 9, "map": "https://a.example/t"}, {"deep": {"a": [1]}, "b": 2}],
  "links": {"self": "/v2/7", "next": "/v2/8?fields=all"}
}`
	want := "final: true\nid: 7\nlang: null\ntitle: A vote\n" +
		"district: Lasko\tseats: 4\nmap: https://a.example/t\ndistrict: Tarsk\tseats: 9\nb: 2\n1\n" +
		"The first.\nВторой абзац.\nnext: /v2/8?fields=all\nself: /v2/7"
	var main []string
	for l := range strings.SplitSeq(want, "\n") {
		if !strings.HasPrefix(l, "map:") && !strings.HasPrefix(l, "self:") && !strings.HasPrefix(l, "next:") {
			main = append(main, l)
		}
	}
	dense := strings.NewReplacer("\n", "", "  ", "", `": `, `":`, ", \"", ",\"").Replace(record)
	const turned = `{"title": "A vote", "links": {"next": "/v2/8?fields=all", "self": "/v2/7"}, "final": true,
  "annex": [{"seats": 4, "district": "Lasko"}, {"map": "https://a.example/t", "seats": 9, "district": "Tarsk"}, {"b": 2, "deep": {"a": [1]}}],
  "none": {}, "body": ["The first.", "Второй абзац."], "id": 7, "lang": null}`
	for _, body := range []string{record, dense, `{"data":` + dense + `}`, "\ufeff" + record, turned} {
		doc := extract(t, x, body, "application/json")
		if doc.Kind != KindText || doc.Visible != want || doc.Main != strings.Join(main, "\n") {
			t.Errorf("%s\ngives %q\nand   %q", body, doc.Visible, doc.Main)
		}
	}
	// What is no JSON document is read as it stands.
	for _, body := range []string{`{"a": 1`, `{"a": 1} {"a": 2}`, `[see below] a text`, `{"a" 1}`, `"a"`} {
		if doc := extract(t, x, body, "application/json"); doc.Visible != body || doc.Main != body {
			t.Errorf("%s gives %q", body, doc.Visible)
		}
	}
	// Depth and size are bounded.
	deep := strings.Repeat("[", 5000) + strings.Repeat("]", 5000)
	if doc := extract(t, x, deep, "application/json"); doc.Finding != FindingTooLarge {
		t.Errorf("5,000 lists within each other: %q, %d bytes", doc.Finding, len(doc.Visible))
	}
	long := `["` + strings.Repeat("word ", 1<<20) + `", "` + strings.Repeat("word ", 1<<20) + `"]`
	if doc := extract(t, x, long, "application/json"); doc.Finding != FindingTooLarge || len(doc.Visible) > maxVisible || len(doc.Main) > maxVisible {
		t.Errorf("a long document: %q, %d bytes", doc.Finding, len(doc.Visible))
	}
}

// What leads to the page before this one or behind it has that page's title, and a
// running line is the site's.
func TestNeighbours(t *testing.T) {
	text := strings.Repeat("<p>The gauge did not break in the storm, and somebody reset the zero by 31 cm at night.</p>", 6)
	for _, c := range []struct {
		name, head, line string
		kept             bool
	}{
		{"as the head declares", `<link rel="Next" href="4412.html">`, `<ul><li>Next message: <a href="4412.html">The dues for 2018</a></li></ul>`, false},
		{"as the link does", "", `<p>Older: <a rel="prev" href="/9">The dues for 2018</a></p>`, false},
		{"within a sentence", `<link rel="next" href="4412.html">`, `<p>Of the quarrel on <a href="4412.html">The dues for 2018</a> much was written by those who had never paid any, and nothing by the treasurer.</p>`, true},
		{"another link", `<link rel="next" href="4412.html">`, `<p>Enclosed: <a href="4413.html">The dues for 2018</a></p>`, true},
		{"a running line", "", `<marquee>The dues for 2018: some parts of this site are closed</marquee>`, false},
		{"a long one", "", "<marquee>" + strings.Repeat("The dues for 2018 are what this page is about. ", 12) + "</marquee>", true},
	} {
		doc := fromHTML(t, "<html><head><title>T</title>"+c.head+"</head><body><h1>The gauge</h1>"+text+c.line+text+"</body></html>")
		if got := strings.Contains(doc.Main, "The dues for 2018"); got != c.kept || !strings.Contains(doc.Visible, "The dues for 2018") {
			t.Errorf("%s: in the main text: %v", c.name, got)
		}
	}
}

// TestJSONOfVeryManyValues: short values cost memory all the same, so there is an end to
// them, and it is told.
func TestJSONOfVeryManyValues(t *testing.T) {
	text := []byte("[" + strings.Repeat("[1],", 2*maxValues) + "[2]]")
	visible, _, cut, ok := jsonText(t.Context(), text)
	if n := strings.Count(visible, "\n"); !ok || !cut || n > maxValues {
		t.Errorf("%d lines, cut %v, ok %v", n, cut, ok)
	}
	if visible, _, cut, ok = jsonText(t.Context(), []byte("["+strings.Repeat("[1],", 1000)+"[2]]")); !ok || cut || !strings.HasSuffix(visible, "2") {
		t.Errorf("of few: cut %v, ok %v", cut, ok)
	}
}
