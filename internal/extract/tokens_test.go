package extract

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// manyNames are attributes with a name each, in as few bytes as can be.
func manyNames(size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, " %x", i)
	}
	return b.String()
}

// TestLongTagMemory: one tag with millions of attributes takes no more than a few times
// its size, wherever it stands, and the page's text is read on both sides of it.
func TestLongTagMemory(t *testing.T) {
	names := manyNames(4 << 20)
	for what, tag := range map[string]string{
		"a start tag": "<p" + names + ">", "one closing itself": "<br" + names + "/>", "an image": "<img" + names + ">",
		"an end tag": "</p" + names + ">", "with brackets in values": `<p a=">"` + names + `b='>'>`, "behind a script": "<script>" + strings.Repeat("<a b ", 10<<10) + "</script><p" + names + ">",
		"a frame": "<iframe" + names + "></iframe>", "a template": "<template data-archiver-frame=own" + names + "></template>",
	} {
		src := []byte("<p>What stands before." + tag + "<p>What stands behind.")
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		var doc Document
		readHTML(context.Background(), &doc, src, "https://example.org/", false)
		text := doc.Visible
		open := Unframe(src)
		runtime.ReadMemStats(&after)
		if !strings.HasPrefix(text, "What stands before.") || !strings.HasSuffix(text, "What stands behind.") || strings.Count(text, "What") != 2 {
			t.Errorf("%s: read as %.100q", what, text)
		}
		if !bytes.HasSuffix(open, []byte("<p>What stands behind.")) {
			t.Errorf("%s: not whole without frames", what)
		}
		if took := after.TotalAlloc - before.TotalAlloc; took > 100<<20 {
			t.Errorf("%s: %d MiB", what, took>>20)
		} else {
			t.Logf("%s: %d MiB", what, took>>20)
		}
	}
}

// TestLongTags: a long tag is the token that a short one is, and what follows it too.
func TestLongTags(t *testing.T) {
	long := ` data-x="` + strings.Repeat("> ", maxTag) + `"`
	for _, page := range []string{
		"a<p%s>b</p>c", "<br%s/>b", "<a href=x%s/>b", "<a%s href=x/>b", "<script%s>if (a<b) x('<p>')</script>c", "<title%s><b>t</title>c", "<textarea%s><p></textarea>c",
		"<script><a%s></script>c", "<style%s/>a<b</style>c", "<plaintext%s>a<b</b>", "<svg%s/>b", "<!--<p%s>-->b", "</p%s>b", "<P%s\n/\n>b", "<p%s", "<p%s a", "<p%s a='", "<=%s>", "<title><a%s></title><b%s>c",
	} {
		src := []byte(strings.ReplaceAll(page, "%s", long))
		ours, theirs := newTokens(src), html.NewTokenizer(bytes.NewReader(src))
		for n := 0; ; n++ {
			kind, want := ours.next(), theirs.Next()
			if kind != want || kind != html.ErrorToken && !bytes.Equal(ours.raw(), theirs.Raw()) {
				t.Errorf("%s: token %d is %v %.30q, not %v %.30q", page, n, kind, ours.raw(), want, theirs.Raw())
			}
			if kind != want || kind == html.ErrorToken {
				break
			}
		}
	}
}
