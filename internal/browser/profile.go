package browser

import (
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// profile is the folder of one browser: its profile, home and temporary files.
// A lock in it lives as long as this process, so that what a killed process
// left can be told from what is in use.
type profile struct {
	dir  string
	lock *os.File
}

const (
	profilePrefix = "archiver-browser-"
	lockName      = "lock"
	// lockless is how long a folder may be without its lock: it is made first.
	lockless = time.Minute
)

// newProfile makes a folder, and removes those that nobody holds any more.
func newProfile() (*profile, error) {
	sweep(os.TempDir())
	dir, err := os.MkdirTemp("", profilePrefix)
	if err != nil {
		return nil, fmt.Errorf("make the browser's profile: %w", err)
	}
	p := &profile{dir: dir}
	for _, sub := range []string{"profile/Default", "home", "tmp"} {
		if err = os.MkdirAll(filepath.Join(dir, sub), 0o700); err != nil {
			break
		}
	}
	if err == nil {
		// A PDF is a file to be recorded, not to be shown in a page of Chromium's own.
		err = os.WriteFile(filepath.Join(dir, "profile/Default/Preferences"), []byte(`{"plugins":{"always_open_pdf_externally":true}}`), 0o600)
	}
	if err == nil {
		err = p.hold()
	}
	if err != nil {
		p.remove()
		return nil, fmt.Errorf("make the browser's profile: %w", err)
	}
	return p, nil
}

// hold locks the folder. The lock has its name only when it is held: a sweep of
// another process that came between would take the folder for abandoned.
func (p *profile) hold() (err error) {
	name := filepath.Join(p.dir, lockName)
	if p.lock, err = os.OpenFile(name+".new", os.O_CREATE|os.O_RDWR, 0o600); err != nil {
		return err
	}
	if err := syscall.Flock(int(p.lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}

// env is all that the browser sees of our environment: neither secrets nor
// proxies.
func (p *profile) env() []string {
	env := []string{
		"HOME=" + p.dir + "/home",
		"TMPDIR=" + p.dir + "/tmp",
		"XDG_CONFIG_HOME=" + p.dir + "/home",
		"XDG_CACHE_HOME=" + p.dir + "/home",
		"PATH=/usr/local/bin:/usr/bin:/bin",
		"LANG=C.UTF-8",
	}
	if dir := os.Getenv("FONTCONFIG_PATH"); dir != "" {
		env = append(env, "FONTCONFIG_PATH="+dir)
	}
	return env
}

// remove deletes the folder. A child that is about to die may still write.
func (p *profile) remove() {
	for range 20 {
		if os.RemoveAll(p.dir) == nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if p.lock != nil {
		p.lock.Close()
	}
}

// sweep removes the folders that killed processes left in dir, and ends what
// still runs from them.
func sweep(dir string) {
	found, _ := filepath.Glob(filepath.Join(dir, profilePrefix+"*"))
	for _, f := range found {
		info, err := os.Lstat(f)
		if err != nil || !info.IsDir() {
			continue
		}
		if s, ok := info.Sys().(*syscall.Stat_t); !ok || int(s.Uid) != os.Geteuid() {
			continue // another user's, or a trap
		}
		p := &profile{dir: f}
		p.lock, err = os.OpenFile(filepath.Join(f, lockName), os.O_RDWR|syscall.O_NOFOLLOW, 0)
		switch {
		case err == nil && syscall.Flock(int(p.lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil:
			p.lock.Close() // in use
		case err != nil && time.Since(info.ModTime()) < lockless:
		default:
			killUsers(f)
			p.remove()
		}
	}
}
