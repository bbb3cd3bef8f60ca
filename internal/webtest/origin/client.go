package origin

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"
)

// Origin is a running origin.
type Origin struct {
	opt     Options
	port    int
	control string
	client  *http.Client
}

// Start runs the origin until the test ends. The test binary's TestMain must
// begin with: if origin.Child() { return }.
func Start(t testing.TB, opt Options) *Origin {
	t.Helper()
	spec, err := json.Marshal(opt)
	if err != nil {
		t.Fatal(err)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), childEnv+"="+string(spec))
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		in.Close() // it serves until then
		if err := cmd.Wait(); err != nil {
			t.Errorf("origin: %v", err)
		}
	})
	o := &Origin{opt: opt, client: &http.Client{Transport: &http.Transport{}}} // no proxy
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("start the origin (does TestMain call origin.Child?): %v", err)
	}
	if _, err := fmt.Sscan(line, &o.port, &o.control); err != nil {
		t.Fatalf("start the origin (does TestMain call origin.Child?): %q: %v", line, err)
	}
	go io.Copy(io.Discard, out)
	return o
}

// URLs lists the cited pages.
func (o *Origin) URLs() []string {
	out := make([]string, o.opt.Pages)
	for n := range out {
		path, _ := Page(n)
		out[n] = o.at(n) + path
	}
	return out
}

// SmallURLs lists the small pages.
func (o *Origin) SmallURLs() []string {
	out := make([]string, o.opt.Small)
	for n := range out {
		out[n] = o.at(n) + Small(n)
	}
	return out
}

// HugeURL answers with Options.Huge bytes.
func (o *Origin) HugeURL() string { return o.at(0) + "/huge.bin" }

func (o *Origin) at(n int) string { return "http://" + Host(n) + ":" + strconv.Itoa(o.port) }

// Set changes the state, with a delay before each answer, and resets the counters.
func (o *Origin) Set(t testing.TB, epoch int, noise bool, delay time.Duration) {
	t.Helper()
	q := url.Values{"epoch": {strconv.Itoa(epoch)}, "delay": {delay.String()}}
	if noise {
		q.Set("noise", "1")
	}
	o.call(t, "/set?"+q.Encode())
}

// Stats since the last Set.
func (o *Origin) Stats(t testing.TB) (s Stats) {
	t.Helper()
	if err := json.Unmarshal(o.call(t, "/stats"), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

func (o *Origin) call(t testing.TB, target string) []byte {
	t.Helper()
	resp, err := o.client.Get("http://" + o.control + target)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("control the origin: status %d, %v: %s", resp.StatusCode, err, body)
	}
	return body
}
