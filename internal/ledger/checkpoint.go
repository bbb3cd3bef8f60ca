package ledger

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// GenerateKey makes a log's key pair: the signer key, to be kept secret, and the
// verifier key, as C2SP signed-note writes them. origin is the log's name, by
// custom a URL without its scheme; it may hold no spaces and no "+".
func GenerateKey(origin string) (skey, vkey string, err error) {
	skey, vkey, err = note.GenerateKey(rand.Reader, origin)
	if err == nil {
		_, err = note.NewVerifier(vkey) // refuses a bad name
	}
	if err != nil {
		return "", "", fmt.Errorf("make log key %q: %w", origin, err)
	}
	return skey, vkey, nil
}

// VerifierKey derives the verifier key from a signer key.
func VerifierKey(skey string) (string, error) {
	signer, err := note.NewSigner(skey)
	if err != nil {
		return "", fmt.Errorf("read log key: %w", err)
	}
	// PRIVATE+KEY+name+hash+base64(type ‖ seed), as NewSigner has just checked.
	// The base64 may itself hold a "+".
	parts := strings.SplitN(skey, "+", 5)
	key, err := base64.StdEncoding.DecodeString(parts[len(parts)-1])
	if err != nil || len(key) != 1+ed25519.SeedSize {
		return "", errors.New("read log key: not an Ed25519 key")
	}
	pub := ed25519.NewKeyFromSeed(key[1:]).Public().(ed25519.PublicKey)
	return note.NewEd25519VerifierKey(signer.Name(), pub)
}

// checkpoint is a log's signed state.
type checkpoint struct {
	origin string
	size   int64
	root   tlog.Hash
	raw    []byte // the signed note
	signed []byte // the same, with the log's signature alone
}

func (c *checkpoint) text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.origin, c.size, c.root)
}

func (c *checkpoint) tree() tlog.Tree { return tlog.Tree{N: c.size, Hash: c.root} }

// sign makes a signed checkpoint. Ed25519 signs the same text the same way each
// time.
func sign(signer note.Signer, size int64, root tlog.Hash) (*checkpoint, error) {
	c := &checkpoint{origin: signer.Name(), size: size, root: root}
	raw, err := note.Sign(&note.Note{Text: c.text()}, signer)
	if err != nil {
		return nil, fmt.Errorf("sign checkpoint: %w", err)
	}
	c.raw, c.signed = raw, raw
	return c, nil
}

var (
	errCheckpoint = errors.New("malformed checkpoint")
	errSignature  = errors.New("not signed by the log's key")
	errRewritten  = errors.New("written otherwise than the log writes it")
)

// parseText reads a checkpoint's text, which must be written as we write it:
// lines after the root (extensions) are refused.
func parseText(text string) (*checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] == "" {
		return nil, errCheckpoint
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 {
		return nil, errCheckpoint
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return nil, errCheckpoint
	}
	c := &checkpoint{origin: lines[0], size: size, root: root}
	if c.text() != text {
		return nil, errCheckpoint
	}
	return c, nil
}

// parseCheckpoint reads a checkpoint and verifies the log's signature on it.
// Signatures of others (witnesses) may follow the log's and are not judged.
func parseCheckpoint(raw []byte, v note.Verifier) (*checkpoint, error) {
	n, err := note.Open(raw, note.VerifierList(v))
	var unverified *note.UnverifiedNoteError
	var invalid *note.InvalidSignatureError
	switch {
	case errors.As(err, &unverified), errors.As(err, &invalid):
		return nil, errSignature
	case err != nil:
		return nil, errCheckpoint
	}
	c, err := parseText(n.Text)
	if err != nil {
		return nil, err
	}
	if c.origin != v.Name() {
		return nil, errSignature
	}
	c.raw, c.signed = raw, canonicalNote(n)
	// Base64 leaves room to write one signature in several ways; ours is one.
	if !bytes.HasPrefix(raw, c.signed) {
		return nil, errRewritten
	}
	return c, nil
}

// canonicalNote is the note with its first verified signature alone.
func canonicalNote(n *note.Note) []byte {
	sig := n.Sigs[0]
	blob, err := base64.StdEncoding.DecodeString(sig.Base64)
	if err != nil {
		return nil
	}
	return fmt.Appendf(nil, "%s\n— %s %s\n", n.Text, sig.Name, base64.StdEncoding.EncodeToString(blob))
}

// unverifiedCheckpoint reads a checkpoint without a key to verify it with.
func unverifiedCheckpoint(raw []byte) (*checkpoint, error) {
	text, _, ok := bytes.Cut(raw, []byte("\n\n"))
	if !ok {
		return nil, errCheckpoint
	}
	c, err := parseText(string(text) + "\n")
	if err != nil {
		return nil, err
	}
	c.raw, c.signed = raw, raw
	return c, nil
}

// parseKey reads keys/log.pub: one verifier key and a newline, exactly.
func parseKey(data []byte) (note.Verifier, error) {
	vkey, ok := strings.CutSuffix(string(data), "\n")
	if !ok {
		return nil, errors.New("no newline at the end")
	}
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return nil, err
	}
	// The key's own check sum covers all but the way it is written.
	name, rest, _ := strings.Cut(vkey, "+")
	hash, key64, _ := strings.Cut(rest, "+")
	key, err := base64.StdEncoding.DecodeString(key64)
	if err != nil || len(key) != 1+ed25519.PublicKeySize {
		return nil, errors.New("not an Ed25519 key")
	}
	if name != v.Name() || hash != fmt.Sprintf("%08x", v.KeyHash()) || base64.StdEncoding.EncodeToString(key) != key64 {
		return nil, errRewritten
	}
	return v, nil
}
