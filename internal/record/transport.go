package record

import (
	"crypto/tls"
	"errors"
	"net/http"
)

// Transport is the recording http.RoundTripper.
type Transport struct {
	config   Config
	sessions tls.ClientSessionCache
}

// RoundTrip sends one request and records the exchange.
func (t *Transport) RoundTrip(r *http.Request) (*http.Response, error) {
	return nil, &Error{ClassLocal, errors.New("not wired yet")}
}

// Close ends everything.
func (t *Transport) Close() error { return nil }
