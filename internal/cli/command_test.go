package cli

import (
	"testing"

	"archiver/internal/verdict"
)

// TestLine: a command that is shown can be pasted into a shell as it is.
func TestLine(t *testing.T) {
	for path, want := range map[string]string{
		"":                       "archiver status 27",
		defaultConfigPath:        "archiver status 27",
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
		`Cite the archived copy of 12 May 2024 (archiver get --config "my reports/a.yaml" 27).`; got != want {
		t.Errorf("an advice: %s, want %s", got, want)
	}
}
