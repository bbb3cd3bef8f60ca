package tsa

import (
	"bytes"
	"context"
	"crypto"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/big"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/digitorus/timestamp"
)

// Answer is what an authority gave: a token, not verified yet.
type Answer struct {
	TSR   []byte   // the response as it was received, DER
	Nonce *big.Int // of the request
	// Sent and Received are this machine's time before and after.
	Sent, Received time.Time
}

// timeout is for one request as a whole.
const timeout = 30 * time.Second

// Request asks the authority at an http or https URL to stamp the SHA-256 of
// message. (Many speak plain http: a token protects itself.) It bounds the answer
// and the time, and follows no redirect. A nil client is one of its own. What it
// gives must still be verified: see Answer.Verify.
func Request(ctx context.Context, client *http.Client, address string, message []byte) (*Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	nonce := new([8]byte)
	rand.Read(nonce[:])
	nonce[0] = nonce[0]&0x7f | 0x40 // positive, and always eight bytes
	sum := sha256.Sum256(message)
	a := &Answer{Nonce: new(big.Int).SetBytes(nonce[:])}
	query, err := (&timestamp.Request{HashAlgorithm: crypto.SHA256, HashedMessage: sum[:], Certificates: true, Nonce: a.Nonce}).Marshal()
	if err != nil {
		return nil, fmt.Errorf("make timestamp request: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(query))
	if err != nil {
		return nil, fmt.Errorf("ask authority: %w", cause(err))
	}
	req.Header.Set("Content-Type", "application/timestamp-query")
	req.Header.Set("Accept", "application/timestamp-reply")
	req.Header.Set("Accept-Encoding", "identity")
	req.Header.Set("User-Agent", "archiver")

	c := http.Client{}
	if client != nil {
		c = *client
	}
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	a.Sent = time.Now()
	resp, err := c.Do(req)
	if err != nil {
		return nil, fmt.Errorf("ask authority: %w", cause(err))
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, MaxResponse+1))
	a.Received = time.Now()
	switch kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type")); {
	case resp.StatusCode/100 == 3:
		return nil, &RefusedError{resp.Status, "it has moved to " + printable(resp.Header.Get("Location"))}
	case resp.StatusCode/100 != 2:
		return nil, &RefusedError{printable(resp.Status), firstLine(kind, body)}
	case err != nil:
		return nil, fmt.Errorf("read authority's answer: %w", cause(err))
	case len(body) > MaxResponse:
		return nil, &RefusedError{"its answer has more than " + fmt.Sprint(MaxResponse>>10) + " KiB", ""}
	case strings.HasPrefix(kind, "text/"):
		return nil, &RefusedError{"its answer is " + kind + ", not a timestamp", firstLine(kind, body)}
	}
	a.TSR = body
	return a, nil
}

// cause takes away what repeats the address, which may hold a password.
func cause(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		err = u.Err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("no answer within %v: %w", timeout, context.DeadlineExceeded)
	}
	return err
}

// firstLine is what a refusal says, if it is a text for people.
func firstLine(kind string, body []byte) string {
	if kind != "text/plain" && kind != "application/json" {
		return ""
	}
	line, _, _ := strings.Cut(strings.TrimSpace(string(body[:min(len(body), 200)])), "\n")
	return printable(line)
}

func printable(s string) string {
	s = s[:min(len(s), 200)]
	return strings.ToValidUTF8(strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '\ufffd'
	}, s), "\ufffd")
}
