package extract

import (
	"context"
	"strings"
	"testing"
)

// TestFrames: what a frame shows is read at its place, in a rendered document alone;
// of another site's the text is seen, and is the page's only where that has none.
func TestFrames(t *testing.T) {
	sentence := "The commission heard eleven witnesses of the night in the harbour, and wrote their names down."
	text := "<p>" + strings.Repeat(sentence+" ", 5)
	frame := func(kind, body string) string {
		return `<iframe src="https://b.example/"></iframe><template data-archiver-frame="` + kind + `" data-src="https://b.example/"><div>` + body + `</div></template>`
	}
	read := func(body string, rendered bool) *Document {
		doc, err := New(Config{}).Extract(context.Background(), Input{Body: strings.NewReader("<!doctype html><title>T</title><body>" + body),
			ContentType: "text/html; charset=utf-8", URL: "https://a.example/", Rendered: rendered})
		if err != nil {
			t.Fatal(err)
		}
		return doc
	}
	const said = "The framed witness named two officers of the guard."
	inside := "<main><h1>Framed</h1><p>" + said + " " + sentence + "</p></main><form><input type=password></form>"
	for _, c := range []struct {
		name, body    string
		visible, main bool // has what the frame says
	}{
		{"own, in a text", text + frame("own", inside) + text, true, true},
		{"own, alone", frame("own", inside), true, true},
		{"other's, in a text", text + frame("other", inside) + text, true, false},
		{"other's, longer than the text", text + frame("other", inside+strings.Repeat(text, 20)), true, false},
		{"other's, the only text", `<nav>Home News</nav><p>All rights reserved.</p>` + frame("other", inside+text), true, true},
		{"other's, short, and no text", `<p>All rights reserved.</p>` + frame("other", "<p>"+said), true, false},
		{"own, in other's", text + frame("other", frame("own", inside)) + text, true, false},
		{"not seen", text + `<div hidden>` + frame("own", inside) + `</div>`, false, false},
	} {
		doc := read(c.body, true)
		if got := strings.Contains(doc.Visible, said); got != c.visible {
			t.Errorf("%s: seen %v in %q", c.name, got, doc.Visible)
		}
		if got := strings.Contains(doc.Main, said); got != c.main {
			t.Errorf("%s: in the text %v: %q", c.name, got, doc.Main)
		}
		own := c.visible && !strings.Contains(c.body, `"other"`)
		if got := len(doc.Headings) > 0; got != own {
			t.Errorf("%s: headings %q", c.name, doc.Headings)
		}
		if doc.PasswordInput != own {
			t.Errorf("%s: password field %v", c.name, doc.PasswordInput)
		}
		if strings.Contains(read(c.body, false).Visible, said) {
			t.Errorf("%s: a document as it was sent has it", c.name)
		}
	}
	if doc := read("before"+frame("own", "within")+"behind", true); doc.Visible != "before\nwithin\nbehind" {
		t.Errorf("its place: %q", doc.Visible)
	}
	doc := read(frame("own", "x")+`<iframe></iframe><iframe src=about:blank></iframe><iframe src=/count width=1 height=1></iframe><iframe srcdoc="<p>x"></iframe><div hidden><iframe src=/y></iframe></div>`, false)
	if doc.Frames != 2 {
		t.Errorf("%d frames, want 2", doc.Frames)
	}
	if doc := read(`<frameset cols="20%,*"><frame src=menu.html><frame src=text.html></frameset>`, false); doc.Frames != 2 {
		t.Errorf("%d frames of a frameset, want 2", doc.Frames)
	}
}

// TestFramesByOtherNames: an object that shows a page is a frame.
func TestFramesByOtherNames(t *testing.T) {
	for tag, want := range map[string]int{
		`<object type="text/html" data="/text">x</object>`: 1, `<OBJECT DATA="/text.HTML#p1">x</OBJECT>`: 1, `<embed type=text/html src=/text>`: 1, `<iframe src=/text></iframe>`: 1,
		`<object type="application/pdf" data="/text.html"></object>`: 0, `<object data="/film.swf">x</object>`: 0, `<object type=text/html>x</object>`: 0, `<embed src=/film.mp4>`: 0,
		`<div hidden><object type=text/html data=/text></object></div>`: 0, `<object type=text/html data=/count width=1 height=1></object>`: 0,
	} {
		if got := fromHTML(t, "<body><p>A text."+tag).Frames; got != want {
			t.Errorf("%s: %d frames, want %d", tag, got, want)
		}
	}
}
