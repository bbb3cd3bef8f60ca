package s3

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"
)

// TestUndo: what a shell makes of the command is what was meant, whatever the key.
func TestUndo(t *testing.T) {
	s := &Store{cfg: Config{Bucket: "evidence", Endpoint: "http://127.0.0.1:9000"}}
	for _, key := range []string{"a/log/tile/0/000", "a/it's; rm -rf $HOME `x` \"y\"", "-x", "a/\\ü  two"} {
		c := s.undo(minio.ObjectInfo{Key: key, VersionID: "v.1_'2"})
		out, err := exec.Command("sh", "-c", "aws() { printf '%s\n' \"$@\"; }; "+c).Output()
		if err != nil {
			t.Fatal(err)
		}
		want := "s3api delete-object --bucket evidence --key " + key + " --version-id v.1_'2 --endpoint-url http://127.0.0.1:9000"
		if got := strings.ReplaceAll(strings.TrimSpace(string(out)), "\n", " "); got != want {
			t.Errorf("%s: %s", c, got)
		}
	}
	for _, v := range []minio.ObjectInfo{{Key: "a\nb", VersionID: "x"}, {Key: "a", VersionID: "x\x1b[2J"}, {Key: "a"}} {
		if c := s.undo(v); c != "" {
			t.Errorf("%q", c)
		}
	}
	s.cfg.Endpoint = "https://s3.amazonaws.com"
	if c := s.undo(minio.ObjectInfo{Key: "a", VersionID: "x"}); strings.Contains(c, "endpoint") {
		t.Error(c)
	}
}
