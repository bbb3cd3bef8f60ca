package web

import (
	"net/http"
	"net/url"
	"strings"
)

// signInPage is the form in which an operator signs in.
type signInPage struct {
	Next    string // where to go then: a path of this server
	Name    string // as typed
	Error   string
	Private bool // signing in is needed to read
}

// ownPath is next if it is a path of this server, else "/".
func ownPath(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Opaque != "" || !strings.HasPrefix(next, "/") || len(next) > 2000 ||
		strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t") || strings.HasPrefix(u.Path, "//") || u.Path == "/signin" {
		return "/"
	}
	return next
}

func (s *Server) serveSignIn(w http.ResponseWriter, r *http.Request) {
	next := ownPath(r.URL.Query().Get("next"))
	if who(r) != nil {
		http.Redirect(w, r, next, http.StatusSeeOther)
		return
	}
	s.render(w, r, "signin", signInPage{Next: next, Private: s.cfg.Access.Private})
}

func (s *Server) signIn(w http.ResponseWriter, r *http.Request) {
	if err := r.ParseForm(); err != nil {
		s.problem(w, r, http.StatusBadRequest, "")
		return
	}
	page := signInPage{Next: ownPath(r.PostForm.Get("next")), Name: personName(r.PostForm.Get("name")), Private: s.cfg.Access.Private}
	switch {
	case s.cfg.Access.Token == "":
		s.problem(w, r, http.StatusForbidden, word0("signin.none"))
		return
	case s.sessions.tooMany(s.client(r)):
		w.Header().Set("Retry-After", "60")
		page.Error = word0("error.429")
		s.renderAs(w, r, http.StatusTooManyRequests, "signin", page)
		return
	case page.Name == "":
		page.Error = word0("signin.noname")
		s.renderAs(w, r, http.StatusUnprocessableEntity, "signin", page)
		return
	case !s.tokenIs(strings.TrimSpace(r.PostForm.Get("token"))):
		s.wrongToken(r, s.client(r))
		page.Error = word0("signin.wrong")
		s.renderAs(w, r, http.StatusForbidden, "signin", page)
		return
	}
	if p := who(r); p != nil && p.session != "" {
		s.sessions.end(p.session)
	}
	http.SetCookie(w, s.sessions.begin(page.Name, strings.HasPrefix(s.cfg.Address, "https:")))
	http.Redirect(w, r, page.Next, http.StatusSeeOther)
}

// personName is a name as it is logged and shown.
func personName(name string) string { return strings.TrimSuffix(plain(name, 100), "…") }

func (s *Server) signOut(w http.ResponseWriter, r *http.Request) {
	if p := who(r); p != nil && p.session != "" {
		if !s.sessions.formFrom(p, r.PostFormValue("token")) {
			s.problem(w, r, http.StatusForbidden, word0("accept.token"))
			return
		}
		http.SetCookie(w, s.sessions.end(p.session))
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// askToSignIn answers who may not read without.
func (s *Server) askToSignIn(w http.ResponseWriter, r *http.Request) {
	page := s.cfg.Access.Token != "" && (r.Method == http.MethodGet || r.Method == http.MethodHead) && !strings.HasPrefix(r.URL.Path, "/api/")
	if page {
		target := "/signin"
		if next := ownPath(r.URL.RequestURI()); next != "/" {
			target += "?next=" + url.QueryEscape(next)
		}
		http.Redirect(w, r, target, http.StatusSeeOther)
		return
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="archiver"`)
	if strings.HasPrefix(r.URL.Path, "/api/") {
		s.answer(func(*http.Request) (any, error) {
			return nil, &apiError{http.StatusUnauthorized, statusWords(http.StatusUnauthorized), "send Authorization: Bearer TOKEN"}
		}).ServeHTTP(w, r)
		return
	}
	s.problem(w, r, http.StatusUnauthorized, "")
}
