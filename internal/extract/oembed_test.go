package extract

import (
	"strings"
	"testing"
)

// An oEmbed answer is read as what it shows; other JSON is not.
func TestOEmbed(t *testing.T) {
	const post = `{"url":"https://twitter.com/a/status/1","author_name":"Ada","html":"\u003Cblockquote class=\"twitter-tweet\"\u003E\u003Cp lang=\"en\"\u003EThe bridge &amp; the dam\u003Cbr\u003Eare closed\u003C\/p\u003E&mdash; Ada (@a) \u003Ca href=\"https://twitter.com/a/status/1\"\u003EApril 4, 2017\u003C\/a\u003E\u003C\/blockquote\u003E\u003Cscript src=\"//x.example/w.js\"\u003E\u003C/script\u003E","width":550,"cache_age":"3153600000","type":"rich","provider_name":"Twitter","version":"1.0"}`
	const video = `{"title":"A night, filmed","author_name":"Balcony","type":"video","version":"1.0","provider_name":"YouTube","html":"<iframe src=\"https://www.youtube.com/embed/x\" title=\"A night, filmed\"></iframe>"}`
	const signed = "\n— Ada (@a) April 4, 2017"
	for name, c := range map[string]struct{ body, want, title string }{
		"post":           {post, "The bridge & the dam\nare closed" + signed, ""},
		"video":          {video, "A night, filmed\nBalcony", "A night, filmed"},
		"number":         {strings.Replace(video, `"1.0"`, "1.0", 1), "A night, filmed\nBalcony", "A night, filmed"},
		"another form":   {strings.Replace(video, `"1.0"`, `"2.0"`, 1), "", ""},
		"no provider":    {strings.Replace(video, "provider_name", "provider", 1), "", ""},
		"another kind":   {strings.Replace(video, `"type":"video"`, `"type":"link"`, 1), "", ""},
		"nothing to see": {`{"version":"1.0","type":"rich","provider_name":"X","html":""}`, "", ""},
		"broken":         {post[:len(post)-1], "", ""},
	} {
		doc, err := New(Config{}).Extract(t.Context(), Input{Body: strings.NewReader(c.body), Size: -1, ContentType: "application/json; charset=utf-8"})
		if err != nil {
			t.Fatal(err)
		}
		if c.want == "" {
			if !strings.Contains(doc.Visible, "type") {
				t.Errorf("%s: read as an oEmbed answer: %q", name, doc.Visible)
			}
			continue
		}
		if doc.Visible != c.want || doc.Main != strings.TrimSuffix(c.want, signed) || doc.Title != c.title || doc.Kind != KindText {
			t.Errorf("%s: %q, title %q, kind %s", name, doc.Visible, doc.Title, doc.Kind)
		}
	}
}
