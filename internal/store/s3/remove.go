package s3

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"

	"archiver/internal/store"
)

var _ store.Remover = (*Store)(nil)

// maxRemoved bounds the versions that one Remove takes away.
const maxRemoved = 100_000

// Remove implements store.Remover. A lock in mode governance refuses as any other
// does, also where these credentials might lift it.
func (s *Store) Remove(ctx context.Context, key string) error { return s.remove(ctx, key, false) }

// Bypassing gives a store.Remover of the same bucket that asks the server to pass
// over locks in mode governance, as those may who hold the right to it. Only for
// an operator who asked for that in so many words.
func (s *Store) Bypassing() store.Remover { return bypassing{s} }

type bypassing struct{ s *Store }

func (b bypassing) Remove(ctx context.Context, key string) error { return b.s.remove(ctx, key, true) }

func (s *Store) remove(ctx context.Context, key string, bypass bool) error {
	full, err := s.full(key)
	if err != nil {
		return err
	}
	if s.cfg.Mutable(key) {
		return fmt.Errorf("remove %s: the key is one of those that change", key)
	}
	defer s.forget(key)
	all, err := s.everything(ctx, key, full)
	if err != nil {
		return err
	}
	// All locks before the first removal: what is refused is left whole.
	for _, v := range all {
		if err := s.unlocked(ctx, key, v, bypass); err != nil {
			return err
		}
	}
	for _, v := range all { // from the newest to the first, which is what Open gives
		err := s.try(ctx, func(ctx context.Context) error {
			return s.core.RemoveObject(ctx, s.cfg.Bucket, full, minio.RemoveObjectOptions{VersionID: v.VersionID, GovernanceBypass: bypass})
		})
		if err != nil && !errors.Is(fail(ctx, "remove", key, err), fs.ErrNotExist) {
			if lerr := s.unlocked(ctx, key, v, false); isLocked(lerr) { // locked since, or not ours to bypass
				return lerr
			}
			return fail(ctx, "remove", key, err)
		}
	}
	// The server's word is not enough.
	left, err := s.everything(ctx, key, full)
	if err != nil {
		return err
	}
	if len(left) > 0 {
		if err := s.unlocked(ctx, key, left[0], false); isLocked(err) {
			return err
		}
		return &Error{Op: "remove", Key: key, Kind: ErrAnswer, Err: errors.New("it says that it has removed it, and still lists it")}
	}
	return nil
}

// everything lists what the bucket holds under one key, newest first.
func (s *Store) everything(ctx context.Context, key, full string) (all []minio.ObjectInfo, err error) {
	for info, err := range s.list(ctx, minio.ListObjectsOptions{Prefix: full, MaxKeys: 100}) {
		if err != nil {
			return nil, fail(ctx, "look for", key, err)
		}
		if info.Key != full {
			if info.IsDeleteMarker || strings.HasSuffix(info.Key, "/") {
				continue // see firstOf
			}
			break
		}
		if s.versions && info.VersionID == "" { // without its name, a delete would add a marker
			return nil, &Error{Op: "look for", Key: key, Kind: ErrAnswer, Err: errors.New("it lists a version without a name")}
		}
		if all = append(all, info); len(all) > maxRemoved {
			return nil, &Error{Op: "look for", Key: key, Kind: ErrAnswer, Err: fmt.Errorf("more than %d versions", maxRemoved)}
		}
	}
	return all, nil
}

// unlocked gives a *store.LockedError if a version is locked. With bypass a lock
// in mode governance is none. What the server does not say, or these credentials
// may not see, is left to its own refusal.
func (s *Store) unlocked(ctx context.Context, key string, v minio.ObjectInfo, bypass bool) error {
	if v.IsDeleteMarker {
		return nil
	}
	var hold struct{ Status string }
	err := s.lockOf(ctx, key, &hold, func(ctx context.Context) error {
		_, err := s.core.GetObjectLegalHold(ctx, s.cfg.Bucket, v.Key, minio.GetObjectLegalHoldOptions{VersionID: v.VersionID})
		return err
	})
	if err != nil {
		return err
	}
	if strings.EqualFold(hold.Status, string(minio.LegalHoldEnabled)) {
		return &store.LockedError{Key: key, Mode: "legal hold"}
	}
	var retention struct {
		Mode            string
		RetainUntilDate time.Time
	}
	err = s.lockOf(ctx, key, &retention, func(ctx context.Context) error {
		_, _, err := s.core.GetObjectRetention(ctx, s.cfg.Bucket, v.Key, v.VersionID)
		return err
	})
	if err != nil {
		return err
	}
	mode, until := Mode(strings.ToLower(retention.Mode)), retention.RetainUntilDate
	if mode != Governance && mode != Compliance || mode == Governance && bypass || !until.After(time.Now()) {
		return nil // if the clocks differ, the server refuses
	}
	return &store.LockedError{Key: key, Mode: string(mode), Until: until}
}

// lockOf asks for a lock and reads the answer into out, which stays empty where
// there is none. It reads by itself: servers call the answer's root otherwise than
// the client knows it, and give the lock of an old version nowhere else.
func (s *Store) lockOf(ctx context.Context, key string, out any, ask func(context.Context) error) error {
	var answer []byte
	err := s.try(ctx, func(ctx context.Context) error {
		answer = nil
		return ask(withCall(ctx, &call{keep: &answer}))
	})
	switch refusal := (minio.ErrorResponse{}); {
	case answer != nil:
		if err := xml.Unmarshal(answer, out); err != nil {
			return &Error{Op: "see to the lock of", Key: key, Kind: ErrAnswer, Err: err}
		}
		return nil
	case err != nil && (!errors.As(err, &refusal) || refusal.StatusCode >= 500 && refusal.StatusCode != http.StatusNotImplemented):
		return fail(ctx, "see to the lock of", key, err)
	}
	return nil
}

func isLocked(err error) bool {
	var locked *store.LockedError
	return errors.As(err, &locked)
}
