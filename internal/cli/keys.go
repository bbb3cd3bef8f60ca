package cli

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/store"
)

// logKey reads the log's signing key, or makes it: at first use only, while the
// archive has no public key. A second key would be a second log.
func logKey(ctx context.Context, cfg *config.Config, st store.Store) (string, error) {
	path := cfg.Path(cfg.Log.Key)
	b, err := os.ReadFile(path)
	if err == nil {
		skey := strings.TrimSpace(string(b))
		vkey, err := ledger.VerifierKey(skey)
		if err != nil {
			return "", &keyLostError{path: path, use: "log", found: foundDamaged, msg: fmt.Sprintf("read log key: %s is damaged, and no key of a log any more", path)}
		}
		if cfg.Log.Origin != "" && !strings.HasPrefix(vkey, cfg.Log.Origin+"+") {
			return "", &config.Error{File: path, Key: "log.origin", Msg: fmt.Sprintf("the log has another name than %q; it is fixed since the first use", cfg.Log.Origin)}
		}
		return skey, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("read log key: %w", err)
	}
	r, openErr := st.Open(ctx, "keys/log.pub", 0, -1)
	if openErr == nil {
		r.Close()
		return "", &keyLostError{path: path, use: "log", msg: fmt.Sprintf("read log key: %v; the archive has a log already, and only its own key can continue it", err)}
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

// keyLostError says that the archive has a key whose secret half is not where the
// configuration names it.
type keyLostError struct {
	path, use, msg string
	found          string // what is there instead; "": nothing
}

const (
	foundDamaged = "damaged"
	foundOther   = "other" // a key that the archive does not name
)

func (e *keyLostError) Error() string { return e.msg }

// keyHint says what to do where a key is lost.
func (e *env) keyHint(k *keyLostError) string {
	if k.use == "capture" {
		first, move := "put its copy back", ""
		if k.found != "" {
			first = "put the key back that belongs to this archive"
		}
		if k.found == foundDamaged {
			move = "move that file elsewhere, and "
		}
		return first + ". Only if that is lost for good, " + move + e.line("recover", "--why", "TEXT") + " goes on with a new one, which is logged; older snapshots keep the signature that they have"
	}
	return "put its copy back. What the archive holds can be read and checked as ever without it: " + e.line("get") + ", " + e.line("verify") + ", " + e.line("export") +
		". But nothing can be added: if the key is lost for good, keep this archive as it is, and move its folder (or name another under archive.url and catalog) and the file named log.head elsewhere; the next run begins a new archive"
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
