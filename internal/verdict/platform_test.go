package verdict

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Which addresses name a post, and where the platform is asked for it.
func TestPlatformURL(t *testing.T) {
	x := func(user, id string) string {
		return "https://publish.twitter.com/oembed?omit_script=1&url=https%3A%2F%2Ftwitter.com%2F" + user + "%2Fstatus%2F" + id
	}
	yt := "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DJz9MGhMPj2s"
	fb := func(href string) string {
		return "https://www.facebook.com/plugins/post.php?href=" + url.QueryEscape("https://www.facebook.com/"+href) + "&show_text=true"
	}
	for cited, want := range map[string]string{
		"https://twitter.com/netblocks/status/1228991647339438080?s=19":                              x("netblocks", "1228991647339438080"),
		"http://www.twitter.com/netblocks/statuses/1228991647339438080/":                             x("netblocks", "1228991647339438080"),
		"https://mobile.twitter.com/a_b/status/20/photo/1":                                           x("a_b", "20"),
		"https://X.com/i/web/status/20":                                                              x("i", "20"),
		"https://x.com:443/i/status/20#m":                                                            x("i", "20"),
		"https://twitter.com/netblocks":                                                              "",
		"https://twitter.com/netblocks/status/":                                                      "",
		"https://twitter.com/netblocks/status/20x":                                                   "",
		"https://twitter.com/netblocks/status/20/retweets":                                           "",
		"https://twitter.com/a%2Fb/status/20":                                                        "",
		"https://twitter.com/netblocks/status/12345678901234567890":                                  "",
		"https://nitter.net/netblocks/status/20":                                                     "",
		"https://vxtwitter.com/netblocks/status/20":                                                  "",
		"https://twitter.com.evil.example/netblocks/status/20":                                       "",
		"https://eviltwitter.com/netblocks/status/20":                                                "",
		"https://twitter.com@evil.example/netblocks/status/20":                                       "",
		"https://user:pw@twitter.com/netblocks/status/20":                                            "",
		"https://twitter.com:8443/netblocks/status/20":                                               "",
		"ftp://twitter.com/netblocks/status/20":                                                      "",
		"https://twіtter.com/netblocks/status/20":                                                    "", // a Cyrillic letter
		"https://www.youtube.com/watch?v=Jz9MGhMPj2s":                                                yt,
		"https://www.youtube.com/watch?list=PLx&v=Jz9MGhMPj2s&t=10s":                                 yt,
		"https://youtu.be/Jz9MGhMPj2s?t=42":                                                          yt,
		"https://m.youtube.com/shorts/Jz9MGhMPj2s":                                                   yt,
		"https://www.youtube-nocookie.com/embed/Jz9MGhMPj2s?rel=0":                                   yt,
		"https://www.youtube.com/live/Jz9MGhMPj2s":                                                   yt,
		"https://www.youtube.com/embed/videoseries?list=PLx":                                         "",
		"https://www.youtube.com/watch?v=Jz9MGhMPj2":                                                 "",
		"https://www.youtube.com/watch?v=Jz9MGhMPj2s%26url":                                          "",
		"https://www.youtube.com/playlist?list=PLbalcony":                                            "",
		"https://www.youtube.com/@balcony":                                                           "",
		"https://youtu.be/":                                                                          "",
		"https://t.me/kordai_news/4312":                                                              "https://t.me/kordai_news/4312?embed=1",
		"https://telegram.me/s/kordai_news/4312?single":                                              "https://t.me/kordai_news/4312?embed=1",
		"https://t.me/kordai_news":                                                                   "",
		"https://t.me/c/1380524958/12":                                                               "",
		"https://t.me/joinchat/AAAA":                                                                 "",
		"https://t.me/share/url?url=x":                                                               "",
		"https://www.facebook.com/tatiana.chernobil/posts/10156683875892155":                         fb("tatiana.chernobil/posts/10156683875892155"),
		"https://www.facebook.com/100003403233694/posts/2620980691358680/?d=n":                       fb("100003403233694/posts/2620980691358680"),
		"https://ru-ru.facebook.com/a.b/posts/some-words/pfbid0RTQoYtNqtR4duBP3":                     fb("a.b/posts/pfbid0RTQoYtNqtR4duBP3"),
		"https://www.facebook.com/story.php?story_fbid=612528896199678&id=100023277185705":           fb("permalink.php?story_fbid=612528896199678&id=100023277185705"),
		"https://www.facebook.com/permalink.php?story_fbid=2020478618054431&id=100002769384378":      fb("permalink.php?story_fbid=2020478618054431&id=100002769384378"),
		"https://www.facebook.com/EUinKZ/photos/a.1269492499807985/2024905074266720/?type=3&theater": fb("photo.php?fbid=2024905074266720"),
		"https://www.facebook.com/tatiana.chernobil/posts/10156682982602155?comment_id=10156683362197155&reply_comment_id=10156683602452155": "",
		"https://www.facebook.com/groups/ActivistsNotExtremists/permalink/2593831140936153/":                                                 "",
		"https://www.facebook.com/toregozhina":                               "",
		"https://fb.watch/2x9QkZ/":                                           "",
		"https://www.instagram.com/p/B8x_kQvnA1c/?igshid=1":                  "https://www.instagram.com/p/B8x_kQvnA1c/embed/captioned/",
		"https://instagram.com/galereya46/reel/B8x_kQvnA1c":                  "https://www.instagram.com/p/B8x_kQvnA1c/embed/captioned/",
		"https://www.instagram.com/galereya46/":                              "",
		"https://www.instagram.com/stories/galereya46/123456/":               "",
		"https://twitter.com/a/status/20?" + strings.Repeat("a", maxPostURL): "",
		"https://news.example/twitter.com/netblocks/status/20":               "",
		"not a url %zz": "",
		"":              "",
	} {
		if got := PlatformURL(cited); got != want {
			t.Errorf("%s: %q, want %q", cited, got, want)
		}
	}
	for cited, want := range map[string]bool{"https://youtu.be/Jz9MGhMPj2s": true, "https://twitter.com/a/status/20": false, "https://www.youtube.com/@a": false} {
		if got := PlayerMark(cited) != ""; got != want {
			t.Errorf("%s: a player: %v", cited, got)
		}
	}
	for cited, want := range map[string]bool{"https://youtu.be/Jz9MGhMPj2s": true, "https://twitter.com/a/status/21": true, "https://t.me/kordai_news/1": false, "https://twitter.com/a": false} {
		if got := ControlURL(cited) != ""; got != want {
			t.Errorf("%s: a control: %v", cited, got)
		}
	}
}

// FuzzPlatformURL: whatever is cited, only the platforms' own endpoints are asked, and
// nothing of what is cited gets there but one parameter or part of the path.
func FuzzPlatformURL(f *testing.F) {
	for _, s := range []string{"https://twitter.com/a/status/20", "https://youtu.be/Jz9MGhMPj2s", "https://t.me/s/abcd/1", "https://www.facebook.com/a/posts/12345?x=1", "https://instagram.com/p/B8x_k/", "https://twitter.com/a/status/20%0d%0a", "//t.me/abcd/1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, cited string) {
		for _, raw := range []string{PlatformURL(cited), ControlURL(cited)} {
			if raw == "" {
				continue
			}
			u, err := url.Parse(raw)
			if err != nil || u.Scheme != "https" || u.User != nil || u.Port() != "" || u.Fragment != "" || u.String() != raw {
				t.Fatalf("%q: %q, %v", cited, raw, err)
			}
			switch u.Host {
			case "publish.twitter.com", "www.youtube.com", "t.me", "www.facebook.com", "www.instagram.com":
			default:
				t.Fatalf("%q: asks %q", cited, raw)
			}
			if strings.ContainsAny(raw, " \r\n\\\"<>") || len(u.Query()) > 2 {
				t.Fatalf("%q: asks %q", cited, raw)
			}
		}
	})
}

const video = "https://www.youtube.com/watch?v=Jz9MGhMPj2s"

func watchPage(player string) *Look {
	l := lookAt(200, Page{Kind: "html", Title: "A night - YouTube", Visible: "About Press Copyright", Scripts: 9})
	l.URL, l.FinalURL, l.Player = video, video, []byte(player)
	return l
}

// What the player says, in the states and the forms that it is known to have.
func TestPlayer(t *testing.T) {
	for name, c := range map[string]struct {
		player, want string
		asks         bool
	}{
		"plays":             {`{"status":"OK","playableInEmbed":true},"more":1}`, "ok/first-seen", false},
		"stream is over":    {`{"status":"LIVE_STREAM_OFFLINE","reason":"This live event has ended."}`, "ok/first-seen", false},
		"removed":           {`{"status":"ERROR","reason":"Video unavailable","errorScreen":{"playerErrorMessageRenderer":{"subreason":{"simpleText":"This video has been removed by the uploader"}}}}`, "dead/soft-404", false},
		"terminated, runs":  {`{"status":"ERROR","reason":"Video unavailable","errorScreen":{"playerErrorMessageRenderer":{"subreason":{"runs":[{"text":"This video is no longer available because the account "},{"text":"has been terminated."}]}}}}`, "dead/soft-404", false},
		"no cause":          {`{"status":"ERROR","reason":"Video unavailable"}`, "blocked/unreadable", true},
		"another language":  {`{"status":"ERROR","reason":"Видео недоступно"}`, "blocked/unreadable", true},
		"private":           {`{"status":"LOGIN_REQUIRED","messages":["This is a private video. Please sign in to verify that you may see it."]}`, "blocked/login-wall", false},
		"private, an error": {`{"status":"ERROR","reason":"This video is private"}`, "blocked/login-wall", false},
		"age":               {`{"status":"AGE_CHECK_REQUIRED","reason":"x"}`, "blocked/login-wall", false},
		"robot":             {`{"status":"LOGIN_REQUIRED","reason":"Sign in to confirm you’re not a bot"}`, "blocked/unreadable", true},
		"country":           {`{"status":"UNPLAYABLE","reason":"The uploader has not made this video available in your country"}`, "blocked/geo-block", false},
		"members":           {`{"status":"UNPLAYABLE","reason":"Join this channel to get access to members-only content"}`, "blocked/login-wall", false},
		"later":             {`{"status":"ERROR","reason":"This content isn’t available, try again later."}`, "blocked/unreadable", true},
		"an unknown state":  {`{"status":"WHATEVER"}`, "blocked/unreadable", true},
		"cut":               {`{"status":"ERROR","reason":"Video unava`, "blocked/unreadable", true},
		"no object":         {`[1,2]`, "blocked/unreadable", true},
		"nothing":           {``, "blocked/unreadable", true},
	} {
		j := Judge(nil, watchPage(c.player), Probes{}, nil)
		if got := string(j.Verdict) + "/" + string(j.Reason); got != c.want || (len(j.Want) > 0 && j.Want[0] == WantPlatform) != c.asks || j.Class == ClassSource {
			t.Errorf("%s: %s, class %s, wants %q: %s", name, got, j.Class, j.Want, j.Detail)
		}
		if wrong := unplain(j.Detail); wrong != "" {
			t.Errorf("%s: %s: %q", name, wrong, j.Detail)
		}
	}
}

func answer(status int, at, body string, page Page) *Look {
	l := lookAt(status, page)
	l.URL, l.FinalURL, l.Head, l.BodyLen, l.Header = "", at, []byte(body), int64(len(body)), http.Header{}
	return l
}

// A bare "not found" counts only where a post that is there is found at the same time.
func TestControl(t *testing.T) {
	const cited = "https://twitter.com/netwatch/status/1228991647339438080"
	shell := lookAt(200, Page{Kind: "html", Title: "X", Visible: "JavaScript is not available.", Scripts: 5})
	shell.URL, shell.FinalURL = cited, cited
	none := answer(404, PlatformURL(cited), "", Page{Kind: "empty"})
	j := Judge(nil, shell, Probes{Platform: none}, nil)
	if j.Verdict == Dead || len(j.Want) == 0 || j.Want[0] != WantControl {
		t.Fatalf("without a control: %s/%s, wants %q", j.Verdict, j.Reason, j.Want)
	}
	body := `{"url":"https://x.com/jack/status/20","html":"<p>just</p>","type":"rich"}`
	there := answer(200, ControlURL(cited), body, Page{Kind: "text", Visible: "just setting up my twttr"})
	if j = Judge(nil, shell, Probes{Platform: none, Control: there}, nil); j.Verdict != Dead || j.Reason != Soft404 || len(j.Want) > 0 {
		t.Errorf("with one: %s/%s, wants %q", j.Verdict, j.Reason, j.Want)
	}
	for name, c := range map[string]*Look{
		"gone too": answer(404, ControlURL(cited), "", Page{Kind: "empty"}), "no answer": faulty(Timeout),
		"elsewhere": answer(200, "https://captive.example/", body, Page{Kind: "text", Visible: "just"}),
		"another":   answer(200, ControlURL(cited), strings.Replace(body, "/20", "/21", 1), Page{Kind: "text", Visible: "just"}),
	} {
		if j = Judge(nil, shell, Probes{Platform: none, Control: c}, nil); j.Verdict != Blocked {
			t.Errorf("control %s: %s/%s", name, j.Verdict, j.Reason)
		}
	}
	for name, l := range map[string]*Look{
		"a portal's page":  answer(404, "https://captive.example/", "", Page{Kind: "empty"}),
		"another's errors": answer(404, "https://publish.twitter.com/", "", Page{Kind: "empty"}),
		"plain http":       answer(404, strings.Replace(PlatformURL(cited), "https:", "http:", 1), "", Page{Kind: "empty"}),
	} {
		if j = Judge(nil, shell, Probes{Platform: l, Control: there}, nil); j.Verdict != Blocked {
			t.Errorf("%s: %s/%s", name, j.Verdict, j.Reason)
		}
	}
}

// FuzzHears: no answer, however made, breaks the reading of it, and none but one that
// says so of the post makes it dead.
func FuzzHears(f *testing.F) {
	f.Add(200, `{"url":"https://twitter.com/a/status/20","html":"<p>x</p>"}`, `{"status":"ERROR","reason":"Video unavailable"}`)
	f.Add(200, `<div class="tgme_widget_message_error">Post not found</div>`, `{"status":{}}`)
	f.Add(403, `<div class="tgme_widget_message_error"`, `{"errorScreen":{"playerErrorMessageRenderer":{"reason":{"runs":[{"text":"x"}]}}}}`)
	f.Fuzz(func(t *testing.T, status int, body, player string) {
		for _, cited := range []string{"https://twitter.com/a/status/21", video, "https://t.me/abcd/1", "https://www.facebook.com/a/posts/12345", "https://www.instagram.com/p/B8x_k/"} {
			l := watchPage(player)
			l.URL, l.FinalURL = cited, cited
			a := answer(status, PlatformURL(cited), body, Page{Kind: "html", Visible: body, Main: body})
			j := Judge(nil, l, Probes{Platform: a, Control: faulty(Timeout)}, nil)
			if j.Verdict == Dead && !strings.Contains(strings.ToLower(body+player), "not found") && !strings.Contains(player, "ERROR") && !strings.Contains(player, "UNPLAYABLE") {
				t.Fatalf("%s: dead: %q", cited, j.Evidence)
			}
			l.Rendered = true
			for _, ref := range []*Reference{nil, {URL: cited, FinalURL: cited, Status: 200, Page: Prepare(Page{Kind: "html", Visible: body + " and more", Main: body})}} {
				if j := Judge(ref, l, Probes{Platform: a, Control: faulty(Timeout)}, []string{"and more"}); j.Verdict == "" || j.ViaPlatform && !j.ByPlatform {
					t.Fatalf("%s, rendered: %+v", cited, j)
				}
			}
		}
	})
}
