package notify

import (
	"errors"
	"io"
	"mime"
	"net"
	"net/mail"
	gosmtp "net/smtp"
	"strings"
	"sync"
	"testing"

	"mime/quotedprintable"

	"github.com/emersion/go-smtp"
	shoutrrr "github.com/nicholas-fedor/shoutrrr/pkg/services/email/smtp"
)

// mailbox is a server of e-mail on loopback.
type mailbox struct {
	mu     sync.Mutex
	mails  []string
	to     [][]string
	refuse string // an address that it does not take
	full   bool   // it takes no message
}

type mailSession struct {
	box *mailbox
	to  []string
}

func (b *mailbox) NewSession(*smtp.Conn) (smtp.Session, error) { return &mailSession{box: b}, nil }
func (s *mailSession) Mail(string, *smtp.MailOptions) error    { return nil }
func (s *mailSession) Reset()                                  { s.to = nil }
func (s *mailSession) Logout() error                           { return nil }
func (s *mailSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	if to == s.box.refuse {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user " + to}
	}
	s.to = append(s.to, to)
	return nil
}

func (s *mailSession) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	s.box.mu.Lock()
	defer s.box.mu.Unlock()
	if s.box.full {
		return &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 2, 2}, Message: "mailbox full"}
	}
	s.box.mails, s.box.to = append(s.box.mails, string(data)), append(s.box.to, s.to)
	return nil
}

func serveMail(t *testing.T, box *mailbox) (addr string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := smtp.NewServer(box)
	s.Domain, s.AllowInsecureAuth = "mail.example", true
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	return l.Addr().String()
}

func TestMail(t *testing.T) {
	box := &mailbox{}
	tg := target(t, "smtp://"+serveMail(t, box)+"/?from=watch@reports.example&fromname=Archiver&to=ed@a.example,desk%2Bkz@b.example&usehtml=yes")
	m := message
	m.Title = "kz: 1 of 2 footnotes needs you\r\nBcc: evil@evil.example, été"
	m.Items = append(m.Items, []string{".", "line\r\n.\r\nMAIL FROM:<x@x>", strings.Repeat("ж", 600)})
	if err := (Sender{}).Send(t.Context(), tg, m, true); err != nil {
		t.Fatal(err)
	}
	if err := (Sender{}).Send(t.Context(), tg, m, true); err != nil {
		t.Fatal(err)
	}
	if len(box.mails) != 2 || strings.Join(box.to[0], " ") != "ed@a.example desk+kz@b.example" {
		t.Fatalf("%d mails, to %v", len(box.mails), box.to)
	}
	got, err := mail.ReadMessage(strings.NewReader(box.mails[0]))
	if err != nil {
		t.Fatal(err)
	}
	again, err := mail.ReadMessage(strings.NewReader(box.mails[1]))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(got.Header.Get("Subject"))
	if err != nil || subject != "kz: 1 of 2 footnotes needs you Bcc: evil@evil.example, été" {
		t.Errorf("subject %q, %v", subject, err)
	}
	if id := got.Header.Get("Message-ID"); id != "<0123abcd@reports.example>" || again.Header.Get("Message-ID") != id || got.Header.Get("Bcc") != "" {
		t.Errorf("%v", got.Header)
	}
	if list, err := got.Header.AddressList("To"); err != nil || len(list) != 2 {
		t.Errorf("to %v, %v", list, err)
	}
	body, err := io.ReadAll(quotedprintable.NewReader(got.Body))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(string(body), "\r\n", "\n")
	if !strings.HasPrefix(text, "(may be a repetition)\n\nFootnote 1: the link is dead\nhttps://a.example/x?a=1&b=2\n\n.\nline . MAIL FROM:<x@x>\nжжж") ||
		!strings.HasSuffix(text, "жж\n\n2 of 2 footnotes looked at.\n") {
		t.Errorf("%q", text)
	}
}

func TestMailRefused(t *testing.T) {
	box := &mailbox{refuse: "gone@a.example"}
	addr := serveMail(t, box)
	var failed *Error
	err := Sender{}.Send(t.Context(), target(t, "smtp://"+addr+"/?from=w@r.example&to=gone@a.example,ed@a.example"), message, false)
	if !errors.As(err, &failed) || !failed.Delivered || !strings.Contains(failed.Msg, "1 of 2 recipients") || strings.Contains(failed.Msg, "gone@") || len(box.mails) != 1 {
		t.Errorf("%+v, %d mails", err, len(box.mails))
	}
	err = Sender{}.Send(t.Context(), target(t, "smtp://"+addr+"/?from=w@r.example&to=gone@a.example"), message, false)
	if !errors.As(err, &failed) || failed.Delivered || failed.Ambiguous {
		t.Errorf("%+v", err)
	}
	box.full = true
	err = Sender{}.Send(t.Context(), target(t, "smtp://"+addr+"/?from=w@r.example&to=ed@a.example"), message, false)
	if !errors.As(err, &failed) || failed.Delivered || failed.Ambiguous || !strings.Contains(failed.Msg, "mailbox full") {
		t.Errorf("%+v", err)
	}
	err = Sender{}.Send(t.Context(), target(t, "smtp://"+addr+"/?from=w@r.example&to=ed@a.example&requirestarttls=yes"), message, false)
	if !errors.As(err, &failed) || failed.Ambiguous || !strings.Contains(failed.Msg, "STARTTLS") {
		t.Errorf("%+v", err)
	}
	err = Sender{}.Send(t.Context(), target(t, "smtp://me:s3cr3t-word@"+addr+"/?from=w@r.example&to=ed@a.example"), message, false)
	if !errors.As(err, &failed) || strings.Contains(failed.Msg, "s3cr3t") {
		t.Errorf("%+v", err)
	}
}

// A token is sent to nobody but this machine over a connection that others can read.
func TestMailTokenInClear(t *testing.T) {
	addr := serveMail(t, &mailbox{})
	for host, refused := range map[string]bool{"mail.example": true, "127.example": true, "127.0.0.1": false, "::1": false, "localhost": false} {
		c, err := gosmtp.Dial(addr)
		if err != nil {
			t.Fatal(err)
		}
		err = greet(c, &shoutrrr.Config{Host: host, ClientHost: "localhost", Username: "me", Password: "token", Auth: shoutrrr.AuthTypes.OAuth2, UseStartTLS: true})
		if err == nil || strings.Contains(err.Error(), "not encrypted") != refused {
			t.Errorf("%s: %v, want refused %v", host, err, refused)
		}
		c.Close()
	}
}
