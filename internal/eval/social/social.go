// Package social holds evaluation cases of posts on social platforms, where the
// plain page says nothing of the post, or lies about it: X, YouTube, Telegram,
// Facebook and Instagram, in the states that they know. The pages are made up, and
// behave as the platforms do; the hosts are the platforms' own names, which the
// harness answers for.
//
// How labels are given: a post that the platform itself gives is "ok/*" or what its
// text says; one that the platform itself calls gone is dead; one that is for some
// visitors alone is blocked, and so is one of which nothing is said, whatever the
// plain page looks like. A platform that does not answer, or whose interface is no
// more, says nothing.
package social

import (
	"encoding/json"
	"maps"
	"net/url"
	"strings"

	"archiver/internal/eval/set"
)

// Cases returns all cases, in a fixed order. Each call builds them anew.
func Cases() (all []set.Case) {
	for _, of := range []func() []set.Case{onX, onYouTube, onTelegram, onFacebook, onInstagram, others} {
		all = append(all, of()...)
	}
	return all
}

// post is one that is cited, and what the platform's hosts answer while all is well.
type post struct {
	site, host, path string
	web              set.Web
	quotes           []string
}

// with makes a case: what answers otherwise after, and what is said of it then.
func (p post) with(class, name string, after set.Web, want ...string) set.Case {
	c := set.Case{Name: p.site + "/" + class + "-" + name, Site: p.site, Class: class, Host: p.host, Path: p.path,
		Quotes: p.quotes, Before: maps.Clone(p.web), After: maps.Clone(p.web), Want: want}
	maps.Copy(c.After, after)
	if class == "noise" || class == "edit" {
		for range p.quotes {
			c.QuoteStates = append(c.QuoteStates, []string{"verbatim"})
		}
	}
	return c
}

// at is the same post cited by another address.
func (p post) at(site, host, path string) post {
	q := p
	q.site, q.host, q.path, q.web = site, host, path, maps.Clone(p.web)
	q.web[path] = p.web[p.path]
	return q
}

// on gives a post more answers, from the beginning on.
func (p post) on(web set.Web) post {
	p.web = maps.Clone(p.web)
	maps.Copy(p.web, web)
	return p
}

func html(body string) set.Answer { return set.Answer{Body: []byte(body)} }

func status(code int, body string) set.Answer { return set.Answer{Status: code, Body: []byte(body)} }

func plain(code int, body string) set.Answer {
	return set.Answer{Status: code, Body: []byte(body), Header: map[string][]string{"Content-Type": {"text/plain; charset=utf-8"}}}
}

func asJSON(code int, v any) set.Answer {
	b, err := json.Marshal(v)
	if err != nil {
		panic("social: " + err.Error())
	}
	return set.Answer{Status: code, Body: b, Header: map[string][]string{"Content-Type": {"application/json; charset=utf-8"}}}
}

func found(to string) set.Answer { return set.Answer{Status: 302, Location: to} }

// filler is what stands in a page that a script builds.
func filler(kib int) string {
	return "<script nonce=\"r4nd\">var config={" + strings.Repeat(`"EXPERIMENT_FLAGS_ab12":true,"INNERTUBE_x":"yes",`, kib*1024/50) + "\"end\":1};</script>\n"
}

func query(kv ...string) string {
	v := url.Values{}
	for i := 0; i < len(kv); i += 2 {
		v.Set(kv[i], kv[i+1])
	}
	return v.Encode()
}

const challenge = `<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><div id="challenge-running"></div><script>window._cf_chl_opt={};</script></body></html>`
