package tsa_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"archiver/internal/tsa"
)

// frozen are tokens of two authorities, as archived: whoever changes the
// verification so that they are refused breaks archives.
var frozen = []struct {
	name   string
	at     time.Time
	policy string
}{
	{"openssl", time.Date(2026, 11, 26, 1, 11, 40, 484e6, time.UTC), "1.2.3.4.1"},
	{"sigstore", time.Date(2026, 11, 26, 1, 11, 40, 0, time.UTC), "1.3.6.1.4.1.57264.2"},
}

func load(t testing.TB, name string) (tsr []byte, o tsa.VerifyOptions) {
	t.Helper()
	read := func(name string) []byte {
		b, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	chain, err := tsa.DecodeChain(read(name + ".pem"))
	if err != nil {
		t.Fatal(err)
	}
	return read(name + ".tsr"), tsa.VerifyOptions{Roots: chain[len(chain)-1:], Chain: chain, Now: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)}
}

func TestFrozen(t *testing.T) {
	for _, f := range frozen {
		tsr, o := load(t, f.name)
		tok, err := tsa.Verify(tsr, message, o)
		if err != nil {
			t.Errorf("%s: %v", f.name, err)
			continue
		}
		if !tok.Time.Equal(f.at) || tok.Policy != f.policy || len(tok.Chain) != 3 {
			t.Errorf("%s: %+v", f.name, tok)
		}
		if !bytes.Equal(tsa.EncodeChain(tok.Chain), tsa.EncodeChain(o.Chain)) {
			t.Errorf("%s: the chain is not the archived one", f.name)
		}
		if out, ok := opensslVerifies(t, tsr, message, tsa.EncodeChain(o.Roots), tsa.EncodeChain(o.Chain), tok.Time); !ok {
			t.Errorf("%s: openssl refuses it:\n%s", f.name, out)
		}
	}
}

// FuzzVerify: no bytes make it fail otherwise than by an error, and none are
// accepted that say anything else than the token they were made from.
func FuzzVerify(f *testing.F) {
	for _, z := range frozen {
		tsr, _ := load(f, z.name)
		f.Add(tsr)
		f.Add(tsr[:len(tsr)/2])
	}
	f.Add([]byte{0x30, 0x0c, 0x30, 0x0a, 2, 1, 2, 3, 5, 6, 0, 0, 0, 0x40})
	var want [2]*tsa.Token
	var opts [2]tsa.VerifyOptions
	for i, z := range frozen {
		tsr, o := load(f, z.name)
		tok, err := tsa.Verify(tsr, message, o)
		if err != nil {
			f.Fatal(err)
		}
		want[i], opts[i] = tok, o
	}
	f.Fuzz(func(t *testing.T, tsr []byte) {
		for i, want := range want {
			tok, err := tsa.Verify(tsr, message, opts[i])
			if (tok == nil) == (err == nil) {
				t.Fatalf("%+v, %v", tok, err)
			}
			if tok == nil {
				continue
			}
			if !tok.Time.Equal(want.Time) || tok.Accuracy != want.Accuracy || tok.Serial.Cmp(want.Serial) != 0 || tok.Policy != want.Policy || tok.Root != want.Root {
				t.Errorf("accepted as %+v", tok)
			}
		}
	})
}
