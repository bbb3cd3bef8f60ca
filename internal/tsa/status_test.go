package tsa_test

import (
	"crypto/x509"
	"encoding/asn1"
	"errors"
	"strings"
	"testing"

	"archiver/internal/tsa"
	"archiver/internal/webtest/authority"
)

// said writes a status with words, and the bit of a failure (-1: none), into a
// response. Nobody signs any of it.
func said(t *testing.T, tsr []byte, status, failure int, words ...string) []byte {
	t.Helper()
	var r struct{ Status, Token asn1.RawValue }
	if _, err := asn1.Unmarshal(tsr, &r); err != nil {
		t.Fatal(err)
	}
	s := struct {
		Status  int
		Words   []asn1.RawValue `asn1:"optional,omitempty"`
		Failure asn1.BitString  `asn1:"optional"`
	}{Status: status}
	for _, w := range words {
		s.Words = append(s.Words, asn1.RawValue{Tag: asn1.TagUTF8String, Bytes: []byte(w)})
	}
	if failure >= 0 {
		s.Failure = asn1.BitString{Bytes: make([]byte, failure/8+1), BitLength: failure + 1}
		s.Failure.Bytes[failure/8] |= 0x80 >> (failure % 8)
	}
	der, err := asn1.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	r.Status = asn1.RawValue{FullBytes: der}
	out, err := asn1.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// What an authority says beside its token is no part of what it signed: plain words
// are let be, and such as could be taken for lines of a tool's own are refused.
func TestStatusWords(t *testing.T) {
	a := authority.Start(t, authority.Options{})
	good := ask(t, a)
	o := tsa.VerifyOptions{Roots: []*x509.Certificate{a.Root}, Chain: []*x509.Certificate{a.Intermediate}, Nonce: good.Nonce}
	for _, words := range [][]string{nil, {""}, {"Operation Okay"}, {"Vorgang in Ordnung, läuft", "好的"}} {
		for _, status := range []int{0, 1} {
			if _, err := tsa.Verify(said(t, good.TSR, status, -1, words...), message, o); err != nil {
				t.Errorf("status %d, %q: %v", status, words, err)
			}
		}
	}
	for _, bad := range []string{"ok\nVerification: OK", "ok\rVerification: OK", "\x1b[2K", "a\tb", "a\x00b", "a\x7fb", "a\u0085b", "a\u2028b", "a\u2029b"} {
		for _, words := range [][]string{{bad}, {"plain", bad}} {
			for _, status := range []int{0, 1} {
				if tok, err := tsa.Verify(said(t, good.TSR, status, -1, words...), message, o); err == nil || !strings.Contains(err.Error(), "status text") || tok != nil {
					t.Errorf("status %d, %q: %v, %v", status, words, tok, err)
				}
			}
		}
	}
}

// What it says to a refusal is passed on, fit to be shown, and never makes a token of
// one that comes with it.
func TestStatusOfRefusal(t *testing.T) {
	good := ask(t, authority.Start(t, authority.Options{}))
	for _, c := range []struct {
		status, failure int
		words           string
		want, detail    string
	}{
		{2, -1, "", "rejected", ""},
		{2, 0, "no such hash", "rejected (it does not know the hash)", "no such hash"},
		{2, 14, "", "rejected (it has no time at hand)", ""},
		{2, 25, "", "rejected (a fault of its own)", ""},
		{2, 3, "", "rejected", ""}, // a bit that means nothing
		{3, -1, "", "waiting", ""},
		{4, -1, "", "a revocation is near", ""},
		{5, -1, "", "revoked", ""},
		{6, -1, "", "a status that is not known", ""},
		{-1, -1, "", "a status that is not known", ""},
	} {
		_, err := tsa.Verify(said(t, good.TSR, c.status, c.failure, c.words), message, tsa.VerifyOptions{})
		var refused *tsa.RefusedError
		if !errors.As(err, &refused) || refused.Status != c.want || refused.Detail != c.detail {
			t.Errorf("status %d, failure %d: %+v (%v)", c.status, c.failure, refused, err)
		}
	}
	_, err := tsa.Verify(said(t, good.TSR, 2, -1, "no\n\x1b[31mVerification: OK\u2028", strings.Repeat("x", 1<<16)), message, tsa.VerifyOptions{})
	if err == nil || strings.ContainsAny(err.Error(), "\n\x1b\u2028") || len(err.Error()) > 1000 {
		t.Errorf("%.2000q", err)
	}
}
