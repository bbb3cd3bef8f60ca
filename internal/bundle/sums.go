package bundle

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Bounds of a bundle.
const (
	maxFiles = 100_000
	maxDepth = 8
	maxSmall = 64 << 20 // bytes of a file that is read whole
	maxBytes = 64 << 30 // of all files that are read
)

// sumsOf writes SHA256SUMS: a line each as sha256sum does, by name.
func sumsOf(sums map[string]string) []byte {
	var b bytes.Buffer
	for _, name := range slices.Sorted(keys(sums)) {
		if name != sumsName {
			fmt.Fprintf(&b, "%s  %s\n", sums[name], name)
		}
	}
	return b.Bytes()
}

func keys(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// goodName says whether a file of a bundle may have this name.
func goodName(name string) bool {
	return name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-") == "" &&
		path.Clean(name) == name && fs.ValidPath(name) && name != "."
}

// parseSums reads SHA256SUMS.
func parseSums(b []byte) (map[string]string, error) {
	sums := map[string]string{}
	for n := 1; len(b) > 0; n++ {
		line, rest, ok := bytes.Cut(b, []byte("\n"))
		b = rest
		sum, name, two := strings.Cut(string(line), "  ")
		if raw, err := hex.DecodeString(sum); !ok || !two || err != nil || len(raw) != sha256.Size || sum != strings.ToLower(sum) || !goodName(name) || n > maxFiles {
			return nil, fmt.Errorf("line %d is none of a checksum", n)
		}
		if _, twice := sums[name]; twice {
			return nil, fmt.Errorf("line %d lists a file twice", n)
		}
		sums[name] = sum
	}
	return sums, nil
}

// unixed has line ends as a bundle has them.
func unixed(b []byte) []byte { return bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n")) }

// lineEnds is said of a file in which nothing else was changed.
const lineEnds = "only its line ends were changed, as git does on Windows (core.autocrlf): take it from where it came once more, as it is"

// litter says whether a file has a name that file managers give to what they leave in
// folders, and people to nothing: it is told of, and is no fault.
func litter(name string) bool {
	switch base := path.Base(name); base {
	case ".DS_Store", "Thumbs.db", "desktop.ini":
		return true
	default:
		return strings.HasPrefix(base, "._") && len(base) > 2 && !strings.Contains(base, "\n")
	}
}

// listedIn reads which files a bundle's SHA256SUMS lists; nil where it is none.
func listedIn(dir string) map[string]string {
	p := filepath.Join(dir, sumsName)
	if info, err := os.Lstat(p); err != nil || !info.Mode().IsRegular() || info.Size() > maxSmall {
		return nil
	}
	f, err := os.Open(p)
	if err != nil {
		return nil
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, maxSmall))
	if err != nil {
		return nil
	}
	listed, err := parseSums(unixed(b))
	if err != nil {
		return nil
	}
	listed[sumsName] = sumsName
	return listed
}

// notRead stands for the sum of a file that is not listed, and so not read.
const notRead = "not read"

// walk hashes every file of a folder, by name, that is listed: all of them where
// listed is nil. What is no ordinary file, and what cannot be read, goes to odd.
// Links are not followed.
func walk(ctx context.Context, dir string, listed map[string]string, odd func(name, why string)) (map[string]string, error) {
	sums := map[string]string{}
	left := int64(maxBytes)
	buf := make([]byte, 1<<20)
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		rel, rerr := filepath.Rel(dir, p)
		name := filepath.ToSlash(rel)
		switch {
		case name == "." && err != nil:
			return err
		case rerr != nil:
			return rerr
		case err != nil:
			odd(name, err.Error())
			return nil
		case len(sums) > maxFiles:
			odd(name, fmt.Sprintf("there are over %d files", maxFiles))
			return filepath.SkipAll
		case d.IsDir():
			if strings.Count(name, "/") >= maxDepth {
				odd(name, "folders are nested too deeply")
				return filepath.SkipDir
			}
			return nil
		case !d.Type().IsRegular():
			odd(name, "is a link, or something else that is no file")
			return nil
		}
		if listed != nil && listed[name] == "" {
			sums[name] = notRead
			return nil
		}
		info, err := d.Info()
		if err != nil {
			odd(name, err.Error())
			return nil
		}
		if left -= info.Size(); left < 0 {
			odd(name, fmt.Sprintf("the files are of over %d bytes", int64(maxBytes)))
			return filepath.SkipAll
		}
		sum, err := hashFile(ctx, p, info.Size(), buf)
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			odd(name, err.Error())
			return nil
		}
		sums[name] = sum
		return nil
	})
	return sums, err
}

// hashFile hashes a file of size bytes, and no more of it.
func hashFile(ctx context.Context, p string, size int64, buf []byte) (string, error) {
	f, err := os.Open(p)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	for {
		if err := ctx.Err(); err != nil {
			return "", err
		}
		n, err := f.Read(buf)
		h.Write(buf[:n])
		if size -= int64(n); size < 0 {
			return "", errors.New("grew while it was read")
		}
		if errors.Is(err, io.EOF) {
			return hex.EncodeToString(h.Sum(nil)), nil
		}
		if err != nil {
			return "", err
		}
	}
}
