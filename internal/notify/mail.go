package notify

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/mail"
	gosmtp "net/smtp"
	"net/textproto"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/nicholas-fedor/shoutrrr/pkg/services/email/smtp"
)

// sendMail speaks SMTP (RFC 5321) as the URL's parameters say, those of the library.
// All recipients get one message, in one transaction.
func sendMail(ctx context.Context, t Target, id, title, body string) error {
	fail := func(ambiguous bool, format string, args ...any) error {
		return &Error{Target: t.Name, Msg: t.hide(Plain(fmt.Sprintf(format, args...))), Ambiguous: ambiguous}
	}
	service, err := t.open(&refuser{})
	if err != nil {
		return fail(false, "its URL can't be read")
	}
	cfg := service.(*smtp.Service).Config
	cfg.FixEmailTags()
	c, err := dialMail(ctx, cfg)
	if err != nil {
		return fail(false, "%v", err)
	}
	defer c.Close()
	defer context.AfterFunc(ctx, func() { c.Close() })()
	if err := greet(c, cfg); err != nil {
		return fail(false, "%v", err)
	}
	if err := c.Mail(cfg.FromAddress); err != nil {
		return fail(false, "the sender was not taken: %v", err)
	}
	var refused error
	took := 0
	for _, to := range cfg.ToAddresses {
		if err := c.Rcpt(to); err != nil {
			refused = err
		} else {
			took++
		}
	}
	if took == 0 {
		return fail(false, "no recipient was taken: %v", refused)
	}
	w, err := c.Data()
	if err != nil {
		return fail(false, "%v", err)
	}
	if _, err := w.Write(compose(cfg, id, title, body, time.Now())); err != nil {
		return fail(false, "%v", err)
	}
	if err := w.Close(); err != nil {
		var reply *textproto.Error
		return fail(!errors.As(err, &reply), "%v", err) // without a reply it may be under way
	}
	_ = c.Quit() // it is taken, whatever comes after
	if refused != nil {
		return &Error{Target: t.Name, Delivered: true,
			Msg: t.hide(Plain(fmt.Sprintf("%d of %d recipients were not taken: %v", len(cfg.ToAddresses)-took, len(cfg.ToAddresses), refused)))}
	}
	return nil
}

func dialMail(ctx context.Context, cfg *smtp.Config) (*gosmtp.Client, error) {
	addr := net.JoinHostPort(cfg.Host, strconv.Itoa(int(cfg.Port)))
	implicit := cfg.Encryption == smtp.EncImplicitTLS || cfg.Encryption == smtp.EncAuto && cfg.Port == smtp.ImplicitTLSPort
	var conn net.Conn
	var err error
	if implicit {
		conn, err = (&tls.Dialer{Config: tlsOf(cfg)}).DialContext(ctx, "tcp", addr)
	} else {
		conn, err = (&net.Dialer{}).DialContext(ctx, "tcp", addr)
	}
	if err != nil {
		return nil, err
	}
	if end, ok := ctx.Deadline(); ok {
		_ = conn.SetDeadline(end)
	}
	c, err := gosmtp.NewClient(conn, cfg.Host)
	if err != nil {
		conn.Close()
	}
	return c, err
}

func tlsOf(cfg *smtp.Config) *tls.Config {
	return &tls.Config{ServerName: cfg.Host, MinVersion: tls.VersionTLS12, InsecureSkipVerify: cfg.SkipTLSVerify}
}

// greet says hello, and has the connection encrypted and the account known.
func greet(c *gosmtp.Client, cfg *smtp.Config) error {
	host := cfg.ClientHost
	if host == "auto" {
		host, _ = os.Hostname()
	}
	if err := c.Hello(host); err != nil {
		return err
	}
	if _, encrypted := c.TLSConnectionState(); !encrypted && cfg.UseStartTLS && cfg.Encryption != smtp.EncNone {
		if offered, _ := c.Extension("STARTTLS"); offered {
			if err := c.StartTLS(tlsOf(cfg)); err != nil {
				return err
			}
		} else if cfg.RequireStartTLS || cfg.Encryption == smtp.EncExplicitTLS {
			return errors.New("the server does not offer STARTTLS, which the URL requires")
		}
	}
	var auth gosmtp.Auth
	switch cfg.Auth {
	case smtp.AuthTypes.Plain:
		auth = gosmtp.PlainAuth("", cfg.Username, cfg.Password, cfg.Host)
	case smtp.AuthTypes.CRAMMD5:
		auth = gosmtp.CRAMMD5Auth(cfg.Username, cfg.Password)
	case smtp.AuthTypes.OAuth2:
		// net/smtp and LoginAuth see to that themselves.
		if _, encrypted := c.TLSConnectionState(); !encrypted && !loopback(cfg.Host) {
			return errors.New("the token is not sent, as the connection is not encrypted: the server does not offer STARTTLS, or the URL forbids it")
		}
		auth = smtp.OAuth2Auth(cfg.Username, cfg.Password)
	case smtp.AuthTypes.Login:
		auth = smtp.LoginAuth(cfg.Username, cfg.Password, cfg.Host)
	default:
		return nil
	}
	if err := c.Auth(auth); err != nil {
		var reply *textproto.Error
		if errors.As(err, &reply) { // a server may say what it was given
			return fmt.Errorf("the account was not taken: %d", reply.Code)
		}
		return fmt.Errorf("the account was not taken: %w", err)
	}
	return nil
}

// loopback says whether a host is this machine, as net/smtp does for PLAIN.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// compose is the message as RFC 5322 and RFC 2045 have it.
func compose(cfg *smtp.Config, id, title, body string, now time.Time) []byte {
	domain := "archiver.invalid"
	if _, d, ok := strings.Cut(cfg.FromAddress, "@"); ok && !strings.ContainsFunc(d, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("<>@", r) }) {
		domain = d
	}
	var to []string
	for _, a := range cfg.ToAddresses {
		to = append(to, (&mail.Address{Address: a}).String())
	}
	var b bytes.Buffer
	for _, h := range [][2]string{
		{"From", (&mail.Address{Name: Plain(cfg.FromName), Address: cfg.FromAddress}).String()},
		{"To", strings.Join(to, ",\r\n ")},
		{"Subject", mime.QEncoding.Encode("utf-8", title)},
		{"Date", now.Format(time.RFC1123Z)},
		{"Message-ID", "<" + id + "@" + domain + ">"},
		{"Auto-Submitted", "auto-generated"}, // RFC 3834: no answers of machines
		{"MIME-Version", "1.0"},
		{"Content-Type", "text/plain; charset=utf-8"},
		{"Content-Transfer-Encoding", "quoted-printable"},
	} {
		fmt.Fprintf(&b, "%s: %s\r\n", h[0], h[1])
	}
	b.WriteString("\r\n")
	w := quotedprintable.NewWriter(&b)
	_, _ = w.Write([]byte(body + "\n")) // into memory
	_ = w.Close()
	return b.Bytes()
}
