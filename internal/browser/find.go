package browser

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// MissingError says that there is no Chromium to show pages with.
type MissingError struct {
	Path string // what the operator named; empty: nothing
	Err  error  // what is wrong with Path
}

func (e *MissingError) Error() string {
	const install = `install one, such as Debian's packages chromium-headless-shell (smaller, asks nobody but the page) or chromium`
	if e.Path != "" {
		return fmt.Sprintf("use browser %s: %v; name a Chromium that can be run, or leave the path empty and %s", e.Path, e.Err, install)
	}
	return "find browser: there is no Chromium in the usual places or on the PATH; " + install
}

func (e *MissingError) Unwrap() error { return e.Err }

// places are where distributions put Chromium, in the order of preference. The
// binaries come before the scripts that start them: those are killed, and leave
// the browser behind.
var places = []string{
	"/usr/lib/chromium/chromium-headless-shell",
	"/usr/lib/chromium/headless_shell",
	"/usr/lib64/chromium-browser/headless_shell",
	"/headless-shell/headless-shell",
	"/usr/lib/chromium/chromium",
	"/usr/lib/chromium-browser/chromium-browser",
	"/usr/lib64/chromium-browser/chromium-browser",
	"/opt/google/chrome/chrome",
	"/Applications/Chromium.app/Contents/MacOS/Chromium",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
}

// names are what it is called on a PATH.
var names = []string{
	"chromium-headless-shell", "headless-shell", "headless_shell", "chrome-headless-shell",
	"chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
}

// Find gives the binary to use: path if it is not empty, else
// chromium-headless-shell, else chromium, of the usual places and the PATH. Its
// error is a *MissingError.
func Find(path string) (string, error) {
	if path != "" {
		found, err := exec.LookPath(path)
		if err != nil {
			return "", &MissingError{Path: path, Err: unwrapped(err)}
		}
		return behind(found), nil
	}
	for _, p := range places {
		if runnable(p) {
			return p, nil
		}
	}
	for _, n := range names {
		if p, err := exec.LookPath(n); err == nil {
			return behind(p), nil
		}
	}
	return "", &MissingError{}
}

// behind gives the binary behind a distribution's script of the same name.
func behind(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return path
	}
	defer f.Close()
	var magic [2]byte
	if n, _ := f.Read(magic[:]); n < 2 || string(magic[:]) != "#!" {
		return path
	}
	for _, p := range places {
		if filepath.Base(p) == filepath.Base(path) && strings.HasPrefix(p, "/usr/") && runnable(p) {
			return p
		}
	}
	return path
}

func runnable(path string) bool {
	found, err := exec.LookPath(path)
	return err == nil && found == path
}

func unwrapped(err error) error {
	if e, ok := err.(*exec.Error); ok {
		return e.Err
	}
	return err
}
