package cli

import (
	"strings"
	"testing"
)

// TestReadableHint names commands that keep a report's notes, and none that lose them.
func TestReadableHint(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ file, format, want string }{
		{"a b/lake.odt", "ODT", `convert it: libreoffice --headless --convert-to docx "a b/lake.odt"`},
		{"lake.doc", "DOC", "convert it: libreoffice --headless --convert-to docx lake.doc"},
		{"lake.tex", "", "convert it: pandoc -s -o lake.md lake.tex"},
		{"lake.PAGES", "ZIP", "export it from Pages as Word or PDF"},
		{"lake.epub", "EPUB", ""}, // pandoc loses its marks
		{"lake.md", "", ""},
	} {
		if got := readableHint(tt.file, tt.format); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.file, got, tt.want)
		}
	}
}

// TestImportRefused: the command stands with the message, for bytes and for text.
func TestImportRefused(t *testing.T) {
	t.Parallel()
	p := newProject(t, "", map[string][]byte{"lake.rtf": []byte(`{\rtf1 Text}`), "lake.tex": []byte(`Text.\footnote{\url{https://a.example/}}`)})
	for file, want := range map[string]string{"lake.rtf": "hint: convert it: libreoffice --headless --convert-to docx lake.rtf", "lake.tex": "hint: convert it: pandoc -s -o lake.md lake.tex"} {
		if _, stderr := p.run(2, "import", file, "--id", "lake"); !strings.Contains(string(stderr), want) {
			t.Errorf("%s: %s", file, stderr)
		}
	}
}

// TestImportInText: of a report whose links stand in its text is said how many, that they
// are not taken, and a way to have them watched that works.
func TestImportInText(t *testing.T) {
	t.Parallel()
	p := newProject(t, "", map[string][]byte{"lake.md": []byte("It [rose](https://a.example/1), and https://a.example/2.\n\nIt fell.[^1]\n\n[^1]: Poe, Salt.\n")})
	_, stderr := p.run(2, "import", "lake.md", "--published", "2020-02-20")
	for _, want := range []string{"no footnote with a URL in it: 1 footnote found without one; 2 links in its text are left, as import takes footnotes and endnotes alone", `hint: make footnotes of those that are evidence`, "sources/lake.yaml by hand"} {
		if !strings.Contains(string(stderr), want) {
			t.Errorf("%q is not in %s", want, stderr)
		}
	}
	_, manifest, _ := strings.Cut(strings.TrimSpace(string(stderr)), "by hand: ")
	p.write("sources/lake.yaml", []byte(strings.Replace(manifest, "https://…", "https://a.example/1", 1)))
	if stdout, _ := p.run(0, "list"); !strings.Contains(string(stdout), "https://a.example/1") {
		t.Errorf("%s: %s", manifest, stdout)
	}
}
