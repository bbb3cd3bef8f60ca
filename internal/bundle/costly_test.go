package bundle

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestCostly: a package that names one file a thousand times, to have it read as often, is
// refused before any is read. Nobody signed a collection: this one can be put into any bundle.
func TestCostly(t *testing.T) {
	w := newWorld(t)
	w.fill()
	dir, _ := w.export(w.job(true, w.cite("3", pageURL), w.cite("4", pdfURL)))
	listedAgain := `import sys, zipfile, json, hashlib
old = zipfile.ZipFile(sys.argv[1]); parts = {n: old.read(n) for n in old.namelist()}; old.close()
package = json.loads(parts["datapackage.json"])
package["resources"] += [package["resources"][0]] * 1000
parts["datapackage.json"] = json.dumps(package).encode()
digest = json.loads(parts["datapackage-digest.json"])
digest = {"path": "datapackage.json", "hash": "sha256:" + hashlib.sha256(parts["datapackage.json"]).hexdigest()}
parts["datapackage-digest.json"] = json.dumps(digest).encode()
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_STORED) as z:
    for n, b in parts.items(): z.writestr(n, b)`
	if out, err := exec.Command(python(), "-c", listedAgain, filepath.Join(dir, "collection.wacz")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	resum(t, dir)
	if out, passed := script(t, dir); passed || !strings.Contains(out, "FAIL  collection.wacz: files inside are not listed, or listed twice") {
		t.Error(out)
	}
	if r := check(t, dir); !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Code == CodeCollection }) {
		t.Errorf("%+v", r.Findings)
	}
}

// TestCostlyLists: the script reads the lists inside a package line by line, and none that
// is longer than the program reads: lines of nothing would take many times their size.
func TestCostlyLists(t *testing.T) {
	call := `import sys, io, json, zipfile, resource
functions = open(sys.argv[1]).read().split("\ntry:  # openssl")[0]
__file__ = sys.argv[1]
exec(functions)
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
def told(parts, read):
    b = io.BytesIO()
    with zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as z:
        for name, lines in parts.items():
            with z.open(name, "w") as f:
                for _ in range(lines): f.write(b"\n" * (1 << 20))
    try:
        return str(read(zipfile.ZipFile(b)))
    except Fault as e:
        return str(e)
    except MemoryError:
        return "memory"
index = lambda z: listed(z, {"url": "u", "ts": ""})
files["text.txt"] = 0
page = lambda z: derived(z, {"text": "", "screenshot": "", "original": ""}, "", {})
few = {"indexes/index.cdx": 1}
print(json.dumps([told({"indexes/index.cdx": 2}, index), told({"indexes/index.cdx": 65}, index), told(dict(few, **{"pages/pages.jsonl": 2}), page), told(dict(few, **{"pages/pages.jsonl": 129}), page)]))`
	script, err := filepath.Abs("verify.py") // it leaves this folder
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(python(), "-S", "-c", call, script).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var told []string
	if err := json.Unmarshal(out, &told); err != nil || len(told) != 4 {
		t.Fatalf("%v: %s", err, out)
	}
	for i, want := range []string{"([], [])", "more than", "None", "more than"} {
		if !strings.Contains(told[i], want) {
			t.Errorf("list %d: %q, want %q", i, told[i], want)
		}
	}
}
