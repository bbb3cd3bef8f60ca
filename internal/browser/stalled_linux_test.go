package browser

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"strconv"
	"syscall"
	"testing"
	"time"
)

// TestScrollStalled: what the network has had and the page has not, on a machine that
// leaves Chromium's network no time, is waited for.
func TestScrollStalled(t *testing.T) {
	t.Parallel()
	p, err := startAny(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.kill)
	r := open(t, p, "/", http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/" {
			html(`<div id=list></div><script>
				let n = 0, asked = 0;
				function add() { for (let i = 0; i < 15; i++) { const p = document.createElement('p'); p.style.height = '100px'; p.textContent = 'item ' + n++; list.append(p) } }
				add();
				addEventListener('scroll', () => { if (asked < 2 && scrollY + innerHeight > document.documentElement.scrollHeight - 50) fetch(asked++ ? '/more' : '/late').then(add) })</script>`).ServeHTTP(w, r)
			return
		}
		if r.URL.Path == "/more" {
			return
		}
		time.Sleep(time.Second) // longer than one rest: it is waited for as data
		network := networkOf(p)
		if network == 0 {
			t.Error("the network has no process of its own")
			return
		}
		syscall.Kill(network, syscall.SIGSTOP)
		time.AfterFunc(1500*time.Millisecond, func() { syscall.Kill(network, syscall.SIGCONT) })
		io.WriteString(w, "x")
	}))
	r.behave(behaviours{Time: 10 * time.Minute, ScrollTime: 10 * time.Minute, Quiet: time.Minute, Data: 5 * time.Minute})
	if s := r.js("n"); s != "45" {
		t.Errorf("%s of 45 are shown", s)
	}
}

// networkOf is the process that has the network for the others.
func networkOf(p *process) int {
	for _, pid := range descendants(p.cmd.Process.Pid) {
		if line, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/cmdline"); bytes.Contains(line, []byte("network.mojom.NetworkService")) {
			return pid
		}
	}
	return 0
}
