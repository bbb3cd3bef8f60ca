package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// The tokens of the tests: whatever is said, they must not be in it.
const (
	slackToken    = "AAAAAAAAA-BBBBBBBBB-123456789012345678901234"
	telegramToken = "123456789:AAECRETsecretSECRETsecretSECRET1234"
)

// receiver is a server that keeps what it was sent.
type receiver struct {
	*httptest.Server
	mu       sync.Mutex
	requests []*http.Request
	bodies   []string
	answer   func(w http.ResponseWriter, r *http.Request)
}

func newReceiver(t *testing.T, answer func(http.ResponseWriter, *http.Request)) *receiver {
	t.Helper()
	r := &receiver{answer: answer}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		r.mu.Lock()
		r.requests, r.bodies = append(r.requests, req), append(r.bodies, string(body))
		r.mu.Unlock()
		r.answer(w, req)
	}))
	t.Cleanup(r.Close)
	return r
}

// reroute sends what is for the services' own hosts to a local server.
type reroute struct{ to string }

func (r reroute) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.Header.Set("X-Was-For", req.URL.Host)
	req.URL.Scheme, req.URL.Host = "http", strings.TrimPrefix(r.to, "http://")
	return http.DefaultTransport.RoundTrip(req)
}

func target(t *testing.T, raw string) Target {
	t.Helper()
	tg, err := Parse(raw, "")
	if err != nil {
		t.Fatalf("%v", err)
	}
	return tg
}

var message = Message{ID: "0123abcd", Report: "kz", Title: "kz: 1 of 2 footnotes needs you", Items: [][]string{{"Footnote 1: the link is dead", "https://a.example/x?a=1&b=2"}},
	Foot: []string{"2 of 2 footnotes looked at."}, More: "archiver status kz", Again: "(may be a repetition)"}

func TestWebhook(t *testing.T) {
	r := newReceiver(t, func(http.ResponseWriter, *http.Request) {})
	tg := target(t, r.URL+"/hook/s3cr3t-path?title=mine&key=s3cr3t")
	if err := (Sender{}).Send(t.Context(), tg, message, true); err != nil {
		t.Fatal(err)
	}
	var got map[string]string
	if err := json.Unmarshal([]byte(r.bodies[0]), &got); err != nil {
		t.Fatalf("%v: %s", err, r.bodies[0])
	}
	req := r.requests[0]
	if got["title"] != message.Title || got["id"] != message.ID || got["report"] != "kz" || !strings.Contains(got["message"], "https://a.example/x?a=1&b=2") ||
		strings.Contains(got["message"], "repetition") || req.Header.Get("Idempotency-Key") != `"0123abcd"` ||
		req.URL.Path != "/hook/s3cr3t-path" || req.URL.Query().Get("title") != "mine" || req.URL.Query().Get("key") != "s3cr3t" || len(req.URL.Query()) != 2 {
		t.Errorf("got %v, %s %v", got, req.URL, req.Header)
	}
	// The library's own way of naming a webhook.
	tg = target(t, "generic://"+strings.TrimPrefix(r.URL, "http://")+"/hook?disabletls=yes&@Authorization=Bearer+s3cr3t")
	if err := (Sender{}).Send(t.Context(), tg, message, false); err != nil {
		t.Fatal(err)
	}
	if got := r.requests[1].Header.Get("Authorization"); got != "Bearer s3cr3t" || !strings.HasPrefix(r.bodies[1], message.Title+"\n\nFootnote 1") {
		t.Errorf("%q %q", got, r.bodies[1])
	}
}

// TestUntitled: where the library sends no title, the body begins with it; and to none is it
// sent twice.
func TestUntitled(t *testing.T) {
	for _, url := range []string{"signal://HOST/+4915112345678/+4915187654321?disabletls=yes", "generic://HOST/hook?disabletls=yes", "generic://HOST/hook?disabletls=yes&template=json",
		"ntfy://HOST/desk?scheme=http", "gotify://HOST/Aaa.bbb.ccc.ddd?disabletls=yes", "mattermost://HOST/tokenA?disabletls=yes"} {
		r := newReceiver(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, `{"timestamp": "1", "id": 1}`) })
		tg := target(t, strings.Replace(url, "HOST", strings.TrimPrefix(r.URL, "http://"), 1))
		if err := (Sender{}).Send(t.Context(), tg, message, false); err != nil && len(r.bodies) == 0 {
			t.Errorf("%s: %v", url, err)
			continue
		}
		said := r.bodies[0] + r.requests[0].Header.Get("Title")
		if n := strings.Count(said, message.Title); n != 1 {
			t.Errorf("%s: the title is there %d times: %s", url, n, said)
		}
	}
}

// TestFailures: what failed is said, with how sure that is, and without the token.
func TestFailures(t *testing.T) {
	elsewhere := newReceiver(t, func(http.ResponseWriter, *http.Request) {})
	answer := func(status int, body string) func(http.ResponseWriter, *http.Request) {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", elsewhere.URL+"/s3cr3t-path")
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(status)
			io.WriteString(w, body)
		}
	}
	hang := func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) }
	closed := httptest.NewServer(nil)
	closed.Close()
	for _, tt := range []struct {
		url       string
		answer    func(http.ResponseWriter, *http.Request)
		want      string // "": it succeeds
		ambiguous bool
	}{
		{"HOOK", answer(204, ""), "", false},
		{"HOOK", answer(302, ""), "answered 302, a redirect", false},
		{"HOOK", answer(403, `{"error": "bad token s3cr3t-path \u001b[31m"}`), "answered 403: bad token …", false},
		{"HOOK", answer(502, "<html>"), "answered 502", true},
		{"HOOK", hang, "EOF", true},
		{"CLOSED", nil, "connection refused", false},
		{"slack://hook:" + slackToken + "@webhook", answer(200, "ok"), "", false},
		{"slack://hook:" + slackToken + "@webhook", answer(200, "no_service"), "did not take the message: no_service", false},
		{"slack://hook:" + slackToken + "@webhook", answer(404, "no_team"), "answered 404: no_team", false},
		{"slack://xoxb:" + slackToken + "@C001CHANNEL", answer(200, `{"ok":false,"error":"not_in_channel"}`), "did not take the message: not_in_channel", false},
		{"slack://hook:" + slackToken + "@webhook", hang, "EOF", true},
		{"telegram://" + telegramToken + "@telegram?chats=-1001", answer(200, `{"ok":true,"result":{}}`), "", false},
		{"telegram://" + telegramToken + "@telegram?chats=-1001", answer(403, `{"ok":false,"error_code":403,"description":"bot was kicked"}`), "answered 403: bot was kicked", false},
		// The library says that these succeeded.
		{"telegram://" + telegramToken + "@telegram?chats=-1001", hang, "EOF", true},
		{"telegram://" + telegramToken + "@telegram?chats=-1001", answer(502, "<html>"), "answered 502", true},
		{"telegram://" + telegramToken + "@telegram?chats=-1001", answer(200, "<html>log in to this network"), "not as Telegram does", false},
		{"discord://s3cr3ttoken_s3cr3ttoken_s3cr3ttoken_s3cr3ttoken_s3cr3ttoken_s3cr3t@1234567890", answer(401, `{"message":"Invalid Webhook Token"}`), "answered 401: Invalid Webhook Token", false},
		{"gotify://gotify.example/AzyoeNS.D4iJLVa?disabletls=yes", answer(200, `{}`), "", false},
	} {
		t.Run(tt.url[:4]+"/"+tt.want, func(t *testing.T) {
			t.Parallel()
			url, transport := tt.url, http.RoundTripper(nil)
			switch tt.url {
			case "CLOSED":
				url = closed.URL + "/s3cr3t-path"
			default:
				r := newReceiver(t, tt.answer)
				if url = strings.Replace(url, "HOOK", r.URL+"/s3cr3t-path", 1); url == tt.url {
					transport = reroute{r.URL}
				}
			}
			tg := target(t, url)
			err := Sender{Transport: transport}.Send(t.Context(), tg, message, false)
			if tt.want == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			var failed *Error
			if !errors.As(err, &failed) || !strings.Contains(failed.Msg, tt.want) || failed.Ambiguous != tt.ambiguous {
				t.Fatalf("%+v, want %q, ambiguous %v", err, tt.want, tt.ambiguous)
			}
			if strings.Contains(tt.want, "answered 4") && failed.Wait != 2*time.Minute {
				t.Errorf("wait %v", failed.Wait)
			}
			for _, secret := range []string{"s3cr3t", slackToken, slackToken[:9], "SECRET", "\x1b"} {
				if strings.Contains(err.Error()+tg.Name, secret) {
					t.Errorf("%q is shown: %v, %s", secret, err, tg.Name)
				}
			}
		})
	}
	if len(elsewhere.requests) > 0 {
		t.Error("a redirect was followed")
	}
}

func TestSlack(t *testing.T) {
	r := newReceiver(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "ok") })
	m := message
	m.Items = [][]string{{"Footnote 1: <!channel> <https://evil.example|our bank> & @here", "https://a.example/<b>\nsecond line"}}
	if err := (Sender{Transport: reroute{r.URL}}).Send(t.Context(), target(t, "slack://hook:"+slackToken+"@webhook"), m, true); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Text        string
		Attachments []any
	}
	if err := json.Unmarshal([]byte(r.bodies[0]), &got); err != nil {
		t.Fatal(err)
	}
	want := "*kz: 1 of 2 footnotes needs you*\n\n(may be a repetition)\n\nFootnote 1: &lt;!channel&gt; &lt;https://evil.example|our bank&gt; &amp; @ here\nhttps://a.example/&lt;b&gt; second line\n\n2 of 2 footnotes looked at."
	if got.Text != want || len(got.Attachments) != 0 {
		t.Errorf("got %q\nwant %q, %v", got.Text, want, got.Attachments)
	}
	if h := r.requests[0].Header.Get("X-Was-For"); h != "hooks.slack.com" {
		t.Errorf("it was for %s", h)
	}
}

func TestTelegram(t *testing.T) {
	r := newReceiver(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, `{"ok":true,"result":{}}`) })
	m := message
	m.Items = [][]string{{`<a href="https://evil.example">our bank</a> *bold* [x](https://evil.example)`}}
	for range 200 {
		m.Items = append(m.Items, []string{"Footnote: ж <b>" + strings.Repeat("ж", 60)})
	}
	err := Sender{Transport: reroute{r.URL}}.Send(t.Context(), target(t, "telegram://"+telegramToken+"@telegram?chats=-1001,@channel&parsemode=Markdown"), m, false)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.bodies) != 2 {
		t.Fatalf("%d messages", len(r.bodies))
	}
	var got struct {
		Text      string
		ParseMode string `json:"parse_mode"`
		NoPreview bool   `json:"disable_web_page_preview"`
	}
	if err := json.Unmarshal([]byte(r.bodies[0]), &got); err != nil {
		t.Fatal(err)
	}
	if got.ParseMode != "HTML" || !got.NoPreview || !strings.Contains(got.Text, "&lt;a href=") || strings.Contains(got.Text, "<a") ||
		!strings.Contains(got.Text, "more: archiver status kz") || !strings.HasSuffix(got.Text, "looked at.") || len([]rune(got.Text)) > 4096 {
		t.Errorf("%+v", got)
	}
}

// TestMatrix: the server is asked for a transaction of the same name, in each room, when a
// message is sent again.
func TestMatrix(t *testing.T) {
	fail := true
	r := newReceiver(t, func(w http.ResponseWriter, req *http.Request) {
		if strings.Contains(req.URL.Path, "!two") && fail {
			w.WriteHeader(403)
			io.WriteString(w, `{"errcode":"M_FORBIDDEN","error":"not in the room"}`)
			return
		}
		io.WriteString(w, `{"event_id":"$1"}`)
	})
	tg := target(t, "matrix://:syt_s3cr3t_token@"+strings.TrimPrefix(r.URL, "http://")+"/?rooms=!one:a.example,!two:a.example&disableTLS=yes")
	err := (Sender{}).Send(t.Context(), tg, message, false)
	var failed *Error
	if !errors.As(err, &failed) || !failed.Ambiguous || !strings.Contains(failed.Msg, "answered 403: not in the room") {
		t.Fatalf("%+v", err)
	}
	fail = false
	if err := (Sender{}).Send(t.Context(), tg, message, true); err != nil {
		t.Fatal(err)
	}
	one, two := r.requests[0], r.requests[1]
	if one.URL.Path != r.requests[2].URL.Path || two.URL.Path != r.requests[3].URL.Path || one.URL.Path == two.URL.Path ||
		!strings.Contains(one.URL.Path, "/send/m.room.message/0123abcd-") {
		t.Errorf("%s %s %s", one.URL.Path, r.requests[2].URL.Path, two.URL.Path)
	}
	if one.Header.Get("Authorization") != "Bearer syt_s3cr3t_token" || one.URL.RawQuery != "" || tg.Name != "matrix "+strings.TrimPrefix(r.URL, "http://") {
		t.Errorf("%v %s %s", one.Header, one.URL, tg.Name)
	}
	var got map[string]string
	if err := json.Unmarshal([]byte(r.bodies[3]), &got); err != nil || got["msgtype"] != "m.text" || got["formatted_body"] != "" || !strings.HasPrefix(got["body"], message.Title+"\n\n(may be a repetition)") {
		t.Errorf("%v %v", err, got)
	}
}

// TestBounded: a receiver that says nothing is not waited for.
func TestBounded(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, raw := range []string{"http://" + l.Addr().String() + "/x", "smtp://" + l.Addr().String() + "/?from=a@a.example&to=b@b.example"} {
		ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
		err := (Sender{}).Send(ctx, target(t, raw), message, false)
		cancel()
		if err == nil {
			t.Errorf("%s: nobody answered, and it was sent", raw)
		}
	}
}

func TestParse(t *testing.T) {
	for _, tt := range []struct{ raw, name, want string }{
		{"https://hooks.example/T0/s3cr3t", "generic hooks.example", ""},
		{"generic+https://u:s3cr3t@hooks.example/x", "generic hooks.example", ""},
		{"slack://hook:" + slackToken + "@webhook", "slack f", ""},
		{"smtp://me:s3cr3t@mail.example:587/?from=a@a.example&to=b@b.example,c@c.example", "smtp mail.example:587", ""},
		{"matrix://me:s3cr3t@matrix.example/?rooms=ops", "matrix matrix.example", ""}, // logs in as it is set up: not now
		{"ntfy://me:s3cr3t@ntfy.example/topic", "ntfy ntfy.example", ""},
		{"pushover://shoutrrr:s3cr3tapi@s3cr3tuser/", "pushover ", ""},
		{"mqtt://me:s3cr3t@mqtt.example/topic", "mqtt mqtt.example", ""},
		{"smtp://me:s3cr3t@mail.example/?to=b@b.example", "", "there is no from"},
		{"smtp://me:s3cr3t@mail.example/?from=a@a.example&to=s3cr3t%0d%0aBcc:x", "", "not an e-mail address"},
		{"telegram://s3cr3t@telegram?chats=1", "", "no bot's token"},
		{"telegram://" + telegramToken + "@telegram", "", "no chats"},
		{"slack://s3cr3t@webhook", "", "does not have the form"},
		{"s3cr3t", "", "not a URL"},
		{"xoxb://s3cr3t\x7f", "", "not a URL"},
		{"https:///s3cr3t", "", "no host"},
		{"logger://", "", "its scheme is none of"},
		{"s3cr3t://x", "", "its scheme is none of"},
	} {
		got, err := Parse(tt.raw, "")
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: %v, want %q", tt.raw, err, tt.want)
		}
		if tt.want == "" && (!strings.HasPrefix(got.Name, strings.TrimSuffix(tt.name, "f"))) {
			t.Errorf("%s: called %q", tt.raw, got.Name)
		}
		if strings.Contains(fmt.Sprint(err)+got.Name, "s3cr3t") || strings.Contains(fmt.Sprint(err)+got.Name, "SECRET") {
			t.Errorf("%s: shows a token: %v, %s", tt.raw, err, got.Name)
		}
	}
}

// TestHide: of a host nothing is hidden, of a token in its place all.
func TestHide(t *testing.T) {
	for raw, want := range map[string]string{
		"telegram://" + telegramToken + "@telegram?chats=-1001": "lookup api.telegram.org: s3cr3tuser hook.example",
		"pushover://shoutrrr:s3cr3tapi@s3cr3tuser/":             "lookup api.telegram.org: … hook.example",
		"https://hook.example/s3cr3tuser":                       "lookup api.telegram.org: … hook.example",
		"generic+https://hook.example/x?a=s3cr3tuser,b":         "lookup api.telegram.org: … hook.example",
	} {
		if got := target(t, raw).hide("lookup api.telegram.org: s3cr3tuser hook.example"); got != want {
			t.Errorf("%s: %s", raw, got)
		}
	}
}

func TestText(t *testing.T) {
	m := Message{Title: strings.Repeat("t", 500), More: "https://s.example/kz", Foot: []string{"foot"}, Again: "(again)"}
	for i := range 300 {
		m.Items = append(m.Items, []string{fmt.Sprintf("item %d <&> жжжж", i), strings.Repeat("x", 1000)})
	}
	for service := range limits {
		title, body := m.text(service, true)
		if len(title)+len(body) > limits[service] || !strings.HasPrefix(body, "(again)\n\nitem 0 ") || !strings.HasSuffix(body, "\n\nfoot") {
			t.Errorf("%s: %d of %d bytes: %.60q", service, len(title)+len(body), limits[service], body)
		}
		shown := strings.Count(body, "\nx") // whole items
		if cutAt := fmt.Sprintf("and %d more: https://s.example/kz", 300-shown); limits[service] < 1<<17 && !strings.Contains(body, cutAt) {
			t.Errorf("%s: not told that %d are left out: %q", service, 300-shown, body[max(0, len(body)-200):])
		}
	}
	if title, body := m.text("pushover", false); len(title)+len(body) > fewest || !strings.Contains(body, "item 0") || !strings.Contains(body, "and 299 more") {
		t.Errorf("%d bytes: %q", len(title)+len(body), body)
	}
}

func TestNeutral(t *testing.T) {
	hostile := "a\r\nBcc: x\u202egnp.exe\u2066 \x1b[31m@everyone [x](https://evil.example/a[b]@c) `code` <@123> \u200bzero"
	for service, want := range map[string]string{
		"smtp":    "a Bcc: xgnp.exe [31m@everyone [x](https://evil.example/a[b]@c) `code` <@123> zero",
		"matrix":  "a Bcc: xgnp.exe [31m@ everyone [x](https://evil.example/a[b]@c) `code` <@123> zero",
		"slack":   "a Bcc: xgnp.exe [31m@ everyone [x](https://evil.example/a[b]@c) `code` &lt;@123&gt; zero",
		"discord": "a Bcc: xgnp.exe (31m@ everyone (x)(https://evil.example/a(b)@c) 'code' ‹@123› zero",
	} {
		if got := neutral(service, hostile); got != want {
			t.Errorf("%s: %q\nwant %q", service, got, want)
		}
	}
	if got := neutral("teams", "https://a.example/[x](y)|<z>*@all"); got != "https://a.example/%5Bx%5D%28y%29%7C%3Cz%3E%2A%40all" {
		t.Error(got)
	}
}

func FuzzPlain(f *testing.F) {
	f.Add("a\nb\u202e\x00", "slack")
	f.Fuzz(func(t *testing.T, s, service string) {
		for _, service := range []string{service, "slack", "smtp", "teams", "telegram"} {
			got := neutral(service, s)
			if strings.ContainsAny(got, "\n\r\x00\x1b\u202e\u2066\u2028") || service == "slack" && strings.ContainsAny(got, "<>") {
				t.Errorf("%s: %q gives %q", service, s, got)
			}
		}
		if _, err := Parse(s, ""); err != nil && len(s) > 12 && strings.Contains(err.Error(), s) {
			t.Errorf("%q is shown: %v", s, err)
		}
	})
}
