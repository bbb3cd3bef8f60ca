package verdict

import (
	"strings"
	"testing"
)

// What a browser shows of a post, and what the platform says of it, together.
func TestRenderedPost(t *testing.T) {
	const (
		tweet = "https://twitter.com/netwatch/status/1228991647339438080"
		says  = "Internet access has been cut across large parts of the valley since 18:40 local time"
		chat  = "We are in Kordai and nothing has loaded for hours, phones hardly work either"
		other = "Is there any word from the ministry about when the lines will be restored"
		more  = "Operators told callers that a cable was cut by a digger and gave no date for its repair"
		wrong = "Don’t miss what’s happening\nSomething went wrong. Try reloading.\nRetry\nNew to X?\nSign up now to get your own personalized timeline!"
		login = "Sign in to X\nPhone, email, or username\nPassword\nDon't have an account? Sign up"
	)
	x := func(lines ...string) Page {
		text := strings.Join(append([]string{"Log in Sign up", "Net Watch @netwatch"}, lines...), "\n")
		return Page{Kind: "html", Title: "X", Visible: text, Main: text, Scripts: 9}
	}
	shown := func(cited string, p Page) *Look {
		l := lookAt(200, p)
		l.URL, l.FinalURL, l.Rendered, l.PayloadSHA256 = cited, cited, true, [32]byte{}
		return l
	}
	was := func(cited string, p Page) *Reference {
		return &Reference{URL: cited, FinalURL: cited, Status: 200, Page: Prepare(p)}
	}
	gives := func(text string) *Look {
		return answer(200, PlatformURL(tweet), `{"url":"`+tweet+`","html":"<p>x</p>","type":"rich"}`, Page{Kind: "text", Visible: text + "\n— Net Watch (@netwatch) February 16, 2020"})
	}
	limited := answer(429, PlatformURL(tweet), "", Page{Kind: "empty"})
	none := answer(404, PlatformURL(tweet), "", Page{Kind: "empty"})
	there := answer(200, ControlURL(tweet), `{"url":"https://x.com/jack/status/20","html":"<p>just</p>","type":"rich"}`, Page{Kind: "text", Visible: "just setting up my twttr"})
	page := was(tweet, x(says, chat, other))
	edited := strings.Replace(says, "18:40", "19:55", 1)

	play := func(title, about string) *Look {
		l := shown(video, Page{Kind: "html", Title: title + " - YouTube", Visible: title + "\n" + about + "\n" + more, Scripts: 9})
		l.Player = []byte(`{"status":"OK"}`)
		return l
	}
	const film = "The night of 8 February from a balcony"
	watched := was(video, Page{Kind: "html", Title: film + " - YouTube", Visible: film + "\nThe first cars arrive at 1:12, the firemen at 1:50, as far as we could see\n" + chat, Scripts: 9})

	removed := play(film, "The first cars arrive at 1:12, the firemen at 1:50, as far as we could see\n"+chat)
	removed.Player = []byte(`{"status":"ERROR","reason":"This video has been removed by the uploader"}`)

	for name, c := range map[string]struct {
		ref      *Reference
		look     *Look
		platform *Look
		quotes   []string
		want     string
		kept     string // page, answer: which is the copy; "": none
	}{
		"first, shown":              {nil, shown(tweet, x(says, chat)), gives(says), nil, "ok/first-seen", "page"},
		"first, trouble":            {nil, shown(tweet, x(wrong)), gives(says), nil, "ok/first-seen", "answer"},
		"first, login":              {nil, shown(tweet, x(login)), gives(says), nil, "ok/first-seen", "answer"},
		"first, trouble, silence":   {nil, shown(tweet, x(wrong)), limited, nil, "blocked/unreadable", ""},
		"first, silence, quoted":    {nil, shown(tweet, x(says, chat)), nil, []string{says}, "ok/first-seen", "page"},
		"first, another post":       {nil, shown(tweet, x(other, more)), gives(says), nil, "ok/first-seen", "answer"},
		"a short post, shown":       {nil, shown(tweet, x("Released", chat)), gives("Released"), nil, "ok/first-seen", "page"},
		"a short post, not shown":   {nil, shown(tweet, x("Nothing was released today", chat)), gives("Released"), nil, "ok/first-seen", "answer"},
		"other replies":             {page, shown(tweet, x(says, more, more+" again")), gives(says), nil, "ok/noise", "page"},
		"other replies, silence":    {page, shown(tweet, x(says, more, more+" again")), limited, nil, "blocked/unreadable", ""},
		"edited":                    {page, shown(tweet, x(edited, more)), gives(edited), nil, "changed/edited", "page"},
		"edited, and not shown":     {page, shown(tweet, x(login)), gives(edited), nil, "changed/edited", "answer"},
		"walled":                    {page, shown(tweet, x(login)), gives(says), nil, "ok/noise", "answer"},
		"trouble, silence":          {page, shown(tweet, x(wrong)), limited, nil, "blocked/unreadable", ""},
		"a reply is cited":          {page, shown(tweet, x(says, chat, more)), gives(says), []string{chat}, "ok/noise", "page"},
		"a cited reply is not seen": {page, shown(tweet, x(says, more)), gives(says), []string{chat}, "blocked/unreadable", ""},
		"a quote is edited out":     {page, shown(tweet, x(edited, other)), gives(edited), []string{says}, "changed/quote-lost", "page"},
		"a short post is gone":      {was(tweet, x("Released", chat, other)), shown(tweet, x(chat, other, "412 Likes")), none, nil, "dead/soft-404", ""},
		"counters, silence":         {page, shown(tweet, x(says, chat, other, "412 Likes")), limited, nil, "ok/noise", "page"},
		"video":                     {nil, play(film, chat), nil, nil, "ok/first-seen", "page"},
		"video, other videos":       {watched, play(film, "The first cars arrive at 1:12, the firemen at 1:50, as far as we could see\n"+other), nil, nil, "ok/noise", "page"},
		"video, description cited":  {watched, play(film, "The first cars arrive at 1:12, the firemen at 1:50, as far as we could see\n"+other), nil, []string{"The first cars arrive at 1:12"}, "ok/noise", "page"},
		"video, removed":            {watched, removed, nil, nil, "dead/soft-404", ""},
		"video, renamed":            {watched, play("Ten hours of rain", other), nil, nil, "changed/edited", "page"},
	} {
		j := Judge(c.ref, c.look, Probes{Platform: c.platform, Control: there}, c.quotes)
		kept := ""
		switch {
		case j.ViaPlatform:
			kept = "answer"
		case j.Class == ClassSource:
			kept = "page"
		}
		if got := string(j.Verdict) + "/" + string(j.Reason); got != c.want || kept != c.kept {
			t.Errorf("%s: %s, kept %q; want %s, %q: %s %q", name, got, kept, c.want, c.kept, j.Detail, j.Evidence)
		}
		if wrong := unplain(j.Detail); wrong != "" {
			t.Errorf("%s: %s: %q", name, wrong, j.Detail)
		}
	}
	// A video whose title is not in sight is none.
	hidden := play(film, chat)
	hidden.Page = Prepare(Page{Kind: "html", Title: film + " - YouTube", Visible: "Before you continue to YouTube\nWe use cookies and data\n" + more, Scripts: 9})
	if j := Judge(nil, hidden, Probes{}, nil); j.Class == ClassSource && !j.ByPlatform || j.ByPlatform && j.Class != ClassWall {
		t.Errorf("a title out of sight: %s/%s, class %s", j.Verdict, j.Reason, j.Class)
	}
}
