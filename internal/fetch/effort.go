package fetch

import (
	"net/http"
	"time"

	"archiver/internal/record"
)

// Effort is how much a look is worth.
type Effort int

const (
	// Full is a look with all its patience and retries.
	Full Effort = iota
	// Once is as patient, and tries once.
	Once
	// Short tries once, and gives up soon where no connection comes about, or
	// no answer.
	Short
	// Ping finds out whether a host answers at all: Short, and soon over. It
	// takes no more than the start of a body and does not wait for another look
	// at the host to end.
	Ping
	efforts
)

const (
	// connectSoon bounds name lookup and connection, and again the handshake,
	// where an answer is expected at once or not at all.
	connectSoon = 4 * time.Second
	answerSoon  = 10 * time.Second // the head of an answer, of a Short look
	pingTime    = 8 * time.Second  // one exchange of a Ping
	pingBody    = 256 << 10        // what a Ping takes of a body
)

// way is how requests of an effort are sent: the recorder, and it behind the
// decoding wrapper.
type way struct {
	rec *record.Transport
	rt  http.RoundTripper
}

func newWay(cfg *Config, e Effort) way {
	w := way{rec: newRecorder(cfg, e, 4<<20)}
	limit := cfg.MaxBody
	if e == Ping {
		limit = min(pingBody, limit)
	}
	w.rt = &decoding{next: w.rec, limit: limit}
	return w
}

// browsedSpool is how much of a block stays in memory for a page in the browser:
// it makes hundreds of exchanges, and all are held until it is sealed.
const browsedSpool = 256 << 10

func newRecorder(cfg *Config, e Effort, spoolAt int64) *record.Transport {
	l := record.Limits{
		HeaderBytes:     256 << 10,
		MaxBody:         cfg.MaxBody,
		SpoolAt:         spoolAt,
		DialTimeout:     min(20*time.Second, cfg.Timeout),
		TLSTimeout:      min(20*time.Second, cfg.Timeout),
		HeaderTimeout:   min(30*time.Second, cfg.Timeout),
		ExchangeTimeout: cfg.Timeout,
	}
	if e == Short || e == Ping {
		l.DialTimeout, l.TLSTimeout = min(connectSoon, l.DialTimeout), min(connectSoon, l.TLSTimeout)
	}
	if e == Short {
		l.HeaderTimeout = min(answerSoon, l.HeaderTimeout)
	}
	if e == Ping {
		l.MaxBody, l.ExchangeTimeout = min(pingBody, l.MaxBody), min(pingTime, l.ExchangeTimeout)
	}
	return record.New(record.Config{
		Dial:      cfg.Guard.DialContext,
		CheckHost: cfg.Guard.CheckHost,
		Proxy:     cfg.Proxy,
		TLS:       cfg.TLS,
		SpoolDir:  cfg.SpoolDir,
		Limits:    l,
	})
}

// retries is how often a look of this effort tries again.
func (e Effort) retries(cfg *Config) int {
	if e == Full {
		return cfg.Retries
	}
	return 0
}
