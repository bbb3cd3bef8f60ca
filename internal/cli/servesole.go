package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"archiver/internal/config"

	"golang.org/x/sys/unix"
)

// soleServer makes this process the one server that makes passes over an archive; it
// holds that until release. Where there is another, other is its process.
func soleServer(c *config.Config) (release func(), other string, err error) {
	path := c.CatalogPath() + ".serve"
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, "", err
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, "", err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		f.Close()
		if !errors.Is(err, unix.EWOULDBLOCK) {
			return nil, "", fmt.Errorf("lock %s: %w", path, err)
		}
		pid, _ := os.ReadFile(path) // only for the message
		return nil, oneLine(strings.TrimSpace(string(pid[:min(len(pid), 20)]))), nil
	}
	if err := f.Truncate(0); err == nil {
		fmt.Fprintf(f, "%d\n", os.Getpid())
	}
	return func() { f.Close() }, "", nil // closing the file gives the lock back
}

// manager is the service manager that started this process, if one did that wants to be
// told: see sd_notify(3), https://www.freedesktop.org/software/systemd/man/sd_notify.html.
type manager struct {
	socket   string
	watchdog time.Duration // it wants to be told that often, or takes this process for hung; 0: no
}

func (e *env) manager() manager {
	var m manager
	pid := ""
	for _, kv := range e.environ {
		name, value, _ := strings.Cut(kv, "=")
		switch name {
		case "NOTIFY_SOCKET":
			m.socket = value
		case "WATCHDOG_PID":
			pid = value
		case "WATCHDOG_USEC":
			if us, err := strconv.ParseInt(value, 10, 64); err == nil && us > 0 {
				m.watchdog = time.Duration(us) * time.Microsecond
			}
		}
	}
	if m.socket == "" || pid != "" && pid != strconv.Itoa(os.Getpid()) {
		m.watchdog = 0
	}
	return m
}

// tell sends states, one a line.
func (m manager) tell(state string) error {
	if m.socket == "" {
		return nil
	}
	// A name in the abstract space begins with @, in the environment as here.
	conn, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: m.socket, Net: "unixgram"})
	if err != nil {
		return fmt.Errorf("tell the service manager: %w", err)
	}
	defer conn.Close()
	_ = conn.SetWriteDeadline(time.Now().Add(time.Second)) // one that does not listen is not waited for
	if _, err := conn.Write([]byte(state)); err != nil {
		return fmt.Errorf("tell the service manager: %w", err)
	}
	return nil
}

// alive tells that this process is not hung, as long as ctx lasts and check returns.
func (m manager) alive(ctx context.Context, check func()) {
	if m.watchdog == 0 {
		return
	}
	for pause(ctx, m.watchdog/2) == nil {
		check()
		_ = m.tell("WATCHDOG=1") // it tries again by and by
	}
}
