package memory_test

import (
	"os"
	"os/exec"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"

	_ "archiver/internal/memory"
)

// A process of its own has 16 MiB of garbage and no collection yet; after the first one it
// is collected at the later pace. What a person says in GOGC holds.
func TestPace(t *testing.T) {
	if os.Getenv("PACE") == "" {
		for _, gogc := range []string{"", "50"} {
			cmd := exec.Command(os.Args[0], "-test.run=^TestPace$")
			cmd.Env = append(os.Environ(), "PACE=1", "GOGC="+gogc)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("GOGC=%q: %v\n%s", gogc, err, out)
			}
		}
		return
	}
	var m runtime.MemStats
	for range 16 {
		garbage = make([]byte, 1<<20)
	}
	runtime.ReadMemStats(&m)
	if os.Getenv("GOGC") != "" {
		if percent() != 50 || m.NumGC == 0 {
			t.Errorf("%d collections, at %d percent, want 50", m.NumGC, percent())
		}
		return
	}
	if m.NumGC != 0 {
		t.Errorf("%d collections before 32 MiB", m.NumGC)
	}
	runtime.GC()
	for range 100 {
		if percent() == 200 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Error("the pace is not 200 percent after the first collection")
}

var garbage []byte

func percent() uint64 {
	sample := []metrics.Sample{{Name: "/gc/gogc:percent"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
