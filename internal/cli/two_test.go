package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"archiver/internal/webtest"
	"archiver/internal/webtest/s3server"
)

// TestTwoMachinesAtOnce has two machines with copies of one key and head run at the
// same time, into one bucket: both end well, and every snapshot is in the log.
func TestTwoMachinesAtOnce(t *testing.T) {
	t.Parallel()
	s3server.Each(t, func(t *testing.T, s *s3server.Server) {
		web := webtest.Start(t)
		bucket := s.Bucket(t, false)
		config := fmt.Sprintf("archive: {url: s3://%s/evidence, endpoint: %s}\nfetch:\n  timeout: 3s\n  retries: 0\n  max_body: %d\n  allow_networks: [%q]\n  per_host: {delay: 10ms}\nrescue: {wayback: \"\"}\n",
			bucket, s.Endpoint, webtest.HugeBytes/2, web.Networks()[0])
		machine := func() *project {
			p := newProject(t, config, map[string][]byte{"report.md": web.Report(), "ca.pem": web.CA()})
			p.env = append(p.env, "AWS_ACCESS_KEY_ID="+s3server.AccessKey, "AWS_SECRET_ACCESS_KEY="+s3server.SecretKey,
				"AWS_CONFIG_FILE="+filepath.Join(p.dir, "none"), "AWS_SHARED_CREDENTIALS_FILE="+filepath.Join(p.dir, "none"))
			p.run(0, "import", "report.md", "--id", "sixty", "--published", "2026-01-05")
			return p
		}
		a, b := machine(), machine()
		// A log of its own first: with an entry, so that there is a head to copy.
		a.write("sources/sixty.yaml", []byte("id: sixty\npublished: 2026-01-05\nfootnotes: []\n"))
		a.run(0, "run")
		a.run(0, "verify")
		a.run(0, "import", "report.md", "--id", "sixty", "--published", "2026-01-05")
		for _, name := range []string{"log.key", "log.head", "capture.key"} {
			data, err := os.ReadFile(filepath.Join(a.dir, "configs", name))
			if err != nil {
				t.Fatal(err)
			}
			b.write("configs/"+name, data)
		}
		done := make(chan []byte, 2)
		for _, p := range []*project{a, b} {
			go func() {
				out, err := p.command("run", "--all").CombinedOutput()
				if err != nil {
					t.Errorf("run: %v\n%s", err, out)
				}
				done <- out
			}()
		}
		said := append(<-done, <-done...)
		if !bytes.Contains(said, []byte("another machine")) {
			t.Errorf("neither says that another machine writes:\n%s", said)
		}
		for _, p := range []*project{a, b} {
			var v verifyJSON
			p.json(0, &v, "verify")
			for _, w := range v.Warnings {
				if w.Code != "log-continued" {
					t.Errorf("%s %s: %s", w.Code, w.Object, w.Detail)
				}
			}
		}
	})
}
