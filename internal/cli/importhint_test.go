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
