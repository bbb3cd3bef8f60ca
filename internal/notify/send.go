package notify

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/nicholas-fedor/shoutrrr/pkg/services/specialized/generic"
	"github.com/nicholas-fedor/shoutrrr/pkg/types"
)

// Timeout bounds one Send.
const Timeout = 20 * time.Second

// Error is why a message did not reach a target. It shows nothing of its URL.
type Error struct {
	Target string
	Msg    string
	// Ambiguous: it may have been taken all the same, or by some of several rooms.
	Ambiguous bool
	// Delivered: it was taken, but not for everybody; Msg says so.
	Delivered bool
	Wait      time.Duration // the target asks to be left alone for so long; 0: it doesn't say
}

func (e *Error) Error() string { return fmt.Sprintf("send to %s: %s", e.Target, e.Msg) }

// Sender sends messages. The zero value asks the network directly.
type Sender struct {
	// Proxy gives the proxy for an address, nil for none. E-mail takes none.
	Proxy func(*url.URL) (*url.URL, error)
	// Transport takes the place of the network; for tests.
	Transport http.RoundTripper
}

// Send gives a target the message, with m.Again before it where again is set. It takes no
// longer than Timeout. A nil error means that the target has acknowledged it; every
// other one is an *Error.
func (s Sender) Send(ctx context.Context, t Target, m Message, again bool) error {
	ctx, cancel := context.WithTimeout(ctx, Timeout)
	defer cancel()
	title, body := m.text(t.service, again && !t.webhook())
	if t.service == "smtp" {
		return sendMail(ctx, t, m.ID, title, body)
	}
	transport := s.Transport
	if transport == nil {
		own := &http.Transport{DisableKeepAlives: true}
		if s.Proxy != nil {
			own.Proxy = func(r *http.Request) (*url.URL, error) { return s.Proxy(r.URL) }
		}
		transport = own
	}
	w := newWire(ctx, t, m.ID, transport)
	done := make(chan error, 1) // the library may never come back: it is not waited for then
	go func() {
		defer func() {
			if recover() != nil {
				done <- errors.New("the library failed")
			}
		}()
		done <- w.send(t, m, title, body)
	}()
	select {
	case err := <-done:
		return w.outcome(err)
	case <-ctx.Done():
	}
	select { // what was asked has ended too, and knows more
	case err := <-done:
		return w.outcome(err)
	case <-time.After(time.Second):
	}
	return &Error{Target: t.Name, Msg: fmt.Sprintf("no answer within %d seconds", int(Timeout.Seconds())), Ambiguous: true}
}

// untitled are the services to which the library sends the body alone. So it is with a
// webhook of its own kind, unless that has a template. There the title, which names the
// report, is the body's first line.
var untitled = []string{"googlechat", "hangouts", "mqtt", "mqtts", "pagerduty", "rocketchat", "signal", "wecom"}

// send has the library send it.
func (w *wire) send(t Target, m Message, title, body string) error {
	service, err := t.open(w)
	if err != nil {
		return err
	}
	params := types.Params{"title": title}
	switch t.service {
	case "slack":
		// Else each line is an attachment of its own.
		params["title"], body = "*"+title+"*\n\n"+body, ""
	case "telegram":
		// Nothing is markup, and Telegram does not open the addresses in it.
		params["parsemode"], params["preview"] = "None", "No"
	case "generic":
		params["id"], params["report"] = m.ID, Plain(m.Report) // of a body in JSON
	}
	hook, ok := service.(*generic.Service)
	if slices.Contains(untitled, t.service) || ok && hook.Config.Template == "" {
		body = title + "\n\n" + body
	}
	return service.Send(body, &params)
}
