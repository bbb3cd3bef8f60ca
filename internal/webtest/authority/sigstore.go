package authority

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"archiver/internal/webtest/tools"
)

// Server is another implementation's authority: sigstore's timestamp-server,
// with a key of its own at each start.
type Server struct {
	URL   string
	Chain []byte // its certificates, PEM, as it publishes them
}

// StartServer runs it until the test ends. chain has it send those above its
// own along. It also serves metrics, on a port that is always the same,
// so there can be but one on a machine: others wait.
func StartServer(t testing.TB, chain bool) *Server {
	t.Helper()
	program := tools.Path(t, "timestamp-server")
	lock, err := os.OpenFile(program+".lock", os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { lock.Close() }) // after the server is dead: the last is run first
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	args := []string{"serve", "--host", "127.0.0.1", "--scheme", "http", "--disable-ntp-monitoring", "--timestamp-signer", "memory"}
	if chain {
		args = append(args, "--include-chain-in-response")
	}
	var said lockedBuffer
	for end := time.Now().Add(time.Minute); ; time.Sleep(200 * time.Millisecond) {
		if s := start(t, program, args, &said, end); s != nil {
			return s
		}
		if time.Now().After(end) {
			t.Fatalf("timestamp-server does not come up\n%s", said.String())
		}
	}
}

// start starts it once; nil: it has ended.
func start(t testing.TB, program string, args []string, said *lockedBuffer, end time.Time) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(l.Addr().String())
	l.Close() // it takes no open one
	cmd := exec.Command(program, append(slices.Clone(args), "--port", port)...)
	cmd.Dir = t.TempDir()
	cmd.Stdout, cmd.Stderr = said, said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		cmd.Wait()
		close(ended)
	}()
	t.Cleanup(func() {
		cmd.Process.Kill()
		<-ended
	})
	base := "http://127.0.0.1:" + port + "/api/v1/timestamp"
	for time.Now().Before(end) {
		select {
		case <-ended:
			return nil
		case <-time.After(20 * time.Millisecond):
		}
		if pem, err := get(base + "/certchain"); err == nil {
			return &Server{URL: base, Chain: pem}
		}
	}
	return nil
}

func get(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", url, resp.Status)
	}
	return io.ReadAll(io.LimitReader(resp.Body, 1<<20))
}

type lockedBuffer struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
