package verdict

import (
	"net/url"
	"regexp"
	"strings"
	"sync"
)

// A post on a social platform is shown by scripts, or to those who log in: what its
// address answers says nothing of it, or the same for a post that is gone. Some
// platforms tell of a post at another address, made to embed it elsewhere. There it
// is asked for, once, where the plain answer settles nothing.
//
// What is asked is built here from the cited address alone, letter by letter: never
// from what a page holds.

// platform is what is known of one.
type platform struct {
	name  string
	hosts []string       // without www.
	host  *regexp.Regexp // further ones
	// post reads the address of one post, without its host. False for all else that
	// a platform has: profiles, lists, groups.
	post func(host, path string, query url.Values) (post, bool)
	// tells reads what the platform answered of a post.
	tells func(*post, *bench) tale
	// control is what is asked of a post that is known to be there: where that is
	// "not found" as well, the platform's answers are worth nothing.
	control, controlID string
	// shell tells a page that the platform sends for any post, be it there or not.
	shell func(*evidence) bool
	// vague: of what is gone and of what is for some visitors alone it says the same.
	vague bool
	// unproven: nothing in its answer but the text tells that it is of the post, and
	// that may be cut short. So it only counts where the archived copy or a quote is
	// found in it, and is not kept as the source.
	unproven bool
	// framed: a browser shows the post in a frame of its page, whose text is none of
	// the page's. What is asked for is what the frame shows.
	framed bool
}

// post is one post as its address names it.
type post struct {
	*platform
	id   string
	ask  string // where the platform tells of it; "" if nowhere
	part bool   // a comment below it is cited: that the post is there says nothing of that
}

var platforms = []*platform{
	{name: "X", hosts: []string{"twitter.com", "mobile.twitter.com", "m.twitter.com", "x.com", "mobile.x.com"},
		post: xPost, tells: xTells, control: xAsk("jack", "20"), controlID: "20"},
	{name: "YouTube", hosts: []string{"youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com", "youtu.be"},
		post: youTubePost, tells: youTubeTells, control: youTubeAsk("jNQXAC9IVRw"), controlID: "jNQXAC9IVRw",
		shell: func(e *evidence) bool { return e.words < 60 }}, // a title, and the site's footer
	{name: "Telegram", hosts: []string{"t.me", "telegram.me", "telegram.dog"},
		post: telegramPost, tells: telegramTells, framed: true,
		shell: func(e *evidence) bool { // an invitation to open the app
			return containsAny(e.head(), []string{`class="tgme_page_action"`, "tgme_page_widget"})
		}},
	{name: "Facebook", hosts: []string{"facebook.com", "m.facebook.com", "mbasic.facebook.com", "mobile.facebook.com", "web.facebook.com", "touch.facebook.com", "fb.com"},
		host: regexp.MustCompile(`^[a-z]{2}-[a-z]{2}\.facebook\.com$`),
		post: facebookPost, tells: facebookTells, vague: true, unproven: true},
	{name: "Instagram", hosts: []string{"instagram.com", "m.instagram.com"},
		post: instagramPost, tells: instagramTells, vague: true},
}

// maxPostURL caps the address of a post in bytes.
const maxPostURL = 2 << 10

// postAt is the post that an address names; nil where it names none.
func postAt(raw string) *post {
	if len(raw) > maxPostURL {
		return nil
	}
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	switch u.Port() {
	case "", "80", "443":
	default:
		return nil
	}
	host := hostOf(u)
	for _, p := range platforms {
		for _, h := range p.hosts {
			if h == host {
				return p.read(host, u)
			}
		}
		if p.host != nil && p.host.MatchString(host) {
			return p.read(host, u)
		}
	}
	return nil
}

func (p *platform) read(host string, u *url.URL) *post {
	found, ok := p.post(host, u.EscapedPath(), u.Query())
	if !ok {
		return nil
	}
	found.platform = p
	return &found
}

// PlatformURL is where the platform tells of the post that an address names, and
// ControlURL where it tells of one that is there; "" where there is no such place.
func PlatformURL(cited string) string {
	if p := postAt(cited); p != nil {
		return p.ask
	}
	return ""
}

// ControlURL: see PlatformURL.
func ControlURL(cited string) string {
	if p := postAt(cited); p != nil {
		return p.control
	}
	return ""
}

// FramesPost tells whether the page of a post, in a browser, has the post in a frame:
// then the page's own text is never that of the post.
func FramesPost(cited string) bool {
	p := postAt(cited)
	return p != nil && p.framed
}

// PlayerMark is what stands before the state of a video in the source of its page;
// "" for an address that names no video. See Look.Player.
func PlayerMark(cited string) string {
	if p := postAt(cited); p != nil && p.name == "YouTube" {
		return `"playabilityStatus":`
	}
	return ""
}

func ask(base string, kv ...string) string {
	v := url.Values{}
	for i := 0; i < len(kv); i += 2 {
		v.Set(kv[i], kv[i+1])
	}
	return base + "?" + v.Encode()
}

var xPath = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^/(?:i/web|([A-Za-z0-9_]{1,15}))/status(?:es)?/([0-9]{1,19})(?:/(?:photo|video)/[0-9])?/?$`)
})

// xAsk is X's oEmbed interface: https://developer.x.com/en/docs/x-for-websites/oembed-api
func xAsk(user, id string) string {
	return ask("https://publish.twitter.com/oembed", "omit_script", "1", "url", "https://twitter.com/"+user+"/status/"+id)
}

func xPost(_, path string, _ url.Values) (post, bool) {
	m := xPath().FindStringSubmatch(path)
	if m == nil {
		return post{}, false
	}
	if m[1] == "" {
		m[1] = "i"
	}
	return post{id: m[2], ask: xAsk(m[1], m[2])}, true
}

const youTubeID = `[A-Za-z0-9_-]{11}`

var (
	videoID   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^` + youTubeID + `$`) })
	videoPath = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^/(?:shorts|live|embed|v|e)/(` + youTubeID + `)/?$`) })
	shortPath = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^/(` + youTubeID + `)/?$`) })
)

func youTubeAsk(id string) string {
	return ask("https://www.youtube.com/oembed", "format", "json", "url", "https://www.youtube.com/watch?v="+id)
}

func youTubePost(host, path string, query url.Values) (post, bool) {
	id := ""
	switch m := videoPath().FindStringSubmatch(path); {
	case host == "youtu.be":
		if m := shortPath().FindStringSubmatch(path); m != nil {
			id = m[1]
		}
	case path == "/watch" || path == "/watch/":
		id = query.Get("v")
	case m != nil:
		id = m[1]
	}
	if !videoID().MatchString(id) || id == "videoseries" { // a list, embedded
		return post{}, false
	}
	return post{id: id, ask: youTubeAsk(id), part: query.Has("lc")}, true
}

var (
	telegramPath = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^/(?:s/)?([A-Za-z][A-Za-z0-9_]{3,31})/([0-9]{1,10})/?$`)
	})
	someDigits = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[0-9]{1,20}$`) })
)

// telegramPost: the widget of a post is described at https://core.telegram.org/widgets/post
func telegramPost(_, path string, query url.Values) (post, bool) {
	m := telegramPath().FindStringSubmatch(path)
	if m == nil {
		return post{}, false
	}
	return post{id: m[1] + "/" + m[2], ask: ask("https://t.me/"+m[1]+"/"+m[2], "embed", "1"), part: query.Has("comment")}, true
}

const (
	facebookID   = `([0-9]{5,20}|pfbid[A-Za-z0-9]{10,100})`
	facebookUser = `([A-Za-z0-9.-]{1,80})`
)

var (
	facebookIDs = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^` + facebookID + `$`) })
	facebookOwn = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^/` + facebookUser + `/posts/(?:[^/]{1,400}/)?` + facebookID + `/?$`)
	})
	facebookPhotos = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^/` + facebookUser + `/photos/(?:[a-z0-9.]{1,60}/)?` + facebookID + `/?$`)
	})
	facebookOther = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^/(?:groups/` + facebookUser + `/(?:permalink|posts)|` + facebookUser + `/videos(?:/[^/]{1,400})?)/` + facebookID + `/?$`)
	})
)

// facebookPost: https://developers.facebook.com/docs/plugins/embedded-posts, which shows
// public posts alone, and none of groups.
func facebookPost(_, path string, query url.Values) (post, bool) {
	part := query.Has("comment_id") || query.Has("reply_comment_id")
	found := func(id, href string) (post, bool) {
		p := post{id: id, part: part}
		if href != "" && !part {
			p.ask = ask("https://www.facebook.com/plugins/post.php", "href", "https://www.facebook.com/"+href, "show_text", "true")
		}
		return p, true
	}
	if m := facebookOwn().FindStringSubmatch(path); m != nil {
		return found(m[2], m[1]+"/posts/"+m[2])
	}
	if m := facebookPhotos().FindStringSubmatch(path); m != nil {
		return found(m[2], "photo.php?fbid="+m[2])
	}
	if m := facebookOther().FindStringSubmatch(path); m != nil {
		return found(m[3], "")
	}
	story, id, photo := query.Get("story_fbid"), query.Get("id"), query.Get("fbid")
	switch strings.TrimSuffix(path, "/") {
	case "/permalink.php", "/story.php":
		if facebookIDs().MatchString(story) && someDigits().MatchString(id) {
			return found(story, "permalink.php?story_fbid="+story+"&id="+id)
		}
	case "/photo.php", "/photo":
		if facebookIDs().MatchString(photo) {
			return found(photo, "photo.php?fbid="+photo)
		}
	}
	return post{}, false
}

var instagramPath = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^/(?:[A-Za-z0-9._]{1,30}/)?(?:p|reel|tv)/([A-Za-z0-9_-]{5,64})/?$`)
})

func instagramPost(_, path string, _ url.Values) (post, bool) {
	m := instagramPath().FindStringSubmatch(path)
	if m == nil {
		return post{}, false
	}
	return post{id: m[1], ask: "https://www.instagram.com/p/" + m[1] + "/embed/captioned/"}, true
}
