package bench

import (
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"archiver/internal/webtest/origin"
)

func TestMain(m *testing.M) {
	if origin.Child() {
		return
	}
	os.Exit(m.Run())
}

func TestRunMeasuresTheChild(t *testing.T) {
	burn := Command{Dir: t.TempDir(), Args: []string{"sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done; pwd; exit 3"}}
	c, err := Run(t.Context(), burn)
	if err != nil {
		t.Fatal(err)
	}
	if c.Exit != 3 || c.CPU < 10*time.Millisecond || c.RSS < 1<<19 || strings.TrimSpace(string(c.Stdout)) != burn.Dir {
		t.Errorf("%+v", c)
	}
	two, err := Together(t.Context(), []Command{burn, burn})
	if err != nil {
		t.Fatal(err)
	}
	if two.Exit != 3 || two.CPU < c.CPU {
		t.Errorf("two at once: %v CPU, one: %v, exit %d", two.CPU, c.CPU, two.Exit)
	}
	if _, err := Run(t.Context(), Command{Args: []string{"/no/such/program"}}); err == nil {
		t.Error("a program that is not there was run")
	}
}

func TestProjectIsWhatTheProgramReads(t *testing.T) {
	p := NewProject(t, "/bin/true")
	p.Report(t, "x", []string{"http://127.0.1.1:1/a", "http://127.0.1.2:1/b"})
	b, err := os.ReadFile(p.Dir + "/sources/x.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(b), "- url: http"); n != 2 {
		t.Errorf("%d citations in\n%s", n, b)
	}
	for _, e := range p.Command().Env {
		if strings.HasPrefix(strings.ToLower(e), "http_proxy=") {
			t.Errorf("%s is kept", e)
		}
	}
}

func TestTable(t *testing.T) {
	rows := []Row{
		{Name: "a", Cost: Cost{Wall: 2 * time.Second, CPU: time.Second, RSS: 5e6}, Items: 1000, Requests: 4250, Stored: 3e6},
		{Name: "b", Cost: Cost{Wall: 10 * time.Second, CPU: 8 * time.Second}, Items: 1000},
	}
	got := Table("T", append(rows, ratio("b / a", rows[1], rows[0])))
	for _, want := range []string{"T\n", "2.00", "500", "1.00", "4250", "3.0", "b / a", "5.00", "8.00"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}

func TestRunTreeSeesWhatIsLeft(t *testing.T) {
	r := RunTree(t, Command{Dir: t.TempDir(), Args: []string{"sh", "-c", "sleep 30 & sleep 1; echo $!"}})
	if r.Processes < 3 || r.Peak(0, 1) < 1<<16 || len(r.Left) != 1 || !strings.Contains(r.Left[0], "sleep 30") {
		t.Errorf("%d processes, peak %d, left %q", r.Processes, r.Peak(0, 1), r.Left)
	}
	if pid, err := strconv.Atoi(strings.TrimSpace(string(r.Stdout))); err != nil || syscall.Kill(pid, syscall.SIGKILL) != nil {
		t.Errorf("the sleeper was not there: %q, %v", r.Stdout, err)
	}
	if r := RunTree(t, Command{Dir: t.TempDir(), Args: []string{"sh", "-c", "sleep 1 & wait"}}); len(r.Left) != 0 {
		t.Errorf("left %q", r.Left)
	}
}
