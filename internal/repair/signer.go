package repair

import (
	"bytes"
	"context"
	"encoding/pem"
	"io"
	"strings"

	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/wacz"
)

const (
	fromKey      = "key"      // the secret half, which the machine that repairs has
	fromSnapshot = "snapshot" // one that is signed with it
)

// signer makes the public half of a key for snapshots anew, which neither place holds as
// the log lists it: the secret half tells it, and so does each snapshot that it signed.
// The hash in the log proves which it is. nil: nothing that is left tells it.
func (r *repairer) signer(ctx context.Context, key string, w ledger.Listed, snapshots []string) (pub []byte, from string, err error) {
	if !ledger.IsCaptureKey(key) {
		return nil, "", nil
	}
	if r.cfg.CapturePub != nil && listed(r.cfg.CapturePub).SHA256 == w.SHA256 {
		return r.cfg.CapturePub, fromKey, nil
	}
	for _, object := range snapshots {
		if !strings.HasPrefix(object, "snapshots/") {
			continue
		}
		for i := range r.places {
			pub := r.signedWith(ctx, i, object)
			if ctx.Err() != nil {
				return nil, "", ctx.Err()
			}
			if pub != nil && listed(pub).SHA256 == w.SHA256 {
				return pub, fromSnapshot, nil
			}
		}
	}
	return nil, "", nil
}

// signedWith gives the key that a snapshot says it is signed with, as the archive has
// keys; nil: there is none to be read. It is proved by nothing yet.
func (r *repairer) signedWith(ctx context.Context, place int, object string) []byte {
	if r.size[place] < 0 {
		return nil
	}
	rd, err := r.places[place].Open(ctx, object, 0, -1)
	if err != nil {
		return nil
	}
	defer rd.Close()
	sized, ok := rd.(store.Sized)
	if !ok {
		return nil
	}
	a, err := wacz.Open(sized, sized.Size())
	if err != nil {
		return nil
	}
	spki := a.SignerSPKI()
	if spki == nil {
		return nil
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: spki})
}

// remake puts a key for snapshots right that no place holds; false: nothing tells it.
func (r *repairer) remake(ctx context.Context, key string, w ledger.Listed, states [2]objectState, snapshots []string) (bool, error) {
	for _, s := range states {
		if s.fault == "" || s.fault == faultDenied { // the other place has it, or may
			return false, nil
		}
	}
	pub, from, err := r.signer(ctx, key, w, snapshots)
	if pub == nil || err != nil {
		return false, err
	}
	for i, s := range states {
		if s.fault == "later" || r.places[i] == nil {
			continue
		}
		err := r.put(ctx, i, key, s, from, w.SHA256, int64(len(pub)), func() (io.ReadCloser, error) {
			return io.NopCloser(bytes.NewReader(pub)), nil
		})
		if err != nil {
			return true, err
		}
	}
	return true, nil
}
