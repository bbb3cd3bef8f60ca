package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"archiver/internal/contract"
)

// maxWhy bounds the reason of an acceptance in bytes.
const maxWhy = 2000

// acceptForm is what would be accepted, as it is shown and sent back.
type acceptForm struct {
	Verdict, Reason, Archive string // of the contract
	Shown                    string // the same in words
	Lost                     []string
	Unconfirmed              bool
	Looked                   string // when the look was, RFC 3339; "" where there was none
	Why                      string // as typed, where the form comes back
}

// newAcceptForm is nil where nothing can be accepted: all is well, nothing was looked
// at, a copy is damaged, or a quote was never there. The backend decides.
func newAcceptForm(c *contract.Citation) *acceptForm {
	l := c.Live
	if l == nil || c.Result == passes || standing(c) == accepted {
		return nil
	}
	f := &acceptForm{Verdict: l.Verdict, Reason: l.Reason, Archive: c.Archive.State}
	if l.LookedAt != nil {
		f.Looked = l.LookedAt.UTC().Format(time.RFC3339Nano)
	}
	live := stateWords(l.Verdict, l.Reason)
	held := c.Archive.State == "intact"
	liveFails := l.Verdict == "dead" || l.Verdict == "changed" && l.Reason != "edited"
	switch {
	case liveFails && !held && c.Archive.State != "corrupt":
		f.Shown = acceptedWords(l.Verdict, l.Reason, c.Archive.State)
	case liveFails:
		f.Shown = live
	case c.Archive.State == "corrupt":
		return nil
	case !held:
		f.Shown = archiveWords(c.Archive.State)
	case c.Result == fails:
		return nil
	default:
		f.Shown = live
	}
	if l.Reason == "quote-lost" {
		for _, q := range l.Quotes {
			if !q.Found {
				f.Lost = append(f.Lost, q.Text)
			}
		}
	}
	f.Unconfirmed = liveFails && !l.Confirmed
	return f
}

func (s *Server) serveAccept(w http.ResponseWriter, r *http.Request) {
	p := who(r)
	if p == nil {
		s.problemWith(w, r, problemPage{Status: http.StatusForbidden, What: word0("accept.nobody"), Hint: word0("accept.signin")})
		return
	}
	if !p.May {
		s.problem(w, r, http.StatusForbidden, "")
		return
	}
	if err := r.ParseForm(); err != nil {
		s.problem(w, r, http.StatusBadRequest, "")
		return
	}
	// Asked of all: whom a proxy signs in, another page can have made to send this.
	if !s.sessions.formFrom(p, r.PostForm.Get("token")) {
		s.problem(w, r, http.StatusForbidden, word0("accept.token"))
		return
	}
	c, ok := s.cite(w, r)
	if !ok {
		return
	}
	form := r.PostForm
	a := Accept{Verdict: form.Get("verdict"), Reason: form.Get("reason"), Archive: form.Get("archive"), By: p.Name,
		Why: strings.Join(strings.Fields(strings.ToValidUTF8(form.Get("why"), string(utf8.RuneError))), " ")}
	// Without the moment of the look it is not known which text was seen; only what was
	// never looked at has none.
	var unread error
	if looked := form.Get("looked"); looked != "" || a.Verdict != "" {
		a.LookedAt, unread = time.Parse(time.RFC3339Nano, looked)
	}
	status, message, hint := http.StatusUnprocessableEntity, "", ""
	switch {
	case unread != nil:
		status, message = http.StatusConflict, word0("accept.changed")
	case a.Why == "":
		message = word0("accept.why.none")
	case len(a.Why) > maxWhy:
		message = word0("accept.why.long", len(a.Why), maxWhy)
	default:
		done, err := s.cfg.Backend.Accept(r.Context(), c, a)
		if err == nil {
			http.Redirect(w, r, citePath(c)+"?accepted="+strconv.FormatInt(done.LogIndex, 10)+"#accepted", http.StatusSeeOther)
			return
		}
		var changed *ChangedError
		var refused *RefusedError
		var busy *BusyError
		switch {
		case errors.As(err, &changed):
			status, message = http.StatusConflict, word0("accept.changed")
		case errors.As(err, &refused):
			message, hint = refused.Why, refused.Hint
		case errors.As(err, &busy):
			w.Header().Set("Retry-After", "10")
			status, message, hint = http.StatusServiceUnavailable, busy.Why, word0("accept.again")
		default:
			s.fault(w, r, err)
			return
		}
	}
	page, err := s.citationPage(r, c)
	if err != nil {
		s.fault(w, r, err)
		return
	}
	page.Error, page.Hint = message, phrases(hint)
	if page.Accept != nil {
		page.Accept.Why = plain(form.Get("why"), maxLong)
	}
	s.renderAs(w, r, status, "citation", page)
}
