package fetch

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/gocolly/colly/v2"

	"archiver/internal/record"
	"archiver/internal/warc"
)

// visit is one request and what came of it.
type visit struct {
	url     *url.URL
	header  http.Header                  // over the collector's own
	keep    func(mediaType string) int64 // how much of the decoded body colly gets; nil: nothing
	spend   func(n int64)                // told of each n bytes of body read; may be nil
	cookies string                       // that it goes out with

	ex     *record.Exchange // nil if nothing was sent
	status int              // 0 without a response head
	answer http.Header      // as received
	body   []byte           // the decoded body's start
	whole  bool             // body is all of it
	size   int64            // of the decoded body
	sum    [32]byte         // of the decoded body
	coded  bool             // a content coding was undone; else sum is the recorder's
	decode error            // that the content coding could not be undone to the end
	fault  *Fault
}

type visitKey struct{}

// do sends the request through colly, and reads the answer to its end. An error
// is our own failure; nothing is left to release then.
func (v *visit) do(ctx context.Context, s *session) error {
	inner := context.WithValue(ctx, visitKey{}, v)
	inner = record.WithSink(inner, func(e *record.Exchange) { v.ex = e })
	// A clone shares client and cookies, as the requests of one look should,
	// and has its own context and callbacks.
	k := s.collector.Clone()
	k.Context = inner
	k.OnRequest(func(r *colly.Request) {
		// The wire gets the URL as cited; only a Unicode host is taken as
		// colly has converted it.
		if !isASCII(v.url.Host) {
			u := *v.url
			u.Host = r.URL.Host
			v.url = &u
		}
		*r.URL = *v.url
		for name, vals := range v.header {
			(*r.Headers)[name] = vals
		}
	})
	k.OnResponse(func(r *colly.Response) { v.body = r.Body })
	// colly rewrites URLs as a browser's address line would: it is shown the
	// origin only, and the rest is set above.
	err := k.Visit(v.url.Scheme + "://" + v.url.Host + "/")
	if err = v.settle(ctx, err); err != nil && v.ex != nil {
		v.ex.Release()
		v.ex = nil
	}
	return err
}

// settle tells what became of the visit, given what colly returned.
func (v *visit) settle(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil && context.Cause(ctx) != errSpent:
		return ctx.Err()
	case v.ex == nil && err == nil:
		return errors.New("visit: nothing was sent")
	case v.ex == nil: // not even a request could be made of it
		v.fault = &Fault{Reason: Protocol, Detail: short(cause(err).Error())}
		return nil
	case v.ex.Err != nil:
		var e *record.Error
		if !errors.As(v.ex.Err, &e) {
			return v.ex.Err
		}
		if v.fault = faultOf(e); v.fault == nil {
			if context.Cause(ctx) != errSpent {
				return v.ex.Err
			}
			v.fault = &Fault{Reason: limited, Detail: errSpent.Error()}
		}
	case err != nil:
		return err
	}
	if !v.coded {
		v.sum = v.ex.PayloadSHA256
	}
	var unknown *warc.UnknownCodingError
	switch {
	case v.fault != nil || v.decode == nil || errors.As(v.decode, &unknown):
	case errors.Is(v.decode, warc.ErrTooLarge):
		v.fault = &Fault{Reason: TooLarge, Detail: v.decode.Error()}
	default:
		v.fault = &Fault{Reason: Protocol, Detail: v.decode.Error()}
	}
	return nil
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
