package wacz

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base32"
	"encoding/hex"
	"hash"
	"strings"
)

// digest is a labelled digest to be compared with what is hashed into it.
type digest struct {
	label string
	want  []byte
	hash  hash.Hash
}

// parseDigest reads "sha256:<hex>" and what else archives hold: other
// algorithms, other spellings, base32. The weak algorithms are for the files
// of others; nothing here writes them.
func parseDigest(s string) (*digest, bool) {
	label, value, ok := strings.Cut(s, ":")
	if !ok {
		return nil, false
	}
	d := &digest{label: label}
	switch strings.ReplaceAll(strings.ToLower(label), "-", "") {
	case "sha256":
		d.hash = sha256.New()
	case "sha512":
		d.hash = sha512.New()
	case "sha1":
		d.hash = sha1.New()
	case "md5":
		d.hash = md5.New()
	default:
		return nil, false
	}
	value = strings.TrimRight(strings.TrimSpace(value), "=")
	var err error
	if len(value) == hex.EncodedLen(d.hash.Size()) {
		d.want, err = hex.DecodeString(value)
	} else {
		d.want, err = base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ToUpper(value))
	}
	return d, err == nil && len(d.want) == d.hash.Size()
}

func (d *digest) matches() bool { return bytes.Equal(d.hash.Sum(nil), d.want) }

func (d *digest) got() string { return d.label + ":" + hex.EncodeToString(d.hash.Sum(nil)) }
