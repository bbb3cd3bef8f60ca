package cli

import (
	"testing"

	"archiver/internal/config"
	"archiver/internal/verdict"
)

// TestLine: a command that is shown can be pasted into a shell as it is.
func TestLine(t *testing.T) {
	for path, want := range map[string]string{
		"":                       "archiver status 27",
		config.DefaultPath:       "archiver status 27",
		"other/a.yaml":           "archiver status --config other/a.yaml 27",
		"my reports/a.yaml":      `archiver status --config "my reports/a.yaml" 27`,
		"отчёты/a.yaml":          "archiver status --config отчёты/a.yaml 27",
		"a$b/it's.yaml":          `archiver status --config 'a$b/it'\''s.yaml' 27`,
		"a;b&(c)/~x*.yaml":       `archiver status --config "a;b&(c)/~x*.yaml" 27`,
		"a\x1b[2J\nb/\"c\".yaml": "archiver status --config 'a\uFFFD[2J b/\"c\".yaml' 27",
	} {
		if got := (&env{configPath: path}).line("status", "27"); got != want {
			t.Errorf("%q: %s, want %s", path, got, want)
		}
	}
	e := &env{configPath: "my reports/a.yaml"}
	for text, want := range map[string]string{
		"the price of bread": `archiver quote --config "my reports/a.yaml" 27 "the price of bread"`,
		"- the price":        `archiver quote --config "my reports/a.yaml" -- 27 "- the price"`,
		"--add it's $5":      `archiver quote --config "my reports/a.yaml" -- 27 '--add it'\''s $5'`,
		"– a dash":           `archiver quote --config "my reports/a.yaml" 27 "– a dash"`,
	} {
		if got := e.quoteCommand("27", text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
	if got, want := untie(e.advice(stand(verdict.Dead, verdict.HTTP404, true, archives[0]))),
		`Cite the archived copy of 12 May 2024 (archiver get --config "my reports/a.yaml" 27 --at 20240512090000).`; got != want {
		t.Errorf("an advice: %s, want %s", got, want)
	}
}

// TestWrapKeepsCommands: a command that is wider than a line is not broken.
func TestWrapKeepsCommands(t *testing.T) {
	for _, row := range []struct{ in, want string }{
		{"Check whether the report rests on it (" + tied("archiver diff 7 --to now") + ").", "  Check whether the\n  report rests on it\n  (archiver diff 7 --to now).\n"},
		{"See (" + tied("archiver diff 7 --to now") + "); if not, cite it.", "  See\n  (archiver diff 7 --to now);\n  if not, cite it.\n"},
		{"", "\n"},
		{tied("archiver get 7"), "  archiver get 7\n"},
	} {
		if got := untie(wrap(row.in, 22, "  ")) + "\n"; got != row.want {
			t.Errorf("%q: %q, want %q", row.in, got, row.want)
		}
	}
}

func TestBytesWords(t *testing.T) {
	for n, want := range map[int64]string{0: "0.0 MB", 3: "1 KB", 1400: "1 KB", 40_000: "40 KB", 160_000: "0.2 MB", 2_500_000_000: "2.5 GB"} {
		if got := bytesWords(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}
