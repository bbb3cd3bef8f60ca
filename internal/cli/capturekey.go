package cli

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/store"
)

const capturePub = "keys/capture.pub"

// captureKey reads the key that signs WACZ files, or makes it while the archive
// has none; its public half goes into the archive and into the log.
func captureKey(ctx context.Context, cfg *config.Config, s *session, now func() time.Time) (*ecdsa.PrivateKey, error) {
	path := cfg.Path(cfg.Log.CaptureKey)
	key, err := readCaptureKey(path)
	if errors.Is(err, fs.ErrNotExist) {
		there, hasErr := store.Has(ctx, s.store, capturePub)
		if hasErr != nil {
			return nil, hasErr
		}
		first, logErr := firstCaptureKey(ctx, s.store)
		if logErr != nil {
			return nil, logErr
		}
		if there || first != "" {
			return nil, &keyLostError{path: path, use: "capture", msg: err.Error() + "; the archive names one already"}
		}
		key, err = makeCaptureKey(path)
	}
	if err != nil {
		return nil, err
	}
	return key, publishCaptureKey(ctx, path, s, key, now())
}

func readCaptureKey(path string) (*ecdsa.PrivateKey, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read capture key: %w", err)
	}
	block, _ := pem.Decode(b)
	if block == nil {
		return nil, &keyLostError{path: path, use: "capture", found: foundDamaged, msg: fmt.Sprintf("read capture key %s: no PEM block in it", path)}
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, &keyLostError{path: path, use: "capture", found: foundDamaged, msg: fmt.Sprintf("read capture key %s: %v", path, err)}
	}
	key, ok := parsed.(*ecdsa.PrivateKey)
	if !ok || key.Curve != elliptic.P384() {
		return nil, &keyLostError{path: path, use: "capture", found: foundDamaged, msg: fmt.Sprintf("read capture key %s: not a P-384 key", path)}
	}
	return key, nil
}

func makeCaptureKey(path string) (*ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("make capture key: %w", err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("make capture key: %w", err)
	}
	return key, writeKey(path, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

// publicCaptureKey gives the public half as the archive has it, and its SHA-256.
func publicCaptureKey(key *ecdsa.PrivateKey) (pub []byte, sum string, err error) {
	spki, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		return nil, "", fmt.Errorf("publish capture key: %w", err)
	}
	pub = pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: spki})
	digest := sha256.Sum256(pub)
	return pub, hex.EncodeToString(digest[:]), nil
}

func publishCaptureKey(ctx context.Context, path string, s *session, key *ecdsa.PrivateKey, at time.Time) error {
	pub, sum, err := publicCaptureKey(key)
	if err != nil {
		return err
	}
	// The log names the archive's first key for good: where somebody deleted its public
	// half, no other key is published under its name.
	there, err := store.Has(ctx, s.store, capturePub)
	if err != nil {
		return err
	}
	first := ""
	if !there {
		if first, err = firstCaptureKey(ctx, s.store); err != nil {
			return err
		} else if first != "" && first != sum {
			return knownCaptureKey(ctx, path, s, pub, sum, fs.ErrNotExist)
		}
	}
	err = s.store.Create(ctx, capturePub, bytes.NewReader(pub), int64(len(pub)))
	if errors.Is(err, store.ErrExists) {
		return knownCaptureKey(ctx, path, s, pub, sum, err)
	}
	if err != nil {
		return fmt.Errorf("publish capture key: %w", err)
	}
	if s.keyBack = !there && first != ""; s.keyBack {
		_, err := s.log.Append(ctx, ledger.Record{Kind: ledger.KindRepair, At: at.UTC().Truncate(time.Millisecond),
			Body: ledger.RepairRecord{Object: capturePub, Place: "archive", Fault: "missing", From: "key", SHA256: sum, Bytes: int64(len(pub))}})
		if err != nil {
			return err
		}
	}
	if r, err := ledger.OpenReaderAt(ctx, s.store, 1); err == nil && r.Size() > 0 {
		// The first record names the key, as nearly always, or it can't be read, of which
		// others tell. It does not where the first run came no further than the log, and
		// another command logged something.
		line, err := r.Record(ctx, 0, 1)
		if _, ok := line.CaptureKey(); ok || err != nil {
			return nil
		}
		if named, err := namesCaptureKey(ctx, s.store, capturePub, sum); named || err != nil {
			return nil
		}
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	_, err = s.log.Append(ctx, ledger.Record{Kind: ledger.KindKey, At: at.UTC().Truncate(time.Millisecond),
		Body: ledger.KeyRecord{Use: "capture", Object: capturePub, SHA256: sum}})
	return err
}

// knownCaptureKey accepts a key that is not the archive's first one only if a person
// had the log name it: see renewCaptureKey. taken is what stands in the first one's way.
func knownCaptureKey(ctx context.Context, path string, s *session, pub []byte, sum string, taken error) error {
	got, err := store.ReadSmall(ctx, s.store, ledger.CaptureKeyOf(sum))
	if err == nil && bytes.Equal(got, pub) {
		return nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	named, err := namesCaptureKey(ctx, s.store, capturePub, sum)
	if err != nil {
		return err
	}
	if named { // then it is the archive's file that is not as it was
		return fmt.Errorf("publish capture key: %w", taken)
	}
	return &keyLostError{path: path, use: "capture", found: foundOther, msg: fmt.Sprintf("capture key %s: it is not the key that the archive names in %s", path, capturePub)}
}

// namesCaptureKey says whether the log names the key with this SHA-256 as that object.
func namesCaptureKey(ctx context.Context, st store.Store, object, sum string) (bool, error) {
	_, named, err := findCaptureKey(ctx, st, func(k ledger.KeyRecord) bool { return k.Object == object && k.SHA256 == sum })
	return named, err
}

// firstCaptureKey gives the SHA-256 of the archive's first key for snapshots, as the log
// names it; "" where it names none.
func firstCaptureKey(ctx context.Context, st store.Store) (string, error) {
	k, _, err := findCaptureKey(ctx, st, func(k ledger.KeyRecord) bool { return k.Object == capturePub })
	return k.SHA256, err
}

// findCaptureKey gives the first record of a key for snapshots that is wanted.
func findCaptureKey(ctx context.Context, st store.Store, wanted func(ledger.KeyRecord) bool) (k ledger.KeyRecord, found bool, err error) {
	log, err := ledger.OpenReader(ctx, st)
	if errors.Is(err, fs.ErrNotExist) {
		return k, false, nil
	}
	if err != nil {
		return k, false, err
	}
	for line, err := range log.Records(ctx, 0) {
		var altered *ledger.AlteredError
		if errors.As(err, &altered) {
			continue
		}
		if err != nil {
			return k, false, err
		}
		if k, ok := line.CaptureKey(); ok && wanted(k) {
			return k, true, nil
		}
	}
	return k, false, nil
}

// renewCaptureKey has the log name a new key for snapshots where the archive's own is
// lost, as a person wants it; object is where its public half lies, "" where there was
// no need. What a crash leaves, the same command finishes: the key is kept first, then
// logged, and its public half in the archive, which runs look for, comes last.
func renewCaptureKey(ctx context.Context, cfg *config.Config, st store.Store, log *ledger.Log, why string) (object string, err error) {
	first, err := store.ReadSmall(ctx, st, capturePub)
	if errors.Is(err, fs.ErrNotExist) {
		named, err := firstCaptureKey(ctx, st)
		if named == "" || err != nil {
			return "", err // the next run publishes it, or makes it
		}
	} else if err != nil {
		return "", err
	}
	path := cfg.Path(cfg.Log.CaptureKey)
	key, err := readCaptureKey(path)
	if errors.Is(err, fs.ErrNotExist) {
		key, err = makeCaptureKey(path)
	}
	if err != nil {
		return "", err
	}
	pub, sum, err := publicCaptureKey(key)
	if err != nil || bytes.Equal(pub, first) {
		return "", err
	}
	object = ledger.CaptureKeyOf(sum)
	got, err := store.ReadSmall(ctx, st, object)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if named, err := namesCaptureKey(ctx, st, capturePub, sum); err != nil || named {
		return "", err // the archive's file is not as it was, or the next run puts it back
	}
	// Also where its file is there: the log may have gone on without the record of it.
	named, err := namesCaptureKey(ctx, st, object, sum)
	if err != nil || named && bytes.Equal(got, pub) {
		return "", err
	}
	if !named {
		if _, err := log.Append(ctx,
			ledger.Record{Kind: ledger.KindKey, Body: ledger.KeyRecord{Use: "capture", Object: object, SHA256: sum}},
			ledger.Record{Kind: ledger.KindRecovery, Body: ledger.RecoveryRecord{Reason: why, Fault: "the key that signed the snapshots was lost", Key: object}}); err != nil {
			return "", err
		}
	}
	if err := st.Create(ctx, object, bytes.NewReader(pub), int64(len(pub))); err != nil {
		return "", fmt.Errorf("publish capture key: %w", err)
	}
	return object, nil
}
