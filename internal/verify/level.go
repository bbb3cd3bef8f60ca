package verify

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Level is how much of an archive is verified. The log is always verified as a
// whole.
type Level string

// The levels.
const (
	// Structure: every snapshot is there and has its size. None is read.
	Structure Level = "structure"
	// Sampled: besides, some are read, which a seed picks.
	Sampled Level = "sample"
	// All: every byte of every snapshot is read.
	All Level = "all"
)

// ParseLevel reads a level's name.
func ParseLevel(s string) (Level, error) {
	if l := Level(s); l == Structure || l == Sampled || l == All {
		return l, nil
	}
	return "", fmt.Errorf("%q is none of structure, sample, all", s)
}

// Sample says how much of the snapshots is read: a share of their number, or
// snapshots of so many bytes together.
type Sample struct {
	Percent float64 // above 0, to 100; 0: Bytes counts
	Bytes   int64
}

// ParseSample reads "5%", or a size such as "2GB" or "500MiB".
func ParseSample(s string) (Sample, error) {
	if digits, ok := strings.CutSuffix(s, "%"); ok {
		p, err := strconv.ParseFloat(strings.TrimSpace(digits), 64)
		if err != nil || !(p > 0 && p <= 100) {
			return Sample{}, fmt.Errorf("%q is no share above 0 %% and up to 100 %%", s)
		}
		return Sample{Percent: p}, nil
	}
	for _, u := range []struct {
		suffix string
		factor float64
	}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"TiB", 1 << 40}, {"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}} {
		if digits, ok := strings.CutSuffix(s, u.suffix); ok {
			n, err := strconv.ParseFloat(strings.TrimSpace(digits), 64)
			if n = math.Round(n * u.factor); err != nil || !(n >= 1 && n <= 1<<50) {
				break
			}
			return Sample{Bytes: int64(n)}, nil
		}
	}
	return Sample{}, fmt.Errorf("%q is neither a share such as 5%% nor a size such as 2GB", s)
}

// String writes what ParseSample reads.
func (s Sample) String() string {
	switch {
	case s.Percent > 0:
		return strconv.FormatFloat(s.Percent, 'f', -1, 64) + "%"
	case s.Bytes > 0 && s.Bytes%1e9 == 0:
		return fmt.Sprintf("%dGB", s.Bytes/1e9)
	case s.Bytes > 0:
		return strconv.FormatFloat(float64(s.Bytes)/1e6, 'f', -1, 64) + "MB"
	}
	return ""
}

// pick chooses snapshots: those whose key has, behind the seed, the smallest
// SHA-256. The same seed over the same keys picks the same ones, and who does
// not know the seed beforehand can't tell which.
func (s Sample) pick(seed uint64, objects []string, size func(object string) int64) map[string]bool {
	type ranked struct {
		rank   [sha256.Size]byte
		object string
	}
	list := make([]ranked, len(objects))
	for i, o := range objects {
		list[i] = ranked{sha256.Sum256(append(binary.BigEndian.AppendUint64(nil, seed), o...)), o}
	}
	slices.SortFunc(list, func(a, b ranked) int {
		return cmp.Or(slices.Compare(a.rank[:], b.rank[:]), strings.Compare(a.object, b.object))
	})
	want := len(list) // of them
	if s.Percent > 0 {
		want = min(want, int(float64(len(list))*s.Percent/100+0.999999)) // at least one of any
	}
	picked := map[string]bool{}
	var bytes int64
	for _, r := range list[:want] {
		if s.Percent == 0 && bytes >= s.Bytes {
			break
		}
		bytes += size(r.object)
		picked[r.object] = true
	}
	return picked
}
