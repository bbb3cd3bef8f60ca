package bench

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// VerifyBytes is how much Verify reads.
const VerifyBytes = 5e9

const (
	snapshotBytes = 256 << 10 // of one snapshot
	verifyRounds  = 3
)

// Verify measures `archiver verify` of snapshots that make up so many bytes, which
// it makes, beside sha256sum and two processes of openssl on the same files, with
// all of them in the page cache, in turns; of each the median. bin is the absolute
// path of the program.
func Verify(t testing.TB, bin string, bytes int64) {
	p := NewProject(t, bin)
	files := p.archive(t, int(bytes/snapshotBytes))
	lists := [3]string{"all.txt", "odd.txt", "even.txt"}
	var text [3]strings.Builder
	for i, f := range files {
		text[0].WriteString(f + "\n")
		text[1+i%2].WriteString(f + "\n")
	}
	for i, name := range lists {
		p.write(t, name, text[i].String())
	}
	// over runs a program over a list of files, as few processes as there can be.
	over := func(list string, args ...string) Command {
		return Command{Dir: p.Dir, Args: append([]string{"xargs", "-s", "1000000", "-a", list}, args...)}
	}
	for range 2 { // warm
		must(t, 0, Command{Dir: p.Dir, Args: []string{"sh", "-c", "xargs -a " + lists[0] + " cat >/dev/null"}})
	}
	var rows [3][]Row
	add := func(i int, name string, c Cost) {
		if c.Exit != 0 {
			t.Fatalf("%s: exit code %d\n%s", name, c.Exit, tail(c.Stderr))
		}
		c.Stdout = nil
		rows[i] = append(rows[i], Row{Name: name, Cost: c, Items: len(files), Note: fmt.Sprintf("%.0f MB/s", float64(bytes)/1e6/c.Wall.Seconds())})
	}
	for range verifyRounds {
		c := must(t, 0, p.Command("verify", "--json"))
		var v struct {
			Snapshots int   `json:"snapshots"`
			Bytes     int64 `json:"bytes"`
			Passed    bool  `json:"passed"`
		}
		if err := json.Unmarshal(c.Stdout, &v); err != nil || !v.Passed || v.Snapshots != len(files) || v.Bytes != int64(len(files))*snapshotBytes {
			t.Fatalf("verify says %s (%v)", tail(c.Stdout), err)
		}
		add(0, "archiver verify", c)
		add(1, "sha256sum", must(t, 0, over(lists[0], "sha256sum")))
		two, err := Together(t.Context(), []Command{over(lists[1], "openssl", "dgst", "-sha256"), over(lists[2], "openssl", "dgst", "-sha256")})
		if err != nil {
			t.Fatal(err)
		}
		add(2, "openssl dgst -sha256, two processes", two)
	}
	var out []Row
	for i := range rows {
		slices.SortFunc(rows[i], func(a, b Row) int { return int(a.Cost.Wall - b.Cost.Wall) })
		out = append(out, rows[i]...)
	}
	middle := func(i int) Row { return rows[i][verifyRounds/2] }
	out = append(out, ratio("sha256sum / archiver, medians", middle(1), middle(0)), ratio("openssl x2 / archiver, medians", middle(2), middle(0)))
	t.Logf("\n%s", Table(fmt.Sprintf("Verification of %.1f GB in %d snapshots, warm", float64(bytes)/1e9, len(files)), out))
}

// archive makes an archive of n snapshots, by which only their log is real: their
// bytes are noise. It gives their files.
func (p *Project) archive(t testing.TB, n int) (files []string) {
	t.Helper()
	skey, _, err := ledger.GenerateKey("example.org/bench")
	if err != nil {
		t.Fatal(err)
	}
	p.write(t, "configs/log.key", skey+"\n")
	st, err := store.NewFS(filepath.Join(p.Dir, "archive"))
	if err != nil {
		t.Fatal(err)
	}
	log, err := ledger.Open(t.Context(), ledger.Config{Store: st, Head: ledger.FileHead(filepath.Join(p.Dir, "configs/log.head")), SignerKey: skey})
	if err != nil {
		t.Fatal(err)
	}
	noise := rand.NewChaCha8([32]byte{1})
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	h, buf := sha256.New(), make([]byte, snapshotBytes)
	for i := 0; i < n; {
		var records []ledger.Record
		for range min(500, n-i) {
			object := fmt.Sprintf("snapshots/h%d.example.org/page-%012x/%s.wacz", i%200, i, at.Format("20060102150405"))
			noise.Read(buf)
			sum := put(t, filepath.Join(p.Dir, "archive", object), buf, h)
			files = append(files, "archive/"+object)
			records = append(records, ledger.Record{Kind: ledger.KindSnapshot, Body: ledger.SnapshotRecord{URL: fmt.Sprintf("https://h%d.example.org/page/%d", i%200, i),
				CapturedAt: at, Object: object, SHA256: sum, Bytes: snapshotBytes, Class: "source", Status: 200, ContentType: "text/html", Kind: "html",
				PayloadSHA256: sum, Verdict: "ok", Reason: "first-seen"}})
			i++
		}
		if _, err := log.Append(t.Context(), records...); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// put writes a file and gives the SHA-256 of its bytes.
func put(t testing.TB, path string, data []byte, h hash.Hash) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	h.Reset()
	if _, err := io.MultiWriter(f, h).Write(data); err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(h.Sum(nil))
}
