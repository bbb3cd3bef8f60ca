package ledger

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"
	"time"

	"archiver/internal/store"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Config says which log to open.
type Config struct {
	Store     store.Store
	Head      Head
	SignerKey string           // from GenerateKey
	Now       func() time.Time // nil: time.Now
	Rand      io.Reader        // of the salts; nil: crypto/rand
}

// Log appends to a log. It may be used concurrently, and several processes may
// append to one log if they share its head.
type Log struct {
	cfg      Config
	signer   note.Signer
	verifier note.Verifier
	vkey     string

	mu      sync.Mutex // one batch at a time
	hintErr error      // why log/checkpoint could not be replaced
	told    string     // what was found in its place, and logged
	mended  []Mended
	caught  []CaughtUp
	opened  bool
	passed  []Finding // by Recover
}

// Mended is a log/checkpoint that was put right, and where the log tells of it.
type Mended struct {
	MendRecord
	Index int64
}

// Batch says where records went: entries First to Size-1.
type Batch struct {
	First, Size int64
	Hashes      [][32]byte // of the records' lines
}

// Open opens the log, or begins it where archive and head are both empty. It
// finishes a batch that was committed and not written out to the end. It refuses
// what could fork the log: see the typed errors.
func Open(ctx context.Context, cfg Config) (*Log, error) {
	l, err := newLog(cfg)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.begin(ctx); err != nil {
		return nil, err
	}
	if _, err := l.settle(ctx); err != nil {
		return nil, err
	}
	l.opened = true
	return l, nil
}

func newLog(cfg Config) (*Log, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Rand == nil {
		cfg.Rand = rand.Reader
	}
	l := &Log{cfg: cfg}
	var err error
	if l.vkey, err = VerifierKey(cfg.SignerKey); err != nil {
		return nil, err
	}
	if l.signer, err = note.NewSigner(cfg.SignerKey); err != nil {
		return nil, fmt.Errorf("read log key: %w", err)
	}
	if l.verifier, err = note.NewVerifier(l.vkey); err != nil {
		return nil, fmt.Errorf("read log key: %w", err)
	}
	return l, nil
}

// Verifier gives the log's verifier key.
func (l *Log) Verifier() string { return l.vkey }

// begin makes sure that the archive's key is ours, and that there is a head.
//
// A new log comes to be in these steps:
//  1. keys/log.pub is created. A crash leaves an archive with a key and no log:
//     the next Open goes on, with that key only.
//  2. The head is set to a signed checkpoint of size 0. A crash leaves what
//     settle mends.
//  3. settle writes checkpoints/0 and checkpoint.
func (l *Log) begin(ctx context.Context) error {
	st := l.cfg.Store
	raw, err := l.cfg.Head.Load(ctx)
	if err != nil {
		return fmt.Errorf("read log head: %w", err)
	}
	if err := l.checkKey(ctx); err == nil {
		if raw != nil {
			return nil
		}
		p, err := findPublished(ctx, st, l.verifier, newestThereIs)
		switch {
		case err != nil:
			return err
		case p.newest != nil:
			return l.lost(ctx, p.newest.size)
		case p.fault != nil:
			return p.fault
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	} else if raw != nil {
		h, err := parseHead(raw, l.verifier)
		if err != nil {
			return err
		}
		return &BehindError{Archive: -1, Head: h.cp.size}
	}
	for _, err := range st.List(ctx, "log/") {
		if err != nil {
			return fmt.Errorf("open log: %w", err)
		}
		return l.lost(ctx, 0)
	}

	if err := createObject(ctx, st, keyObject, []byte(l.vkey+"\n")); errors.Is(err, store.ErrExists) {
		return l.checkKey(ctx)
	} else if err != nil {
		return fmt.Errorf("begin log: %w", err)
	}
	root, err := tlog.TreeHash(0, nil)
	if err != nil {
		return fmt.Errorf("begin log: %w", err)
	}
	cp, err := sign(l.signer, 0, root)
	if err != nil {
		return err
	}
	if err := l.cfg.Head.Swap(ctx, nil, encodeHead(cp, nil).raw); err != nil && !errors.Is(err, store.ErrConflict) {
		return fmt.Errorf("begin log: %w", err)
	}
	return nil
}

// lost says that the head is lost, unless it has come to be meanwhile: another
// process may just have begun the log.
func (l *Log) lost(ctx context.Context, size int64) error {
	raw, err := l.cfg.Head.Load(ctx)
	switch {
	case err != nil:
		return fmt.Errorf("read log head: %w", err)
	case raw == nil:
		return &HeadLostError{Size: size}
	}
	return l.checkKey(ctx)
}

// checkKey compares the archive's key with ours. Its absence matches
// fs.ErrNotExist.
func (l *Log) checkKey(ctx context.Context) error {
	data, err := readObject(ctx, l.cfg.Store, keyObject, maxKey)
	if err != nil {
		return fmt.Errorf("read log's public key: %w", err)
	}
	if string(data) == l.vkey+"\n" {
		return nil
	}
	if _, err := parseKey(data); err != nil {
		return &AlteredError{keyObject, err.Error()}
	}
	return &KeyMismatchError{Archive: string(bytes.TrimSpace(data)), Ours: l.vkey}
}
