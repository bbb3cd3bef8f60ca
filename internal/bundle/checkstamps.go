package bundle

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/tsa"
)

func (c *checker) checkpoints() {
	c.bad = map[int64]bool{}
	for _, name := range slices.Sorted(keys(c.sums)) {
		if !strings.HasPrefix(name, checkpoints) {
			continue
		}
		size, err := strconv.ParseInt(strings.TrimPrefix(name, checkpoints), 10, 64)
		if err == nil {
			var raw []byte
			if raw, err = c.read(name); err == nil {
				err = ledger.CheckCheckpoint(raw, size, c.vkey)
			}
		}
		if err != nil {
			c.bad[size] = true
			c.add(CodeCheckpoint, name, "%v", err)
		}
	}
	if c.sums[checkpointName(c.facts.Log.Newest)] == "" {
		c.add(CodeCheckpoint, checkpointName(c.facts.Log.Newest), "is not there")
	}
}

func checkpointName(size int64) string { return checkpoints + strconv.FormatInt(size, 10) }

// tokens verifies the timestamps.
func (c *checker) tokens() {
	stamps := []stamp{}
	for _, name := range slices.Sorted(keys(c.sums)) {
		if !strings.HasPrefix(name, timestamps) || !strings.HasSuffix(name, ".tsr") {
			continue
		}
		size, err := strconv.ParseInt(path.Base(path.Dir(name)), 10, 64)
		if err != nil || name != fmt.Sprintf("%s%d/%s", timestamps, size, path.Base(name)) {
			c.add(CodeTimestamp, name, "is in no folder of a checkpoint's size")
			continue
		}
		tsr, err := c.read(name)
		var chain, cp []byte
		if err == nil {
			chain, err = c.read(strings.TrimSuffix(name, ".tsr") + ".pem")
		}
		if err == nil {
			cp, err = c.read(checkpointName(size))
		}
		if err != nil {
			c.add(CodeTimestamp, name, "%v", err)
			continue
		}
		if !tsa.Plain(chain) {
			c.add(CodeTimestamp, name, "its certificates have other words between them, which nobody signed")
			continue
		}
		t, trusted, err := verifyToken(tsr, chain, cp, c.o.Roots)
		if err != nil {
			c.add(CodeTimestamp, name, "%v", err)
			continue
		}
		if !c.named[[2]string{name, c.sums[name]}] {
			c.unlisted(CodeTimestamp, name, "no record of the log here lists it with its SHA-256: somebody else may have added or altered it")
		}
		if pem := strings.TrimSuffix(name, ".tsr") + ".pem"; !c.named[[2]string{pem, c.sums[pem]}] {
			c.unlisted(CodeTimestamp, name, "no record of the log here lists its certificates with their SHA-256: somebody else may have added or altered them")
		}
		if !trusted {
			c.warn(CodeRoot, name, "its root certificate, with the SHA-256 %s, is none that this machine trusts: compare it with what the authority publishes, or name it", t.Root)
		}
		for index, at := range c.at {
			if index < size && t.Time.Before(at.Add(-skew)) {
				c.warn(CodeClocks, name, "is of %s, before entry %d was logged at %s by the collector's clock: one of the two clocks is wrong", utc(t.Time), index, utc(at))
			}
		}
		stamps = append(stamps, stamp{Size: size, File: name, Time: t.Time, Authority: t.Signer, Root: t.Root})
		c.res.Stamps = append(c.res.Stamps, CheckedStamp{size, t.Time, t.Signer, t.Root, trusted})
	}
	byFile := func(a, b stamp) int { return strings.Compare(a.File, b.File) }
	told := slices.SortedFunc(slices.Values(c.facts.Log.Stamps), byFile)
	if !slices.EqualFunc(stamps, told, func(a, b stamp) bool {
		at := a.Time.Equal(b.Time)
		a.Time, b.Time = time.Time{}, time.Time{}
		return at && a == b
	}) {
		c.add(CodeFacts, factsName, "tells of other timestamps than are here")
	}
}

func (c *checker) witnesses() {
	var seen []cosigned
	for _, name := range slices.Sorted(keys(c.sums)) {
		if !strings.HasPrefix(name, witnesses) {
			continue
		}
		size, err := strconv.ParseInt(path.Base(path.Dir(name)), 10, 64)
		var raw, key []byte
		if err == nil {
			raw, err = c.read(name)
		}
		if err == nil {
			key, err = c.read(ledger.WitnessKeyOf(path.Base(name)))
		}
		if err != nil {
			c.add(CodeCosignature, name, "%v", err)
			continue
		}
		got, err := ledger.CheckCosigned(raw, size, c.vkey, string(key))
		if err == nil {
			// Of this history: the log's key may have signed two.
			if cp, cerr := c.read(checkpointName(size)); cerr != nil || !bytes.HasPrefix(raw, cp) {
				err = fmt.Errorf("is not of %s: the log's key signed and the witness cosigned something else", checkpointName(size))
			}
		}
		if err != nil {
			c.add(CodeCosignature, name, "%v", err)
			continue
		}
		for index, at := range c.at {
			if index < size && got.Time.Before(at.Add(-skew)) {
				c.add(CodeCosignature, name, "says that it signed entry %d at %s, before that was logged at %s", index, utc(got.Time), utc(at))
			}
		}
		vkey, file := strings.TrimSpace(string(key)), ledger.WitnessKeyOf(path.Base(name))
		named := c.named[[2]string{file, c.sums[file]}]
		if !named {
			c.unlisted(CodeCosignature, name, "no record of the log here names its key %s: anybody may have added it", file)
		}
		c.warn(CodeWitness, name, "who signed it, only its key can tell, %s: compare it with what the witness publishes", vkey)
		c.res.Witnesses = append(c.res.Witnesses, CheckedWitness{size, got.Time, vkey, named})
		seen = append(seen, cosigned{Size: size, File: name, Witness: got.Witness, Time: got.Time})
	}
	byFile := func(a, b cosigned) int { return strings.Compare(a.File, b.File) }
	told := slices.SortedFunc(slices.Values(c.facts.Log.Cosigned), byFile)
	if !slices.EqualFunc(seen, told, func(a, b cosigned) bool {
		return a.Time.Equal(b.Time) && a.File == b.File && a.Size == b.Size && a.Witness == b.Witness
	}) {
		c.add(CodeFacts, factsName, "tells of other witnesses' signatures than are here")
	}
}
