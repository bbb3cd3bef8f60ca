package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"archiver/internal/source"
)

//go:embed templates/*.html
var templateFiles embed.FS

// HasSession says whether the person signed in here, and so can sign out here.
func (p *person) HasSession() bool { return p.session != "" }

// frame is what a page's template gets: what every page has, and Page.
type frame struct {
	Page any

	Who     *person // nil: nobody signed in
	Token   string  // for the forms of Who
	SignIn  bool    // this server has operators, who sign in by form
	Here    string  // the page's own address, to come back to
	Section string  // the name of the template
	Version string
	Now     time.Time
	Stale   error // why the manifests can't be read, where those of before are shown
}

// The longest that foreign strings are shown, in characters.
const (
	maxShort = 300  // in lists
	maxLong  = 5000 // where a thing is shown whole
)

// functions are what templates can call.
var functions = template.FuncMap{
	"w":      word,
	"n":      counted,
	"plain":  func(s any) string { return plain(s, maxLong) },
	"short":  func(s any) string { return plain(s, maxShort) },
	"web":    webLink,
	"static": staticPath,
	"iso":    func(t any) string { return moments(t).UTC().Format("2006-01-02T15:04:05Z") },
	"day":    func(t any) string { return moments(t).UTC().Format("2 January 2006") },
	"minute": func(t any) string { return moments(t).UTC().Format("2 January 2006, 15:04 UTC") },
	"second": func(t any) string { return moments(t).UTC().Format("2 January 2006, 15:04:05 UTC") },
	"dict":   dict,

	"plainpart":   plainPart,
	"size":        size,
	"standings":   func() []string { return standings },
	"archive":     archiveWords,
	"quoteclass":  quoteClass,
	"quotestate":  quoteState,
	"withdrawn":   withdrawnWords,
	"whose":       whose,
	"servicehost": serviceHost,
	"reportpath":  reportPath,
	"spanheight":  spanHeight,
}

// plain is a foreign string as one line that shows what it is, of at most n characters.
// All text that is not the program's own goes through it, and stands in a <bdi>.
func plain(v any, n int) string {
	s := fmt.Sprint(v)
	if len(s) > 4*n {
		s = s[:4*n] // a character has at most four bytes
		for len(s) > 0 && !utf8.ValidString(s[max(0, len(s)-utf8.UTFMax):]) {
			if r, _ := utf8.DecodeLastRuneInString(s); r != utf8.RuneError {
				break
			}
			s = s[:len(s)-1]
		}
		s += "……"
	}
	s = source.Plain(s)
	if utf8.RuneCountInString(s) > n {
		s = string([]rune(s)[:n]) + "…"
	}
	return s
}

// plainPart is plain for a stretch of a sentence: the spaces at its ends stay.
func plainPart(s string) string {
	out := plain(s, maxLong)
	if out == "" {
		return out
	}
	if strings.HasPrefix(s, " ") {
		out = " " + out
	}
	if strings.HasSuffix(s, " ") {
		out += " "
	}
	return out
}

// webLink is an address as a link may have it; "" for what must not become one.
func webLink(address any) string {
	s := fmt.Sprint(address)
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// moments takes a time or a pointer to one.
func moments(v any) time.Time {
	switch t := v.(type) {
	case time.Time:
		return t
	case *time.Time:
		if t != nil {
			return *t
		}
	}
	return time.Time{}
}

// dict makes what a partial template gets: names and values by turns.
func dict(pairs ...any) (map[string]any, error) {
	out := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		name, ok := pairs[i].(string)
		if !ok {
			return nil, fmt.Errorf("dict: %v is no name", pairs[i])
		}
		out[name] = pairs[i+1]
	}
	return out, nil
}

// templates are the pages by name, each within the layout. templates/layout.html has
// the layout, it and the files part-*.html what several pages share; each other file
// is a page.
var templates = sync.OnceValue(func() map[string]*template.Template {
	layout := template.Must(template.New("layout.html").Funcs(functions).ParseFS(templateFiles, "templates/layout.html", "templates/part-*.html"))
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		panic(err)
	}
	pages := map[string]*template.Template{}
	for _, file := range names {
		name := strings.TrimSuffix(path.Base(file), ".html")
		if name != "layout" && !strings.HasPrefix(name, "part-") {
			pages[name] = template.Must(template.Must(layout.Clone()).ParseFS(templateFiles, file))
		}
	}
	return pages
})

// render answers with the page name, templates/NAME.html. It defines "title" and
// "main", which get a *frame; page is its Page.
func (s *Server) render(w http.ResponseWriter, r *http.Request, name string, page any) {
	s.renderAs(w, r, http.StatusOK, name, page)
}

// renderAs does the same with another status. The page is made before any of it is
// sent, so that what fails is not half a page.
func (s *Server) renderAs(w http.ResponseWriter, r *http.Request, status int, name string, page any) {
	f := &frame{Page: page, Who: who(r), SignIn: s.cfg.Access.Token != "", Here: r.URL.RequestURI(),
		Section: name, Version: s.cfg.Version, Now: s.cfg.Now()}
	if f.Who != nil {
		f.Token = s.sessions.formToken(f.Who)
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		f.Here = r.URL.Path
	}
	if !s.cfg.Access.Private || f.Who != nil {
		_, f.Stale, _ = manifests(r.Context(), s.cfg.Backend)
	}
	var out bytes.Buffer
	t, ok := templates()[name]
	err := fmt.Errorf("there is no template %q", name)
	if ok {
		err = t.ExecuteTemplate(&out, "layout.html", f)
	}
	if err != nil {
		s.cfg.Log.Error("page failed", "template", name, "path", clip(r.URL.Path, 200), "error", err.Error())
		http.Error(w, word0("error.500"), http.StatusInternalServerError)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Cache-Control", "private, no-cache")
	h.Add("Vary", "Cookie")
	w.WriteHeader(status)
	_, _ = w.Write(out.Bytes())
}

// merged puts lists of words together. A key that two have is a mistake.
func merged(lists ...map[string]string) map[string]string {
	out := map[string]string{}
	for _, list := range lists {
		for key, text := range list {
			if _, ok := out[key]; ok {
				panic("words: two texts for " + key)
			}
			out[key] = text
		}
	}
	return out
}

// word gives the text of a key, with args put in as by fmt.Sprintf.
func word(key string, args ...any) (string, error) {
	text, ok := words[key]
	if !ok {
		return "", fmt.Errorf("there are no words for %q", key)
	}
	if len(args) > 0 {
		text = fmt.Sprintf(text, args...)
	}
	return text, nil
}

// word0 is word for keys that are there: a test looks.
func word0(key string, args ...any) string {
	text, err := word(key, args...)
	if err != nil {
		return key
	}
	return text
}

// counted is word for a number of things: KEY.one or KEY.many, with n put in first.
func counted(key string, n int, args ...any) (string, error) {
	if n == 1 {
		key += ".one"
	} else {
		key += ".many"
	}
	return word(key, slices.Concat([]any{n}, args)...)
}
