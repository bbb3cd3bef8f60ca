package tsa_test

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"archiver/internal/tsa"
	"archiver/internal/webtest/authority"
)

var message = []byte("example.org/log\n42\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")

// ask has an authority stamp the message.
func ask(t *testing.T, a *authority.Authority) *tsa.Answer {
	t.Helper()
	answer, err := tsa.Request(t.Context(), nil, a.URL, message)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// opensslVerifies says whether `openssl ts -verify` accepts a response at a time.
func opensslVerifies(t *testing.T, tsr, data []byte, roots, chain []byte, at time.Time) (string, bool) {
	t.Helper()
	dir := t.TempDir()
	for name, b := range map[string][]byte{"r": tsr, "d": data, "roots": roots, "chain": chain} {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("openssl", "ts", "-verify", "-data", "d", "-in", "r", "-CAfile", "roots", "-untrusted", "chain", "-attime", strconv.FormatInt(at.Unix(), 10))
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	return string(out), err == nil && strings.Contains(string(out), "Verification: OK")
}

// TestGood: what a real authority gives is accepted, by openssl too, in every
// form that is allowed.
func TestGood(t *testing.T) {
	for name, o := range map[string]authority.Options{
		"plain": {}, "rsa": {RSA: true}, "ESSCertID": {SHA1ID: true}, "leaf only": {LeafOnly: true}, "all sent": {Root: true},
		"non-repudiation":      {Leaf: func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageContentCommitment }},
		"no key usage":         {Leaf: func(c *x509.Certificate) { c.KeyUsage = 0 }},
		"both uses of the key": {Leaf: func(c *x509.Certificate) { c.KeyUsage |= x509.KeyUsageContentCommitment }},
	} {
		t.Run(name, func(t *testing.T) {
			a := authority.Start(t, o)
			answer := ask(t, a)
			tok, err := answer.Verify(message, tsa.VerifyOptions{Roots: []*x509.Certificate{a.Root}, Chain: []*x509.Certificate{a.Intermediate}})
			if err != nil {
				t.Fatal(err)
			}
			if len(tok.Chain) != 3 || !tok.Chain[0].Equal(a.Leaf) || !tok.Chain[2].Equal(a.Root) || tok.Policy != "1.2.3.4.1" ||
				tok.Accuracy != 1500100*time.Microsecond || time.Since(tok.Time).Abs() > time.Minute || tok.Signer != a.Leaf.Subject.String() {
				t.Errorf("%+v", tok)
			}
			// From what is archived alone: the response and the chain.
			chain, err := tsa.DecodeChain(tsa.EncodeChain(tok.Chain))
			if err != nil {
				t.Fatal(err)
			}
			again, err := tsa.Verify(answer.TSR, message, tsa.VerifyOptions{Roots: []*x509.Certificate{a.Root}, Chain: chain})
			if err != nil || again.Root != tok.Root || !again.Time.Equal(tok.Time) {
				t.Errorf("%+v, %v", again, err)
			}
			if out, ok := opensslVerifies(t, answer.TSR, message, authority.PEM(a.Root), tsa.EncodeChain(tok.Chain), tok.Time); !ok {
				t.Errorf("openssl refuses it:\n%s", out)
			}
			// One that nobody here knows: all else holds.
			tok, err = tsa.Verify(answer.TSR, message, tsa.VerifyOptions{Chain: chain})
			var unknown *tsa.UnknownRootError
			if !errors.As(err, &unknown) || unknown.SHA256 != again.Root || unknown.Subject != a.Root.Subject.String() || tok == nil {
				t.Errorf("unknown root: %+v, %v", tok, err)
			}
			// Granted with modifications is granted.
			if tok, err := tsa.Verify(withStatus(t, answer.TSR, 1), message, tsa.VerifyOptions{Roots: []*x509.Certificate{a.Root}, Chain: chain, Nonce: answer.Nonce}); err != nil {
				t.Errorf("granted with modifications: %+v, %v", tok, err)
			}
		})
	}
}

// TestServer: the same of an authority of another make, which sends its own
// certificate alone, or its issuer's too.
func TestServer(t *testing.T) {
	for _, sends := range []bool{false, true} {
		t.Run(fmt.Sprint(sends), func(t *testing.T) {
			s := authority.StartServer(t, sends)
			roots, others, err := tsa.ParseRoots(s.Chain)
			if err != nil {
				t.Fatal(err)
			}
			answer, err := tsa.Request(t.Context(), nil, s.URL, message)
			if err != nil {
				t.Fatal(err)
			}
			o := tsa.VerifyOptions{Roots: roots, Chain: others}
			if sends {
				o.Chain = nil
			}
			tok, err := answer.Verify(message, o)
			if err != nil {
				t.Fatal(err)
			}
			if len(tok.Chain) != 3 || !tok.Chain[2].Equal(roots[0]) || time.Since(tok.Time).Abs() > time.Minute {
				t.Errorf("%+v", tok)
			}
			if out, ok := opensslVerifies(t, answer.TSR, message, authority.PEM(roots...), tsa.EncodeChain(tok.Chain), tok.Time); !ok {
				t.Errorf("openssl refuses it:\n%s", out)
			}
			if tok, err := answer.Verify([]byte("other"), o); err == nil {
				t.Errorf("other data: %+v", tok)
			}
			var none *tsa.NoRootError
			var unknown *tsa.UnknownRootError
			_, err = answer.Verify(message, tsa.VerifyOptions{})
			if sends && !errors.As(err, &unknown) || !sends && !errors.As(err, &none) { // it sends its root too
				t.Errorf("no certificates at hand: %v", err)
			}
		})
	}
}

// TestExpired: a token outlives the certificate that signed it.
func TestExpired(t *testing.T) {
	var o tsa.VerifyOptions
	var tok *tsa.Token
	var answer *tsa.Answer
	a := authority.Brief(t, authority.Options{}, func(a *authority.Authority) (err error) {
		o = tsa.VerifyOptions{Roots: []*x509.Certificate{a.Root}}
		if answer, err = tsa.Request(t.Context(), nil, a.URL, message); err == nil {
			tok, err = answer.Verify(message, o)
		}
		return err
	})
	time.Sleep(time.Until(a.Leaf.NotAfter.Add(1500 * time.Millisecond)))
	if again, err := tsa.Verify(answer.TSR, message, o); err != nil || !again.Time.Equal(tok.Time) {
		t.Errorf("%+v, %v", again, err)
	}
	chain := tsa.EncodeChain(tok.Chain)
	if out, ok := opensslVerifies(t, answer.TSR, message, authority.PEM(a.Root), chain, time.Now()); ok {
		t.Errorf("the certificate has not expired: this shows nothing\n%s", out)
	}
	if out, ok := opensslVerifies(t, answer.TSR, message, authority.PEM(a.Root), chain, tok.Time); !ok {
		t.Errorf("openssl refuses it at its own time:\n%s", out)
	}
	// A token of such an authority now: openssl makes it, and nobody takes it.
	if later, err := tsa.Request(t.Context(), nil, a.URL, message); err == nil {
		if tok, err := later.Verify(message, o); err == nil {
			t.Errorf("stamped with a certificate that has expired: %+v", tok)
		}
	}
}

// TestRequest: whatever an authority does, the answer is bounded and the reason
// is told.
func TestRequest(t *testing.T) {
	a := authority.Start(t, authority.Options{})
	text := func(status int, kind, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.WriteHeader(status)
			w.Write([]byte(body))
		}
	}
	for name, tt := range map[string]struct {
		f    http.HandlerFunc
		want string
	}{
		"down":     {authority.Down, "EOF"},
		"error":    {text(500, "text/plain", "out of order\nand more"), "500 Internal Server Error: out of order"},
		"page":     {text(200, "text/html; charset=utf-8", "<p>Welcome"), "its answer is text/html, not a timestamp"},
		"redirect": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "http://127.0.0.1:1/", 307) }, "it has moved to http://127.0.0.1:1/"},
		"huge":     {text(200, "application/timestamp-reply", strings.Repeat("x", tsa.MaxResponse+1)), "more than 256 KiB"},
		"refused":  {authority.Refuse, "the authority refused: rejected (a fault of its own)"},
		"garbage":  {text(200, "application/timestamp-reply", "not DER at all"), "it is"},
		"empty":    {text(200, "application/timestamp-reply", ""), "cut short"},
		"cut": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "9")
			w.Write([]byte("x"))
		}, "unexpected EOF"},
		"stale": {replay(t, a), "its nonce is not that of the request"},
	} {
		a.Answer(tt.f)
		answer, err := tsa.Request(t.Context(), nil, a.URL, message)
		if err == nil {
			_, err = answer.Verify(message, tsa.VerifyOptions{Roots: []*x509.Certificate{a.Root}})
		}
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
	// One that never answers.
	gone := make(chan struct{})
	a.Answer(func(_ http.ResponseWriter, r *http.Request) { <-gone })
	defer close(gone)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := tsa.Request(ctx, nil, a.URL, message); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("no answer: %v", err)
	}
	// A password goes to the authority alone.
	a.Answer(func(w http.ResponseWriter, r *http.Request) {
		user, pass, _ := r.BasicAuth()
		http.Error(w, user+" with "+pass, http.StatusForbidden)
	})
	if _, err := tsa.Request(t.Context(), nil, strings.Replace(a.URL, "://", "://me:word@", 1), message); err == nil || !strings.Contains(err.Error(), "me with word") {
		t.Errorf("a password: %v", err)
	}
	_, err := tsa.Request(t.Context(), nil, "http://me:secret@127.0.0.1:1/", message)
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Errorf("a password in %v", err)
	}
}

// replay answers with a token for an earlier request.
func replay(t *testing.T, a *authority.Authority) http.HandlerFunc {
	old := ask(t, a).TSR
	return func(w http.ResponseWriter, _ *http.Request) { w.Write(old) }
}

// withStatus writes another status into a response.
func withStatus(t *testing.T, tsr []byte, status int) []byte {
	t.Helper()
	var r struct {
		Status asn1.RawValue
		Token  asn1.RawValue
	}
	if _, err := asn1.Unmarshal(tsr, &r); err != nil {
		t.Fatal(err)
	}
	r.Status = asn1.RawValue{FullBytes: []byte{0x30, 3, 2, 1, byte(status)}}
	out, err := asn1.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestParseRoots(t *testing.T) {
	a := authority.New(t, authority.Options{})
	roots, others, err := tsa.ParseRoots(authority.PEM(a.Leaf, a.Root, a.Intermediate))
	if err != nil || len(roots) != 1 || !roots[0].Equal(a.Root) || len(others) != 2 {
		t.Errorf("%v, %v, %v", roots, others, err)
	}
	for name, data := range map[string][]byte{"no root": authority.PEM(a.Intermediate), "empty": nil, "text": []byte("hello"),
		"damaged": bytes.Replace(authority.PEM(a.Root), []byte("MII"), []byte("AAA"), 1), "many": bytes.Repeat(authority.PEM(a.Root), 1001)} {
		if _, _, err := tsa.ParseRoots(data); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
