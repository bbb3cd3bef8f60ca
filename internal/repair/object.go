package repair

import (
	"archiver/internal/ledger"
	"archiver/internal/store"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
)

// objectState is how an object stands in a place.
type objectState struct {
	fault string // "" for none
	sum   string // of what stands there, hex; "" where nothing does, or it can't be read
	bytes int64
}

// maxUnlisted bounds what is hashed of an object beyond the size that the log lists:
// who can write there may have put there what never ends.
const maxUnlisted = 64 << 20

// look hashes an object.
func (r *repairer) look(ctx context.Context, place int, key string, w ledger.Listed) (objectState, error) {
	r.out.Objects++
	rd, err := r.places[place].Open(ctx, key, 0, -1)
	if err == nil {
		defer rd.Close()
		limit := max(w.Bytes, maxUnlisted)
		if sized, ok := rd.(store.Sized); ok && sized.Size() > limit {
			return objectState{fault: "altered", bytes: sized.Size()}, nil
		}
		h := sha256.New()
		var n int64
		if n, err = io.Copy(h, io.LimitReader(rd, limit+1)); err == nil && n > limit {
			return objectState{fault: "altered", bytes: n}, nil
		} else if err == nil {
			s := objectState{sum: hex.EncodeToString(h.Sum(nil)), bytes: n}
			if s.sum != w.SHA256 {
				s.fault = "altered"
			}
			return s, nil
		}
	}
	switch {
	case ctx.Err() != nil:
		return objectState{}, ctx.Err()
	case errors.Is(err, fs.ErrNotExist):
		return objectState{fault: "missing"}, nil
	case errors.Is(err, fs.ErrPermission):
		r.denied(place, key, err)
		return objectState{fault: faultDenied}, nil
	}
	// Nothing is put right in a place that does not answer at all.
	if _, kerr := store.ReadSmall(ctx, r.places[place], r.anchor[place]); kerr != nil {
		return objectState{}, fmt.Errorf("read the %s: %w", Places[place], ofPlace(place, errors.Join(err, kerr)))
	}
	return objectState{fault: "unreadable"}, nil
}

// faultDenied is of an object that may not be read: nothing is known of it, so it is
// neither damaged nor lost, and nothing is put in its place.
const faultDenied = "not to be read"

// denied notes it, once.
func (r *repairer) denied(place int, key string, err error) {
	f := Finding{"unreadable", key, fmt.Sprintf("whether it is as it was in the %s can't be told: %v", Places[place], err)}
	if !slices.Contains(r.out.Unread, f) {
		r.out.Unread = append(r.out.Unread, f)
	}
	if r.out.Denied == nil {
		r.out.Denied = ofPlace(place, err)
	}
}

// object compares an object in both places with what the log says of it, since it
// has so many entries. all is what the log lists besides.
func (r *repairer) object(ctx context.Context, key string, w ledger.Listed, since int64, all []string) error {
	var states [2]objectState
	for i := range r.places {
		if since > r.size[i] {
			states[i].fault = "later"
			continue
		}
		var err error
		if states[i], err = r.look(ctx, i, key, w); err != nil {
			return err
		}
	}
	if made, err := r.remake(ctx, key, w, states, all); made || err != nil {
		return err
	}
	for i, s := range states {
		other := 1 - i
		if s.fault == "" || s.fault == "later" || s.fault == faultDenied {
			continue
		}
		if states[other].fault == faultDenied {
			r.out.Failed = append(r.out.Failed, Finding{"not-repaired", key, fmt.Sprintf("it is %s in the %s, and whether the %s holds it whole can't be told, which may not be read", s.fault, Places[i], Places[other])})
			continue
		}
		if states[other].fault != "" {
			if i == 0 || states[0].fault == "later" {
				if err := r.loseObject(ctx, key, states, since); err != nil {
					return err
				}
			}
			continue
		}
		if may, err := r.mayPut(ctx, i, key, s.fault, since); err != nil {
			return err
		} else if !may {
			continue
		}
		err := r.put(ctx, i, key, s, Places[other], w.SHA256, states[other].bytes, func() (io.ReadCloser, error) {
			return r.places[other].Open(ctx, key, 0, -1)
		})
		if err == nil {
			err = r.takeBack(ctx, i, key)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
