package notify

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/mail"
	"net/url"
	"slices"
	"strings"

	"github.com/nicholas-fedor/shoutrrr/pkg/router"
	"github.com/nicholas-fedor/shoutrrr/pkg/services/chat/matrix"
	"github.com/nicholas-fedor/shoutrrr/pkg/services/chat/telegram"
	"github.com/nicholas-fedor/shoutrrr/pkg/services/email/smtp"
	"github.com/nicholas-fedor/shoutrrr/pkg/services/specialized/generic"
	"github.com/nicholas-fedor/shoutrrr/pkg/types"
	"github.com/nicholas-fedor/shoutrrr/pkg/util"
)

// Target is somewhere to send to. Its Name may be shown and logged; nothing else of it.
type Target struct {
	Name    string
	service string   // slack, smtp, generic, …
	url     *url.URL // as the library wants it
	secrets []string // parts of the URL that are never shown
}

// webhook says whether a program reads what is sent, and not a person.
func (t Target) webhook() bool { return t.service == generic.Scheme }

// hosted are the services whose URL names a host where others have a token.
var hosted = []string{"bark", "generic", "gotify", "matrix", "mattermost", "mqtt", "mqtts", "ntfy", "rocketchat", "signal", "smtp", "zulip"}

// Services lists what there is, by the scheme of its URL.
func Services() []string {
	return slices.DeleteFunc(router.SupportedSchemas(), func(s string) bool { return s == "logger" }) // it tells nobody
}

// Parse reads the URL of a target, and asks nobody. A plain https or http URL is a
// webhook, which gets JSON. The name "" is replaced by the service and its host, or by
// the service and a hash where the URL has a token in the host's place. No error shows
// any of the URL.
func Parse(raw, name string) (Target, error) {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Scheme == "" {
		return Target{}, errors.New("it is not a URL, such as smtp://USER:PASSWORD@HOST:587/?from=A&to=B or https://HOST/HOOK")
	}
	t := Target{Name: name, secrets: secretsOf(u)}
	scheme, _, _ := strings.Cut(strings.ToLower(u.Scheme), "+")
	if scheme == "http" || scheme == "https" {
		if u, err = webhook(u); err != nil {
			return Target{}, err
		}
		scheme = generic.Scheme
	}
	if !slices.Contains(Services(), scheme) {
		return Target{}, errors.New("its scheme is none of https, " + strings.Join(Services(), ", "))
	}
	t.service, t.url = scheme, u
	if slices.Contains(hosted, scheme) && u.Hostname() == "" {
		return Target{}, errors.New(scheme + ": the URL has no host")
	}
	if t.Name == "" {
		sum := sha256.Sum256([]byte(raw))
		t.Name = scheme + " " + hex.EncodeToString(sum[:4])
		if slices.Contains(hosted, scheme) {
			t.Name = scheme + " " + Plain(u.Host)
		}
	}
	return t, t.check()
}

// webhook is a plain URL as one of the library: with a body of JSON, and with each of its
// own parameters kept, though the library may have one of that name.
func webhook(u *url.URL) (*url.URL, error) {
	if u.Hostname() == "" {
		return nil, errors.New("the URL has no host")
	}
	_, props := generic.DefaultConfig()
	q := url.Values{}
	for key, values := range u.Query() {
		if slices.Contains(props.QueryFields(), strings.ToLower(key)) {
			key = "__" + key // the library's mark for what is not its own
		}
		q[key] = values
	}
	q.Set("template", "json")
	if u.Scheme == "http" {
		q.Set("disabletls", "yes")
	}
	service := *u
	service.Scheme, service.RawQuery, service.Fragment = generic.Scheme, q.Encode(), ""
	return &service, nil
}

// safe are errors of the library that show nothing of a URL, and what they mean.
var safe = []struct {
	err error
	say string
}{
	{smtp.ErrFromAddressMissing, "there is no from=ADDRESS"},
	{smtp.ErrToAddressMissing, "there is no to=ADDRESS"},
	{telegram.ErrInvalidToken, "it has no bot's token of the right form before the @"},
	{telegram.ErrNoChannelsDefined, "there is no chats=ID"},
	{matrix.ErrMissingCredentials, "there is no user and password, or :TOKEN, before the @"},
}

// check has the library read the URL.
func (t Target) check() error {
	c := &refuser{}
	s, err := t.open(c)
	if err != nil && !c.asked { // some log in as they are made
		for _, known := range safe {
			if errors.Is(err, known.err) {
				return fmt.Errorf("%s: %s", t.service, known.say)
			}
		}
		return fmt.Errorf("%s: the URL does not have the form that https://shoutrrr.nickfedor.com/latest/services/overview/ describes for it", t.service)
	}
	mailer, ok := s.(*smtp.Service)
	if !ok {
		return nil
	}
	mailer.Config.FixEmailTags()
	for _, a := range append([]string{mailer.Config.FromAddress}, mailer.Config.ToAddresses...) {
		if parsed, err := mail.ParseAddress(a); err != nil || parsed.Address != a {
			return errors.New("smtp: one of the addresses in from and to is not an e-mail address")
		}
	}
	return nil
}

// open makes the library's service. Those that can't be given a client are only made,
// and not set up, where c is one that refuses: they might ask somebody.
func (t Target) open(c types.HTTPClient) (types.Service, error) {
	s, err := new(router.ServiceRouter).NewService(t.service)
	if err != nil {
		return nil, err
	}
	setter, ok := s.(types.HTTPClientSetter)
	if _, check := c.(*refuser); check && !ok && t.service != smtp.Scheme {
		return s, nil
	}
	if ok {
		setter.SetHTTPClient(c) // for those that log in as they are set up
	}
	u := *t.url
	if u.Scheme != t.service {
		custom, ok := s.(types.CustomURLService)
		if !ok {
			return nil, errors.New("no such URL")
		}
		made, err := custom.GetServiceURLFromCustom(&u)
		if err != nil {
			return nil, err
		}
		u = *made
	}
	if err := s.Initialize(&u, util.DiscardLogger); err != nil {
		return nil, err
	}
	if ok {
		setter.SetHTTPClient(c) // some forget it as they are set up
	}
	return s, nil
}

// refuser is a client that asks nobody.
type refuser struct{ asked bool }

func (r *refuser) Do(*http.Request) (*http.Response, error) {
	r.asked = true
	return nil, errors.New("not asked")
}

// secretsOf are the parts of a URL that may be a token, as they stand and decoded.
func secretsOf(u *url.URL) []string {
	var all []string
	add := func(s string) {
		if len(s) >= 5 {
			all = append(all, s)
		}
	}
	if u.User != nil {
		password, _ := u.User.Password()
		for _, s := range []string{u.User.Username(), password, u.User.String()} {
			add(s)
		}
	}
	host := slices.Contains(hosted, u.Scheme) || strings.HasPrefix(u.Scheme, "http") || strings.Contains(u.Scheme, "+")
	if !host && !slices.Contains([]string{"webhook", "shoutrrr", "telegram"}, u.Host) { // these stand there for nothing
		add(u.Host)
	}
	for _, path := range []string{u.Path, u.EscapedPath()} {
		for s := range strings.SplitSeq(path, "/") {
			add(s)
		}
	}
	for _, values := range u.Query() {
		for _, list := range values {
			for v := range strings.SplitSeq(list, ",") {
				add(v)
			}
			add(list)
			add(url.QueryEscape(list))
		}
	}
	slices.SortFunc(all, func(a, b string) int { return len(b) - len(a) }) // the longest first
	return all
}

// hide takes what may be a token out of a text.
func (t Target) hide(s string) string {
	for _, secret := range t.secrets {
		s = strings.ReplaceAll(s, secret, "…")
	}
	return s
}
