// Package internal holds one test: the floors. A package imports only from
// floors below its own, and a third-party module only where the table says so.
//
// The test reads the import lines of the source files. Asking `go list` instead
// would pass from Go's test cache after an import was broken.
package internal

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "archiver"

// floor lists every package there may be. A package that is not here fails the
// test: adding one is a decision.
var floor = map[string]int{
	"cmd/archiver": 6, // calls cli
	"cmd/eval":     5, // calls eval

	"internal/cli":    5, // one file per command; wiring, messages, hints, exit codes
	"internal/alert":  4, // what is told of a report after a pass, and what not again
	"internal/config": 4, // configs/archiver.yaml and the environment, checked

	"internal/watch":  3, // the use case: what is due, look, judge, seal, list; owns the crash order
	"internal/verify": 3, // re-checks everything from the archive alone
	"internal/bundle": 3, // the evidence bundle, from the archive alone
	"internal/web":    3, // pages, JSON, Memento, metrics over what is stored
	"internal/fleet":  3, // the same unit of work, from a shared queue
	"internal/mirror": 3, // copies an archive, and keeps a mirror equal to what its log proves
	"internal/repair": 3, // puts right what the log or a second place of the archive proves
	"internal/notify": 3, // tells people of confirmed changes
	"internal/demo":   3, // the made-up web and its story

	"internal/fetch":    2, // visits one page politely, through record
	"internal/contract": 2, // the JSON that others build on, as types

	"internal/source":   1, // manifests; footnotes of a report into one
	"internal/record":   1, // a recording http.RoundTripper
	"internal/browser":  1, // shows a page in Chromium, through such a RoundTripper
	"internal/ledger":   1, // append to the log, sign, prove, timestamp
	"internal/catalog":  1, // reports, sources, snapshots, observations, what is due
	"internal/store/s3": 1, // the store on S3
	"internal/wacz":     1, // packs and opens a WACZ over warc

	"internal/warc":     0, // reads and writes WARC 1.1 records
	"internal/store":    0, // the interface, a folder, a strict referee in memory
	"internal/extract":  0, // bytes to comparable text
	"internal/verdict":  0, // pure judgement of a look against a reference
	"internal/netguard": 0, // which addresses and URLs may be dialled
	"internal/visual":   0, // compares the pictures of two captures
	"internal/legible":  0, // makes text of strangers fit to be read by people
	"internal/memory":   0, // when the first garbage collection comes
	"internal/tsa":      0, // asks time-stamp authorities, and verifies their tokens
	"archive":           0, // README.md of an archive, embedded

	// The rooms of verdict. What stands outside imports it, and none of them.
	"internal/verdict/lex":     -6, // words, numbers and signs
	"internal/verdict/meaning": -5, // dates, figures, names, negations, same sense
	"internal/verdict/pages":   -4, // a page in its views
	"internal/verdict/passage": -3, // quotes and numbered places in a page
	"internal/verdict/compare": -2, // what of a difference counts
	"internal/verdict/diff":    -1, // the difference as a person reads it

	"internal/webtest/authority": 2, // time-stamp authorities: by openssl, and another's

	"internal/store/storetest":  1, // the store's conformance suite
	"internal/webtest/ram":      0, // has tests keep their files in memory
	"internal/webtest":          1, // a web of good, dead, moved, blocked and broken pages
	"internal/webtest/wayback":  1, // a web archive that behaves like the public ones
	"internal/webtest/witness":  1, // a witness of transparency logs that keeps to the specification
	"internal/webtest/origin":   2, // the server of the benchmarks, a process of its own
	"internal/webtest/many":     2, // a catalog of a million snapshots
	"internal/webtest/bench":    3, // measures archiver and wget against it
	"internal/eval":             4, // plays labelled cases to the program and counts what it gets right
	"internal/eval/set":         0, // what a case is
	"internal/eval/kit":         1, // sites, edits and labels: what generated cases are made with
	"internal/eval/kit/kittest": 2, // the conformance suite of the packages of cases
	"internal/eval/west":        2, // cases on English and French sites
	"internal/eval/east":        2, // cases on Russian and Kazakh sites
	"internal/eval/papers":      2, // cases of documents
	"internal/eval/west2":       2, // a second set of other people: English and French sites
	"internal/eval/east2":       2, // Russian and Kazakh sites
	"internal/eval/west3":       2, // a third set: English and French sites
	"internal/eval/east3":       2, // Russian and Kazakh sites
	"internal/eval/west4":       2, // a fourth set: Western and foreign sites
	"internal/eval/east4":       2, // Eastern and foreign sites
	"internal/eval/gone":        2, // pages dead or walled, and healthy ones that look so
	"internal/eval/office":      2, // documents that office programs made
	"internal/eval/social":      2, // posts on social platforms, whose plain pages don't show them
	"internal/eval/lines":       2, // single lines that a page gains, and feeds that grow
	"internal/eval/wide":        2, // pairs of many kinds of sources in nine languages

	"internal/webtest/tools":          1, // builds others' programs that tests run against
	"internal/webtest/tools/install":  2, // calls it, for make
	"internal/webtest/s3server":       2, // two real S3 servers
	"internal/webtest/scripted":       2, // a site whose pages are what a browser makes of them
	"internal/webtest/scripted/serve": 3, // runs it, for a person
	"internal/webtest/replay":         2, // what another's viewer shows of a capture
	"internal/webtest/replay/show":    3, // calls it, for a person
	"internal/webtest/walk":           2, // an editor's and a researcher's way through the pages, in a browser
}

// testsOnly are packages that only tests, and each other, may import: they must
// not end up in the program. cmd/eval is a program for developers, not it.
var testsOnly = []string{
	"internal/store/storetest",
	"internal/webtest",
	"internal/webtest/ram",
	"internal/webtest/authority",
	"internal/webtest/wayback",
	"internal/webtest/witness",
	"internal/webtest/tools",
	"internal/webtest/tools/install",
	"internal/webtest/s3server",
	"internal/webtest/scripted",
	"internal/webtest/scripted/serve",
	"internal/webtest/replay",
	"internal/webtest/replay/show",
	"internal/webtest/walk",
	"internal/webtest/origin",
	"internal/webtest/bench",
	"internal/webtest/many",
	"internal/eval",
	"internal/eval/set",
	"internal/eval/kit",
	"internal/eval/kit/kittest",
	"internal/eval/west",
	"internal/eval/east",
	"internal/eval/papers",
	"internal/eval/west2",
	"internal/eval/east2",
	"internal/eval/west3",
	"internal/eval/east3",
	"internal/eval/west4",
	"internal/eval/east4",
	"internal/eval/gone",
	"internal/eval/office",
	"internal/eval/social",
	"internal/eval/lines",
	"internal/eval/wide",
	"cmd/eval",
}

// banned are imports that the floors would allow.
var banned = []struct{ pkg, dep, reason string }{
	{"internal/verify", "internal/catalog", "a stranger verifies with a copy of the archive alone"},
	{"internal/bundle", "internal/catalog", "a bundle is made from the archive alone"},
	{"internal/bundle", "internal/source", "a bundle is made from the archive alone"},
	{"internal/bundle", "internal/extract", "a bundle shows what was captured, and reads nothing into it"},
}

// onlyIn says which package may import a third-party module (or one package of
// it: the longest match counts), and why. What is not here may not be imported.
var onlyIn = []struct {
	module string
	pkgs   []string
	reason string
}{
	{"github.com/klauspost/compress", []string{"internal/warc", "internal/webtest"}, "one place packs and unpacks bodies"},
	{"github.com/andybalholm/brotli", []string{"internal/warc", "internal/webtest", "internal/webtest/scripted"}, "one place packs and unpacks bodies"},
	{"golang.org/x/net/html", []string{"internal/extract", "internal/source", "internal/fetch", "internal/eval"}, "HTML is parsed where text, footnotes and requisites come from, and where pages are edited to see what is told"},
	{"github.com/PuerkitoBio/goquery", []string{"internal/extract", "internal/source", "internal/fetch", "internal/eval"}, "HTML is parsed where text, footnotes and requisites come from, and where pages are edited to see what is told"},
	{"golang.org/x/text", []string{"internal/catalog", "internal/extract", "internal/verdict", "internal/verdict/lex", "internal/verdict/meaning", "internal/verdict/passage", "internal/webtest", "internal/eval", "internal/eval/kit", "internal/eval/kit/kittest"}, "charsets and normal forms are settled before anyone else sees text"},
	{"github.com/goccy/go-yaml", []string{"internal/source", "internal/config"}, "manifests and the configuration are the only YAML"},
	{"github.com/yuin/goldmark", []string{"internal/source"}, "only reports are Markdown"},
	{"github.com/robfig/cron/v3", []string{"internal/source", "internal/watch"}, "it panics on some input and must stay behind one guard"},
	{"golang.org/x/net/http/httpproxy", []string{"internal/record", "internal/fetch", "internal/cli"}, "proxies are the transport's business"},
	{"golang.org/x/net/proxy", []string{"internal/record"}, "proxies are the transport's business"},
	{"golang.org/x/net/http/httpguts", []string{"internal/record"}, "one place writes requests to a wire"},
	{"golang.org/x/net/publicsuffix", []string{"internal/browser", "internal/fetch", "internal/record", "internal/verdict"}, "cookies and host names"},
	{"golang.org/x/mod/sumdb", []string{"internal/ledger", "internal/webtest/witness"}, "one package signs and proves"},
	{"github.com/transparency-dev/formats", []string{"internal/ledger", "internal/webtest/witness"}, "one package signs and proves"},
	{"modernc.org/sqlite", []string{"internal/catalog"}, "one SQL text, in one place"},
	{"github.com/jackc/pgx/v5", []string{"internal/catalog", "internal/fleet"}, "one SQL text, in one place; the queue brings its own"},
	{"github.com/riverqueue/river", []string{"internal/fleet"}, "only the fleet has a queue"},
	{"github.com/minio/minio-go/v7", []string{"internal/store/s3", "internal/webtest/s3server"}, "S3 stays behind the store's interface"},
	{"github.com/sigstore/timestamp-authority/v2", []string{"internal/tsa"}, "one package verifies tokens, and fully"},
	{"github.com/digitorus/timestamp", []string{"internal/tsa"}, "it accepts forged tokens: only behind a full verification"},
	{"github.com/digitorus/pkcs7", []string{"internal/tsa"}, "it accepts forged tokens: only behind a full verification"},
	{"github.com/gocolly/colly/v2", []string{"internal/fetch"}, "it cuts and unpacks bodies on its own: only behind our transport"},
	{"github.com/chromedp/chromedp", []string{"internal/browser", "internal/webtest/replay"}, "only behind our recording proxy"},
	{"github.com/chromedp/cdproto", []string{"internal/browser", "internal/webtest/replay"}, "only behind our recording proxy"},
	{"github.com/elazarl/goproxy", []string{"internal/browser"}, "it tunnels past the recorder by default, with a published key: only where it is told not to"},
	{"github.com/nicholas-fedor/shoutrrr", []string{"internal/notify"}, "its errors show tokens, and it follows redirects: only behind a client of ours"},
	{"github.com/spf13/cobra", []string{"internal/cli"}, "low floors return facts"},
	{"github.com/jedib0t/go-pretty/v6", []string{"internal/cli"}, "low floors return facts"},
	{"golang.org/x/term", []string{"internal/cli"}, "low floors return facts"},
	{"github.com/prometheus/client_golang", []string{"internal/web"}, "metrics are the server's"},
	{"golang.org/x/sync", []string{"internal/fetch", "internal/watch", "internal/verify", "internal/mirror", "internal/cli"}, "where work runs side by side"},
	{"golang.org/x/sys", []string{"internal/extract", "internal/store", "internal/ledger", "internal/record", "internal/cli"}, "limits of a child, locks and durable files"},
}

func TestFloors(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "bin") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		seen++
		checkFile(t, name, filepath.ToSlash(rel))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 2 {
		t.Fatalf("found %d Go files: not the repository", seen)
	}
}

// checkFile reads the import lines of one file. A test may import anything, but
// its package must be in the table like any other.
func checkFile(t *testing.T, name, rel string) {
	pkg := path.Dir(rel)
	if pkg == "internal" {
		return // this test
	}
	if _, ok := floor[pkg]; !ok {
		t.Errorf("%s: package %s is not in the table of floors", rel, pkg)
		return
	}
	if strings.HasSuffix(rel, "_test.go") {
		return
	}
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
	if err != nil {
		t.Errorf("%s: %v", rel, err)
		return
	}
	for _, spec := range f.Imports {
		imp, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Errorf("%s: import %s: %v", rel, spec.Path.Value, err)
			continue
		}
		for _, complaint := range complaints(pkg, imp) {
			t.Errorf("%s: %s", rel, complaint)
		}
	}
}

// complaints says what is wrong with one import, if anything.
func complaints(pkg, imp string) (out []string) {
	if dep, ours := strings.CutPrefix(imp, module+"/"); ours {
		at, known := floor[dep]
		switch {
		case !known:
			out = append(out, dep+" is not in the table of floors")
		case strings.HasPrefix(dep, "internal/verdict/") && !strings.HasPrefix(pkg, "internal/verdict"):
			out = append(out, pkg+" may not import "+dep+": internal/verdict has names for what others use")
		case at >= floor[pkg]:
			out = append(out, pkg+" (floor "+strconv.Itoa(floor[pkg])+") may not import "+dep+" (floor "+strconv.Itoa(at)+")")
		}
		if slices.Contains(testsOnly, dep) && !slices.Contains(testsOnly, pkg) {
			out = append(out, dep+" is for tests only")
		}
		for _, b := range banned {
			if b.pkg == pkg && b.dep == dep {
				out = append(out, pkg+" may not import "+dep+": "+b.reason)
			}
		}
		return out
	}
	if first, _, _ := strings.Cut(imp, "/"); !strings.Contains(first, ".") {
		return nil // the standard library
	}
	best := -1
	for i, rule := range onlyIn {
		if (imp == rule.module || strings.HasPrefix(imp, rule.module+"/")) &&
			(best < 0 || len(rule.module) > len(onlyIn[best].module)) {
			best = i
		}
	}
	if best < 0 {
		return []string{imp + " is a module that no package may import yet: adding one is a decision"}
	}
	if rule := onlyIn[best]; !slices.Contains(rule.pkgs, pkg) {
		return []string{imp + " may be imported only by " + strings.Join(rule.pkgs, ", ") + ": " + rule.reason}
	}
	return nil
}

// TestComplaints breaks each rule once: a test that cannot fail guards nothing.
func TestComplaints(t *testing.T) {
	for _, c := range []struct {
		pkg, imp string
		bad      bool
	}{
		{"internal/fetch", "archiver/internal/record", false},
		{"internal/record", "archiver/internal/fetch", true},   // upwards
		{"internal/watch", "archiver/internal/verify", true},   // neighbours
		{"internal/verify", "archiver/internal/catalog", true}, // banned
		{"internal/watch", "archiver/internal/catalog", false}, // the same, elsewhere
		{"internal/cli", "archiver/internal/util", true},       // unknown package
		{"internal/watch", "archiver/internal/verdict/lex", true},
		{"internal/verdict/compare", "archiver/internal/verdict/lex", false},
		{"internal/verdict/lex", "archiver/internal/verdict/pages", true},
		{"internal/cli", "archiver/internal/webtest", true}, // a test helper in the program
		{"cmd/archiver", "archiver/internal/eval", true},    // the evaluation in the program
		{"cmd/eval", "archiver/internal/eval", false},
		{"internal/webtest/bench", "archiver/internal/netguard", false},
		{"internal/verdict", "golang.org/x/text/unicode/norm", false},
		{"internal/verdict", "golang.org/x/net/html", true},          // a module of someone else's
		{"internal/fetch", "golang.org/x/net/http/httpproxy", false}, // longest match counts
		{"internal/cli", "github.com/acme/left-pad", true},           // unknown module
		{"internal/warc", "compress/gzip", false},
	} {
		if got := complaints(c.pkg, c.imp); (len(got) > 0) != c.bad {
			t.Errorf("%s importing %s: complaints %q, want some: %v", c.pkg, c.imp, got, c.bad)
		}
	}
}
