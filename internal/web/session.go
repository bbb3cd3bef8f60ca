package web

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A session lasts as long as a working day; a restart ends it.
const (
	sessionCookie = "archiver-session"
	sessionLasts  = 12 * time.Hour
	maxSessions   = 1000
	// maxWrong is how many wrong tokens a minute are listened to from one client: not from
	// all together, so that nobody keeps operators out by guessing.
	maxWrong = 10
	// maxClients is of how many clients wrong tokens are counted.
	maxClients = 10_000
)

// sessions are who signed in by form.
type sessions struct {
	now    func() time.Time
	secret []byte // of tickets and of tokens in forms

	mu    sync.Mutex
	open  map[string]session
	wrong map[string][]time.Time // when each client gave wrong tokens, of the last minute
}

type session struct {
	name string
	ends time.Time
}

func newSessions(now func() time.Time) *sessions {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails, see crypto/rand
	return &sessions{now: now, secret: secret, open: map[string]session{}, wrong: map[string][]time.Time{}}
}

// begin makes a session for a name, and gives its cookie.
func (s *sessions) begin(name string, secure bool) *http.Cookie {
	id := rand.Text()
	s.mu.Lock()
	defer s.mu.Unlock()
	for old, o := range s.open {
		if len(s.open) >= maxSessions || o.ends.Before(s.now()) {
			delete(s.open, old)
		}
	}
	s.open[id] = session{name: name, ends: s.now().Add(sessionLasts)}
	return &http.Cookie{Name: sessionCookie, Value: id, Path: "/", HttpOnly: true, Secure: secure,
		SameSite: http.SameSiteStrictMode, MaxAge: int(sessionLasts / time.Second)}
}

// end forgets a session, and gives the cookie that clears it.
func (s *sessions) end(id string) *http.Cookie {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, id)
	return &http.Cookie{Name: sessionCookie, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, MaxAge: -1}
}

func (s *sessions) person(id string) *person {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, ok := s.open[id]
	if !ok || o.ends.Before(s.now()) {
		return nil
	}
	return &person{Name: o.name, May: true, session: id}
}

// tooMany says whether a client gave so many wrong tokens of late that none of its own
// is listened to.
func (s *sessions) tooMany(client string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.recent(client)) >= maxWrong
}

// recent are the wrong tokens of a client in the last minute. The lock is held.
func (s *sessions) recent(client string) []time.Time {
	list := s.wrong[client]
	for len(list) > 0 && list[0].Before(s.now().Add(-time.Minute)) {
		list = list[1:]
	}
	if len(list) == 0 {
		delete(s.wrong, client)
	}
	return list
}

func (s *sessions) wasWrong(client string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for old := range s.wrong {
		if len(s.wrong) < maxClients {
			break
		}
		if len(s.recent(old)) > 0 {
			delete(s.wrong, old) // any: none is kept out by there being many
		}
	}
	s.wrong[client] = append(s.recent(client), s.now())
}

func (s *sessions) mac(parts ...string) string {
	m := hmac.New(sha256.New, s.secret)
	for _, p := range parts {
		m.Write([]byte(strconv.Itoa(len(p)) + ":" + p))
	}
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// formToken stands in each form that changes something: a page of another origin
// can't know it.
func (s *sessions) formToken(p *person) string { return s.mac("form", p.session, p.Name) }

// formFrom says whether a form was made for the person who sends it.
func (s *sessions) formFrom(p *person, token string) bool {
	return hmac.Equal([]byte(token), []byte(s.formToken(p)))
}

// ticket lets whoever has it read one path of the content origin until it ends. Where
// reading needs signing in, the links of a page carry one: cookies are not for content.
func (s *sessions) ticket(path string) string {
	ends := strconv.FormatInt(s.now().Add(sessionLasts).Truncate(time.Hour).Unix(), 10)
	return ends + "." + s.mac("ticket", path, ends)
}

func (s *sessions) ticketHolds(path, ticket string) bool {
	ends, mac, ok := strings.Cut(ticket, ".")
	if !ok || !hmac.Equal([]byte(mac), []byte(s.mac("ticket", path, ends))) {
		return false
	}
	at, err := strconv.ParseInt(ends, 10, 64)
	return err == nil && s.now().Before(time.Unix(at, 0))
}
