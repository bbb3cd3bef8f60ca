package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/browser"
	"archiver/internal/catalog"
	"archiver/internal/eval/set"
	"archiver/internal/extract"
	"archiver/internal/source"
	"archiver/internal/watch"
)

// Posts whose pages are empty as they are sent, and which a script fills in, as X and
// YouTube have them; made up here. The platforms' interfaces answer beside them.

func answers(status int, body string) set.Answer {
	return set.Answer{Status: status, Body: []byte(body)}
}

func asJSON(status int, v any) set.Answer {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return set.Answer{Status: status, Body: b, Header: map[string][]string{"Content-Type": {"application/json; charset=utf-8"}}}
}

// fills is a script that puts what an interface gives into the page.
func fills(id, api string) string {
	return fmt.Sprintf(`<script>setTimeout(async () => {
  const root = document.getElementById(%q);
  try { const r = await fetch(%q); if (!r.ok) throw r.status; root.innerHTML = (await r.json()).html }
  catch (e) { root.innerHTML = "<div>Don’t miss what’s happening. People on X are the first to know.</div><div>Something went wrong. Try reloading.</div><button>Retry</button><aside><h2>New to X?</h2><p>Sign up now to get your own personalized timeline!</p><p>By signing up, you agree to the Terms of Service and Privacy Policy, including Cookie Use.</p></aside>" }
}, 20)</script>`, id, api)
}

const (
	xUser    = "netwatch"
	xTrouble = `<!DOCTYPE html><html><head><title>Log in to X / X</title></head><body><div id="react-root"><h1>Sign in to X</h1><form><input name="text" type="text"><input type="password"><button>Log in</button></form><p>Don't have an account? Sign up</p></div><script>1</script></body></html>`
)

func xAt(id string) string { return "/" + xUser + "/status/" + id }

func xAPI(id string) string { return "/i/api/graphql/TweetDetail?id=" + id }

func xAsked(user, id string) string {
	return "//publish.twitter.com/oembed?" + url.Values{"omit_script": {"1"}, "url": {"https://twitter.com/" + user + "/status/" + id}}.Encode()
}

// xGives is what the interface gives of a post.
func xGives(user, id, text string) set.Answer {
	return asJSON(200, map[string]any{"url": "https://twitter.com/" + user + "/status/" + id, "author_name": "Net Watch", "author_url": "https://twitter.com/" + user, "type": "rich", "version": "1.0", "provider_name": "Twitter", "provider_url": "https://twitter.com", "cache_age": "3153600000", "width": 550,
		"html": `<blockquote class="twitter-tweet"><p lang="en" dir="ltr">` + html.EscapeString(text) + `</p>&mdash; Net Watch (@` + user + `) <a href="https://twitter.com/` + user + `/status/` + id + `">February 16, 2020</a></blockquote>`})
}

// xShows is what the page's script is given: the post among much that is not.
func xShows(text string, likes int, replies ...string) set.Answer {
	var b strings.Builder
	b.WriteString(`<header><a>Log in</a> <a>Sign up</a></header><main><h2>Post</h2><article><div><span>Net Watch</span> <span>@netwatch</span></div><div lang="en">`)
	for _, w := range strings.SplitAfter(text, " ") {
		b.WriteString("<span>" + html.EscapeString(w) + "</span>")
	}
	fmt.Fprintf(&b, `</div><div>6:12 PM · Feb 16, 2020</div><div><span>%d</span> Reposts <span>%d</span> Likes</div></article>`, likes/3, likes)
	for i, r := range replies {
		fmt.Fprintf(&b, `<article><div>Reader %d @reader%d</div><div>%s</div><div>%d Likes</div></article>`, i, i, r, likes/(i+9))
	}
	b.WriteString(`</main><aside><h2>New to X?</h2><p>Sign up now to get your own personalized timeline!</p><h2>Trending now</h2><p>#MondayMotivation</p></aside>`)
	return asJSON(200, map[string]string{"html": b.String()})
}

// xPost is a post that is there, as all of X that tells of it answers.
func xPost(id, text string, likes int, replies ...string) set.Web {
	return set.Web{
		xAt(id):  answers(200, `<!DOCTYPE html><html lang="en"><head><title>X</title></head><body><noscript><h1>JavaScript is not available.</h1><p>We’ve detected that JavaScript is disabled in this browser. Please enable JavaScript or switch to a supported browser to continue using x.com.</p></noscript><div id="react-root"></div>`+fills("react-root", xAPI(id))+`</body></html>`),
		xAPI(id): xShows(text, likes, replies...), xAsked(xUser, id): xGives(xUser, id, text), xAsked("jack", "20"): xGives("jack", "20", "just setting up my twttr"),
	}
}

func ytAt(id string) string { return "/watch?v=" + id }

func ytAsked(id string) string {
	return "//www.youtube.com/oembed?" + url.Values{"format": {"json"}, "url": {"https://www.youtube.com/watch?v=" + id}}.Encode()
}

func ytAPI(id string) string { return "/youtubei/v1/next?v=" + id }

func ytGives(id, title string) set.Answer {
	return asJSON(200, map[string]string{"title": title, "author_name": "Balcony Views", "type": "video", "version": "1.0"})
}

func ytVideo(id, title, about string, state map[string]any, others ...string) set.Web {
	player, err := json.Marshal(state)
	if err != nil {
		panic(err)
	}
	b := `<h1>` + title + `</h1><div>Balcony Views · 12K subscribers</div><div>4,512 views · <span>` + about + `</span></div><aside>`
	for _, o := range others {
		b += `<div><h3>` + o + `</h3><p>Some channel · 1.2K views · 2 years ago</p></div>`
	}
	return set.Web{
		ytAt(id): answers(200, `<!DOCTYPE html><html lang="en"><head><title>`+title+` - YouTube</title></head><body><script>var ytInitialPlayerResponse = {"playabilityStatus":`+string(player)+`,"trackingParams":"CAAQ"};</script><ytd-app id="app"></ytd-app>`+
			`<div id="footer"><a>About</a> <a>Press</a> <a>Copyright</a></div>`+fills("app", ytAPI(id))+`</body></html>`),
		ytAPI(id): asJSON(200, map[string]string{"html": b + `</aside>`}), ytAsked(id): ytGives(id, title), ytAsked("jNQXAC9IVRw"): ytGives("jNQXAC9IVRw", "Me at the zoo"),
	}
}

var (
	ytOK   = map[string]any{"status": "OK"}
	ytGone = map[string]any{"status": "ERROR", "reason": "Video unavailable", "errorScreen": map[string]any{"playerErrorMessageRenderer": map[string]any{"subreason": map[string]any{"simpleText": "This video has been removed by the uploader"}}}}
)

// story is what becomes of one post, and what is told of it.
type story struct {
	name, host, path string
	quotes           []string
	before, after    set.Web
	atOnce           bool   // by the browser, as a manifest may want it
	rendered         bool   // the first snapshot
	class            string // of it
	then, now        string // what is told at the first and the second look; by a prefix
	taken            string // the second look's snapshot
	bare             string // what is told without a browser, later
}

func over(base set.Web, with ...any) set.Web {
	w := maps.Clone(base)
	for i := 0; i < len(with); i += 2 {
		w[with[i].(string)] = with[i+1].(set.Answer)
	}
	return w
}

func stories() []story {
	const (
		text  = "Network data show that internet access has been cut across large parts of the valley since 18:40 local time; the outage is nation-scale in impact"
		reply = "We are in Kordai and nothing has loaded for hours, phones hardly work either and the shops take cash only"
		other = "Is there any word from the ministry about when the lines will be restored in the eastern districts of the city"
		third = "Operators told callers that these are maintenance works on the backbone and gave no date for the end of them at all"
		title = "Almaty: the night of 8 February, filmed from a balcony"
		about = "This was filmed between one and three in the morning from the sixth floor. The first cars arrive at 1:12, the firemen at 1:50."
		again = "Cooking plov for forty guests in a single kazan"
	)
	none := answers(404, `{"error":"Sorry, that page does not exist."}`)
	limited := answers(429, "Rate limit exceeded")
	edited := strings.Replace(text, "18:40", "19:55", 1)
	x := func(name, id string, before, after set.Web, then, now, taken, bare string) story {
		return story{name: name, host: "x.com", path: xAt(id), before: before, after: after, rendered: true, class: "source", then: then, now: now, taken: taken, bare: bare}
	}
	yt := func(name, id string, before, after set.Web, then, now, taken, bare string) story {
		s := x(name, "", before, after, then, now, taken, bare)
		s.host, s.path = "www.youtube.com", ytAt(id)
		return s
	}
	x1, x2, x3, x4 := xPost("101", text, 388, reply, other), xPost("102", text, 388, reply), xPost("103", text, 388, reply), xPost("104", text, 388, reply)
	list := []story{
		x("other replies", "101", x1, xPost("101", text, 9120, third, third+" again", again), "ok/first-seen", "ok/", "kept", "ok/"),
		x("edited", "102", x2, xPost("102", edited, 401, other), "ok/first-seen", "changed/edited", "taken", "changed/edited"),
		x("deleted", "103", x3, over(x3, xAPI("103"), asJSON(200, map[string]string{"html": "<main><p>Hmm...this page doesn’t exist. Try searching for something else.</p><a>Search</a></main>"}), xAsked(xUser, "103"), none), "ok/first-seen", "dead/soft-404", "taken", "dead/soft-404"),
		x("login later", "104", x4, over(x4, xAt("104"), answers(200, xTrouble)), "ok/first-seen", "ok/", "kept", "ok/"),
		x("trouble later, and silence", "105", xPost("105", text, 388, reply), over(xPost("105", text, 388), xAPI("105"), limited, xAsked(xUser, "105"), limited), "ok/first-seen", "blocked/", "taken", "blocked/"),
		x("trouble at first", "106", over(xPost("106", text, 388), xAPI("106"), limited), xPost("106", text, 388, reply), "ok/first-seen", "ok/", "taken", "ok/"),
		x("trouble at first, and silence", "107", over(xPost("107", text, 388), xAPI("107"), limited, xAsked(xUser, "107"), limited), xPost("107", text, 388, reply), "blocked/", "ok/", "taken", "ok/"),
		x("quote of a reply", "108", xPost("108", text, 388, reply), xPost("108", text, 388, other, third), "ok/first-seen", "blocked/unreadable", "kept", "blocked/"),
		x("quote of the post", "109", xPost("109", text, 388, reply), xPost("109", edited, 388, other), "ok/first-seen", "changed/quote-lost", "taken", "changed/quote-lost"),
		yt("other videos", "aaaaaaaaaaa", ytVideo("aaaaaaaaaaa", title, about, ytOK, reply, other), ytVideo("aaaaaaaaaaa", title, about, ytOK, third, again, text), "ok/first-seen", "ok/", "kept", "ok/"),
		yt("renamed", "bbbbbbbbbbb", ytVideo("bbbbbbbbbbb", title, about, ytOK, reply), ytVideo("bbbbbbbbbbb", "Ten hours of rain to fall asleep to", about, ytOK, other), "ok/first-seen", "changed/edited", "taken", "changed/edited"),
		yt("removed", "ccccccccccc", ytVideo("ccccccccccc", title, about, ytOK, reply), over(ytVideo("ccccccccccc", "", "", ytGone), ytAPI("ccccccccccc"), asJSON(200, map[string]string{"html": "<h2>Video unavailable</h2><p>This video has been removed by the uploader</p>"}), ytAsked("ccccccccccc"), none), "ok/first-seen", "dead/soft-404", "taken", "dead/soft-404"),
		yt("consent at first", "ddddddddddd", over(ytVideo("ddddddddddd", title, about, ytOK), ytAt("ddddddddddd"), set.Answer{Status: 302, Location: "https://consent.youtube.com/m?continue=d"}, "//consent.youtube.com/*", answers(200, `<!DOCTYPE html><html><head><title>Before you continue to YouTube</title></head><body><h1>Before you continue to YouTube</h1><p>We use cookies and data to deliver and maintain our services.</p><form action="https://consent.youtube.com/save" method="POST"><button>Reject everything</button></form></body></html>`)),
			ytVideo("ddddddddddd", title, about, ytOK, reply), "ok/first-seen", "ok/", "taken", "ok/"),
	}
	set := func(name string, f func(*story)) {
		f(&list[slices.IndexFunc(list, func(s story) bool { return s.name == name })])
	}
	set("quote of a reply", func(s *story) { s.quotes = []string{"nothing has loaded for hours, phones hardly work either"} })
	set("quote of the post", func(s *story) { s.quotes = []string{"cut across large parts of the valley since 18:40 local time"} })
	set("trouble at first", func(s *story) { s.rendered, s.atOnce = false, true })
	set("renamed", func(s *story) { s.atOnce = true })
	set("trouble at first, and silence", func(s *story) { s.class = "wall" })
	set("consent at first", func(s *story) { s.rendered, s.class = false, "wall" })
	for i := range list { // one host is worked on at a time
		if i%2 == 1 {
			list[i].host = map[string]string{"x.com": "twitter.com", "www.youtube.com": "m.youtube.com"}[list[i].host]
		}
	}
	return list
}

// TestRenderedPosts: a post is kept as a browser shows it where its page shows what
// the platform gives of it; what became of it is told by that, and by no reply,
// counter or neighbour; with and without a browser.
func TestRenderedPosts(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	list := stories()
	var cases []set.Case
	for _, s := range list {
		cases = append(cases, set.Case{Name: s.name, Site: s.host, Host: s.host, Path: s.path, Quotes: s.quotes, Before: s.before, After: s.after, Want: []string{"ok/*"}})
	}
	plays, err := newPlays(cases)
	if err != nil {
		t.Fatal(err)
	}
	s, err := startServer(plays)
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	path, err := browser.Find("")
	if err != nil {
		t.Fatal(err)
	}
	b := browser.New(browser.Config{Path: path, Parallel: 4, Limits: browser.Limits{Time: time.Minute}})
	defer b.Close()
	dir := t.TempDir()
	w, err := newWorld(ctx, dir, s, patience, b)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := w.close(nil); err != nil {
			t.Error(err)
		}
	}()
	cites := manifest(plays, false)
	for i, s := range list {
		if s.atOnce {
			cites[i].Citation.Capture = "browser"
		}
	}
	pass := func(day int, with *watch.Watcher, opt watch.Options) []watch.Citation {
		t.Helper()
		w.tell(captured.AddDate(0, 0, day))
		res, err := with.Pass(ctx, cites, opt)
		if err != nil {
			t.Fatal(err)
		}
		if len(res.Unrendered) > 0 {
			t.Errorf("the browser failed: %+v", res.Unrendered)
		}
		return res.Citations
	}
	told := func(when string, i int, got watch.Citation, want string) {
		t.Helper()
		if l := got.Live; !strings.HasPrefix(string(l.Verdict)+"/"+string(l.Reason), want) {
			t.Errorf("%s, %s: %s/%s, want %s: %s %q", list[i].name, when, l.Verdict, l.Reason, want, l.Detail, l.Evidence)
		}
	}
	first := pass(0, w.watcher, watch.Options{All: true})
	for i, s := range list {
		told("at first", i, first[i], s.then)
		snaps := w.snapshots(t, plays[i].url)
		if len(snaps) != 1 || snaps[0].Class != s.class || s.class == "source" && snaps[0].Rendered() != s.rendered {
			t.Errorf("%s: %d snapshots: %+v", s.name, len(snaps), snaps)
			continue
		}
		if s.rendered && s.class == "source" {
			w.shows(t, plays[i], snaps[0], s.atOnce)
		}
	}
	plain := w.config
	if plain.Fetch, err = newFetch(dir, s, patience, nil); err != nil {
		t.Fatal(err)
	}
	defer plain.Fetch.Close()

	s.age()
	later := pass(29, watch.New(plain), watch.Options{Check: true})
	for i, s := range list {
		told("without a browser", i, later[i], s.bare)
	}
	second := pass(30, w.watcher, watch.Options{All: true})
	for i, s := range list {
		told("later", i, second[i], s.now)
		if second[i].Snapshot != s.taken {
			t.Errorf("%s, later: its snapshot was %s, want %s", s.name, second[i].Snapshot, s.taken)
		}
		if newest := w.snapshots(t, plays[i].url); s.taken == "taken" && !newest[len(newest)-1].Rendered() {
			t.Errorf("%s, later: not kept as it was shown", s.name)
		}
	}
}

func (w *world) snapshots(t *testing.T, url string) []catalog.Snapshot {
	t.Helper()
	snaps, err := w.catalog.Snapshots(t.Context(), source.ID(url))
	if err != nil {
		t.Fatal(err)
	}
	return snaps
}

// shows checks a package of a rendered post: the page as it was shown is what is
// read, and beside it lie the page as it was sent without a browser, unless that came
// at once, and what the platform answered.
func (w *world) shows(t *testing.T, p *play, snap catalog.Snapshot, atOnce bool) {
	t.Helper()
	ctx := context.Background()
	a, closer, err := watch.OpenSnapshot(ctx, w.store, snap.Object)
	if err != nil {
		t.Fatal(err)
	}
	defer closer.Close()
	if bad := a.Verify(ctx); len(bad) > 0 {
		t.Errorf("%s: %+v", p.Name, bad)
	}
	pages, asked := 0, 0
	for _, c := range a.Index() {
		switch {
		case c.URL == p.url:
			pages++
		case strings.Contains(c.URL, "/oembed?"):
			asked++
		}
	}
	video := strings.Contains(p.url, "youtube")
	if (pages == 2) == atOnce || asked != 1 && !video {
		t.Errorf("%s: holds the page %d times and %d answers of the platform", p.Name, pages, asked)
	}
	view, ok := a.View("view")
	if !ok {
		t.Fatalf("%s: no picture", p.Name)
	}
	rec, end, err := a.Record(view)
	if err != nil {
		t.Fatal(err)
	}
	defer end.Close()
	if b, err := io.ReadAll(rec.Content); err != nil || !bytes.HasPrefix(b, []byte("\x89PNG")) {
		t.Errorf("%s: the picture begins with %q, %v", p.Name, b[:min(len(b), 8)], err)
	}
	want := "the outage is nation-scale in impact"
	if video {
		want = "The first cars arrive at 1:12"
	}
	doc, err := watch.ReadMain(ctx, extract.New(extract.Config{}), a, snap.Object)
	if err != nil || !strings.Contains(doc.Visible, want) || !strings.Contains(a.Pages()[0].Text, want) || a.Pages()[0].URL != p.url {
		t.Errorf("%s: reads %q, %v", p.Name, doc.Visible, err)
	}
}
