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
	"path/filepath"
	"strings"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// logKey reads the log's signing key, or makes it: at first use only, while the
// archive has no public key. A second key would be a second log.
func logKey(ctx context.Context, cfg *Config, st store.Store) (string, error) {
	path := cfg.path(cfg.Log.Key)
	b, err := os.ReadFile(path)
	if err == nil {
		skey := strings.TrimSpace(string(b))
		if vkey, err := ledger.VerifierKey(skey); err == nil && cfg.Log.Origin != "" && !strings.HasPrefix(vkey, cfg.Log.Origin+"+") {
			return "", &ConfigError{File: path, Key: "log.origin", Msg: fmt.Sprintf("the log has another name than %q; it is fixed since the first use", cfg.Log.Origin)}
		}
		return skey, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("read log key: %w", err)
	}
	r, openErr := st.Open(ctx, "keys/log.pub", 0, -1)
	if openErr == nil {
		r.Close()
		return "", fmt.Errorf("read log key: %w; the archive has a log already, and only its own key can continue it", err)
	}
	if !errors.Is(openErr, fs.ErrNotExist) {
		return "", openErr
	}
	origin := cfg.Log.Origin
	if origin == "" {
		id := make([]byte, 8)
		rand.Read(id)
		origin = "archiver/" + hex.EncodeToString(id)
	}
	skey, _, err := ledger.GenerateKey(origin)
	if err != nil {
		return "", fmt.Errorf("make log key: %w", err)
	}
	return skey, writeKey(path, []byte(skey+"\n"))
}

// writeKey writes a private key durably, for its owner alone, and never over
// another.
func writeKey(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("write key: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".key-*") // for its owner alone
	if err != nil {
		return fmt.Errorf("write key: %w", err)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Link(f.Name(), path) // fails where there is one already
	}
	if err == nil {
		err = syncFolder(filepath.Dir(path))
	}
	if err != nil {
		return fmt.Errorf("write key %s: %w", path, err)
	}
	return nil
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

const capturePub = "keys/capture.pub"

// captureKey reads the key that signs WACZ files, or makes it while the archive
// has none; its public half goes into the archive and into the log.
func captureKey(ctx context.Context, cfg *Config, s *session, now func() time.Time) (*ecdsa.PrivateKey, error) {
	path := cfg.path(cfg.Log.CaptureKey)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if r, openErr := s.store.Open(ctx, capturePub, 0, -1); openErr == nil {
			r.Close()
			return nil, fmt.Errorf("read capture key: %w; the archive names one already", err)
		}
		key, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
		if err != nil {
			return nil, fmt.Errorf("make capture key: %w", err)
		}
		der, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			return nil, fmt.Errorf("make capture key: %w", err)
		}
		b = pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
		if err := writeKey(path, b); err != nil {
			return nil, err
		}
	} else if err != nil {
		return nil, fmt.Errorf("read capture key: %w", err)
	}
	block, _ := pem.Decode(b)
	if block == nil {
		return nil, fmt.Errorf("read capture key %s: no PEM block in it", path)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("read capture key %s: %w", path, err)
	}
	key, ok := parsed.(*ecdsa.PrivateKey)
	if !ok || key.Curve != elliptic.P384() {
		return nil, fmt.Errorf("read capture key %s: not a P-384 key", path)
	}
	return key, publishCaptureKey(ctx, s, key, now())
}

func publishCaptureKey(ctx context.Context, s *session, key *ecdsa.PrivateKey, at time.Time) error {
	spki, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
	if err != nil {
		return fmt.Errorf("publish capture key: %w", err)
	}
	pub := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: spki})
	if err := s.store.Create(ctx, capturePub, bytes.NewReader(pub), int64(len(pub))); err != nil {
		return fmt.Errorf("publish capture key: %w", err)
	}
	if r, err := ledger.OpenReaderAt(ctx, s.store, 1); err == nil && r.Size() > 0 {
		return nil // the first record of every log names the key
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	sum := sha256.Sum256(pub)
	_, err = s.log.Append(ctx, ledger.Record{Kind: ledger.KindKey, At: at.UTC().Truncate(time.Millisecond),
		Body: ledger.KeyRecord{Use: "capture", Object: capturePub, SHA256: hex.EncodeToString(sum[:])}})
	return err
}
