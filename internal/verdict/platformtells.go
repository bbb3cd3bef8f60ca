package verdict

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"archiver/internal/verdict/lex"
)

var markup = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`<[^>]*>`) })

// word is what a platform says of a post.
type word int

const (
	saysNothing word = iota // no answer, or none that is understood
	saysLives
	saysGone
	saysPrivate // for some visitors alone
	saysHidden  // gone, or for some visitors alone
	saysRegion  // not in this country
	saysLimited // too many requests
)

// tale is what a platform says, and how.
type tale struct {
	word
	text          bool   // the answer shows the post's own words
	title, author string // of a video
	bare          bool   // gone by a status alone, which an interface that is no more gives too
	why           string // for the evidence
}

// hears reads an answer of the platform. What another has put in its place, and what
// the platform says when it is out of order, is nothing.
func (p *post) hears(l *Look) tale {
	b := &bench{look: l, e: gather(l, nil)}
	switch {
	case l.Fault != "":
		return tale{why: fmt.Sprintf("%s was asked for the post: no answer (%s)", p.name, l.Fault)}
	case l.Status == 429 || l.Status >= 500:
		return tale{why: fmt.Sprintf("%s was asked for the post: it answers %d", p.name, l.Status)}
	case !p.answered(l):
		return tale{why: p.name + " was asked for the post: the answer came from elsewhere, " + clip(l.finalURL())}
	}
	for _, list := range [][]sign{headerSigns, pageSigns} {
		for i := range list {
			if b.e.matches(&list[i]) && list[i].vendor != p.name {
				return tale{why: fmt.Sprintf("%s was asked for the post: %s stands in between", p.name, list[i].vendor)}
			}
		}
	}
	t := p.tells(p, b)
	if t.why == "" {
		t.why = fmt.Sprintf("%s was asked for the post: it answers %d, and nothing that is understood", p.name, l.Status)
	}
	return t
}

// answered tells whether a look ended where the platform is asked.
func (p *post) answered(l *Look) bool {
	want, err := url.Parse(p.ask)
	got, err2 := url.Parse(l.finalURL())
	if p.ask == "" || err != nil || err2 != nil || got.Scheme != want.Scheme || got.User != nil {
		return false
	}
	host := strings.ToLower(got.Host)
	if host == "publish.x.com" { // as publish.twitter.com is called now
		host = "publish.twitter.com"
	}
	return host == want.Host && strings.EqualFold(strings.Trim(got.Path, "/"), strings.Trim(want.Path, "/")) && got.Query().Encode() == want.Query().Encode()
}

// oEmbed is what an answer of that form says beside its text.
type oEmbed struct {
	URL    string
	Type   string
	Title  string
	Author string `json:"author_name"`
	HTML   string
}

func xTells(p *post, b *bench) tale {
	l := b.look
	switch l.Status {
	case 200:
		var a oEmbed
		if json.Unmarshal(l.Head, &a) != nil || a.HTML == "" {
			return tale{}
		}
		u, err := url.Parse(a.URL)
		if err != nil {
			return tale{}
		}
		m := xPath().FindStringSubmatch(u.Path)
		if m == nil || m[2] != p.id {
			return tale{why: "X was asked for the post, and gives another one"}
		}
		return tale{word: saysLives, text: len(postWords(l.Page)) > 0, author: a.Author, why: "X gives the post"}
	case 403:
		if containsAny(b.e.head(), []string{"not authorized to see this status", "has been suspended"}) {
			return tale{word: saysPrivate, why: "X says that the post is protected, or its author's account suspended"}
		}
	case 404:
		return tale{word: saysGone, bare: true, why: "X says that there is no such post (404)"}
	}
	return tale{}
}

func youTubeTells(_ *post, b *bench) tale {
	l := b.look
	switch l.Status {
	case 200:
		var a oEmbed
		if json.Unmarshal(l.Head, &a) == nil && a.Type == "video" && a.Title != "" {
			return tale{word: saysLives, title: a.Title, author: a.Author, why: "YouTube gives the video's title and author"}
		}
	case 401: // once said of private ones too
		return tale{why: "YouTube was asked for the video: it may not be embedded (401)"}
	case 403:
		if l.BodyLen < 64 && bytes.Contains(b.e.head(), []byte("forbidden")) {
			return tale{word: saysPrivate, why: "YouTube says that the video is private (403)"}
		}
	case 404:
		return tale{word: saysGone, bare: true, why: "YouTube says that there is no such video (404)"}
	}
	return tale{}
}

func telegramTells(p *post, b *bench) tale {
	if b.look.Status != 200 {
		return tale{}
	}
	head := b.e.head()
	if bytes.Contains(head, []byte(`data-post="`+strings.ToLower(p.id)+`"`)) {
		return tale{word: saysLives, text: bytes.Contains(head, []byte("tgme_widget_message_text js-message_text")), why: "Telegram gives the post"}
	}
	_, after, ok := bytes.Cut(head, []byte(`class="tgme_widget_message_error"`))
	if !ok || bytes.Contains(head, []byte("data-post=")) {
		return tale{}
	}
	_, after, _ = bytes.Cut(after, []byte(">"))
	message, _, _ := bytes.Cut(after[:min(len(after), 4096)], []byte("</div>"))
	says := shorten(lex.Normalise(string(markup().ReplaceAll(message, []byte(" ")))), 120)
	if strings.HasSuffix(says, "not found") {
		return tale{word: saysGone, why: "Telegram says: " + says}
	}
	return tale{why: "Telegram says: " + says}
}

func facebookTells(_ *post, b *bench) tale {
	if b.look.Status != 200 {
		return tale{}
	}
	if containsAny(b.e.head(), []string{"may have been removed or the privacy settings", "cometerrorroot.react"}) {
		return tale{word: saysHidden, why: "Facebook says that the post may have been removed, or is not for everybody"}
	}
	return tale{word: saysLives, text: len(postWords(b.look.Page)) > 0, why: "Facebook gives a post to embed"}
}

func instagramTells(_ *post, b *bench) tale {
	if b.look.Status != 200 {
		return tale{}
	}
	switch head := b.e.head(); {
	case bytes.Contains(head, []byte(`class="captionusername"`)):
		return tale{word: saysLives, text: true, why: "Instagram gives the post"}
	case bytes.Contains(head, []byte("embedisbroken")):
		return tale{word: saysHidden, why: "Instagram says that the post may have been removed, or can't be embedded"}
	}
	return tale{}
}

// The reasons that YouTube's player gives, in small letters. It gives them in the
// visitor's language: where none is known, its state alone proves little.
var (
	videoGone    = []string{"has been removed", "is no longer available", "isn't available anymore", "has been terminated", "account has been closed", "does not exist", "video not found", "was removed"}
	videoLater   = []string{"try again later"}
	videoRegion  = []string{"in your country", "in your region", "from your location"}
	videoMembers = []string{"join this channel", "members-only", "members only", "purchase", "pay to watch", "premium"}
	videoRobots  = []string{"not a bot"}
	videoPrivate = []string{"private video", "video is private"}
)

// player reads the state in which YouTube's player says that a video is, from the
// page itself.
func (b *bench) player() tale {
	var s struct {
		Status, Reason string
		Messages       []string
		ErrorScreen    struct {
			Message struct{ Reason, Subreason spoken } `json:"playerErrorMessageRenderer"`
		}
	}
	if len(b.look.Player) == 0 || json.NewDecoder(bytes.NewReader(b.look.Player)).Decode(&s) != nil {
		return tale{}
	}
	m := s.ErrorScreen.Message
	said := strings.Join(append([]string{s.Reason, m.Reason.words(), m.Subreason.words()}, s.Messages...), ". ")
	low := []byte(strings.ToLower(strings.ReplaceAll(said, "’", "'")))
	why := "the player says: " + s.Status
	if s.Reason != "" {
		why += ", “" + shorten(strings.Trim(said, ". "), 160) + "”"
	}
	t := tale{why: why}
	switch s.Status {
	case "OK", "LIVE_STREAM_OFFLINE":
		t.word = saysLives
		if b.look.Page != nil {
			t.title = strings.TrimSpace(strings.TrimSuffix(b.look.Page.Page.Title, "- YouTube"))
		}
	case "LOGIN_REQUIRED":
		if !containsAny(low, videoRobots) {
			t.word = saysPrivate
		}
	case "CONTENT_CHECK_REQUIRED", "AGE_CHECK_REQUIRED", "AGE_VERIFICATION_REQUIRED":
		t.word = saysPrivate
	case "UNPLAYABLE", "ERROR":
		switch {
		case containsAny(low, videoLater):
			t.word = saysLimited
		case containsAny(low, videoRegion):
			t.word = saysRegion
		case containsAny(low, videoPrivate), s.Status == "UNPLAYABLE" && containsAny(low, videoMembers):
			t.word = saysPrivate
		case containsAny(low, videoGone):
			t.word = saysGone
		}
	}
	return t
}

// spoken is a text in YouTube's data, whole or in runs.
type spoken struct {
	SimpleText string
	Runs       []struct{ Text string }
}

func (s spoken) words() string {
	out := s.SimpleText
	for _, r := range s.Runs {
		out += r.Text
	}
	return out
}
