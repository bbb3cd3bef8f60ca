package verdict

import (
	"net/http"
	"strings"
	"testing"

	"archiver/internal/verdict/lex"
)

// Each fingerprint is found on a page that has all it asks for, and on no
// page of many words.
func TestSigns(t *testing.T) {
	long := Prepare(Page{Kind: "html", Visible: article(3, 4000, wordsEN)})
	for _, list := range [][]sign{headerSigns, pageSigns} {
		for i := range list {
			s := &list[i]
			if s.vendor == "" || s.why == "" || s.reason.Verdict() != Blocked {
				t.Errorf("%d: no vendor, no why or no wall: %+v", i, s)
			}
			l := &Look{URL: cited, Status: 403, Header: http.Header{}, Page: Prepare(Page{Kind: "html"})}
			for code := 200; s.status != nil && !s.status(l.Status) && code < 1000; code++ {
				l.Status = code
			}
			if s.header != "" {
				l.Header.Set(s.header, s.value)
			}
			l.Head = []byte(strings.ToUpper(strings.Join(s.all, " ")))
			if len(s.any) > 0 {
				l.Head = append(l.Head, s.any[0]...)
			}
			if len(s.title) > 0 {
				l.Page = Prepare(Page{Kind: "html", Title: s.title[0] + " | news.example.kz"})
			}
			host := s.host
			if host == "" {
				host = "news.example.kz"
			}
			l.FinalURL = "https://www." + host + "/" + s.path
			if e := gather(l, nil); !e.matches(s) {
				t.Errorf("%s (%s) is not found", s.vendor, s.why)
			}
			for _, m := range append(append([]string{s.value}, s.any...), s.all...) {
				if m != strings.ToLower(m) {
					t.Errorf("%s: %q is not in small letters", s.vendor, m)
				}
			}
			for _, m := range s.title {
				if m != lex.Normalise(m) {
					t.Errorf("%s: title %q is not normalised", s.vendor, m)
				}
			}
			if s.header == "" && s.maxBody == 0 && s.path == "" && s.status == nil {
				l.Page, l.BodyLen = long, 100<<10
				if gather(l, nil).matches(s) {
					t.Errorf("%s (%s) is found on a page of text", s.vendor, s.why)
				}
			}
		}
	}
}

// A vendor's presence alone is no wall.
func TestVendorsAreNotWalls(t *testing.T) {
	h := http.Header{}
	for k, v := range map[string]string{"Server": "cloudflare", "Cf-Ray": "8a", "Set-Cookie": "__cf_bm=1; __ddg1_=2; incap_ses_1=3; visid_incap=4; TS01=5", "X-Iinfo": "1", "X-Cache": "Miss from cloudfront"} {
		h.Set(k, v)
	}
	for i := range tongues {
		for _, ref := range []*Reference{nil, refOf(tongues[i].page())} {
			p := tongues[i].page()
			l := lookAt(200, p)
			l.Header = h
			l.Head = []byte(`<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script><script src="https://www.google.com/recaptcha/api.js"></script>
				<script>var t="page not found";window._pxAppId='PX1';/* please log in to continue */</script><script src="/_Incapsula_Resource?SWJIYLWA=1"></script>` + p.Visible)
			if j := Judge(ref, l, Probes{}, nil); j.Verdict != OK {
				t.Errorf("%s: %s/%s %q", tongues[i].lang, j.Verdict, j.Reason, j.Evidence)
			}
		}
	}
}

// Every phrase that a page may be judged by can be matched: it is normalised
// and not so short that it stands anywhere.
func TestPhrases(t *testing.T) {
	for name, list := range map[string]func() *lex.Phrases{"error": errorPhrases, "refused": refusedPhrases, "session": sessionPhrases, "fault": faultPhrases, "login": loginPhrases, "wall": wallPhrases, "consent": consentPhrases, "geo": geoPhrases, "shell": shellPhrases, "parking": parkingPhrases} {
		for _, p := range list().List {
			if p != lex.Normalise(p) || len([]rune(p)) < 7 {
				t.Errorf("%s: %q", name, p)
			}
		}
	}
}

// An article about errors, logins or parked names is none of them.
func TestPagesAboutSuchThings(t *testing.T) {
	body := strings.Repeat("Readers often meet the message that a page was not found, or are told: please log in to continue, verify you are human, or buy this domain. This chapter tells why a server says so and what the people who keep it should do about it instead. ", 8)
	for _, title := range []string{"Why a page not found message is shown so often in the archives of small towns | Handbook", "How logins work | Handbook"} {
		p := Page{Kind: "html", Title: title, Headings: []string{title}, Visible: title + "\n" + body, Main: body, Scripts: 2, PasswordInput: true}
		if j := Judge(nil, lookAt(200, p), Probes{}, nil); j.Verdict != OK || len(j.Want) > 1 && title[:3] == "How" {
			t.Errorf("%s: %s/%s %q", title, j.Verdict, j.Reason, j.Evidence)
		}
	}
}

// Who takes over a name speaks of access and of joining too.
func TestHijackedAndNoWall(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Casino Most: slots for money\nPlay 3000 slots, with a bonus on your first deposit.\nIf access to the site is blocked or restricted, take the mirror.", "dead/hijacked"},
		{"Мост Casino\nБолее 3000 слотов, бонус и фриспины.\nЕсли доступ к сайту ограничен, воспользуйтесь зеркалом.", "dead/hijacked"},
		{"Мост казиносы\nСлот ойындары, казино бонусы, депозит.\nЕгер сайтқа кіру шектелсе, бұғатталса, айнаны қолданыңыз.", "dead/hijacked"},
		{"Casino Pont\nMachines à sous, bonus et jackpot au casino.\nSi l'accès au site est bloqué ou limité, prenez le miroir.", "dead/hijacked"},
		{"Мост\nДоступ к сайту ограничен.", "blocked/forbidden"},
		{"Bonus\nAccess to the site is denied and blocked.", "blocked/forbidden"},
	} {
		title, _, _ := strings.Cut(c.text, "\n")
		page := Page{Kind: "html", Title: title, Headings: []string{title}, Visible: c.text, Main: c.text}
		j := Judge(refOf(tongues[0].page()), lookAt(200, page), Probes{Browser: faulty(Timeout)}, nil)
		if got := string(j.Verdict) + "/" + string(j.Reason); got != c.want {
			t.Errorf("%s: %s, want %s: %v", title, got, c.want, j.Evidence)
		}
	}
}
