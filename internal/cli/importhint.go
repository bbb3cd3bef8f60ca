package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"archiver/internal/source"
)

// noFootnote says what was found in a report that has no footnote with a URL, and what
// can be done.
func noFootnote(file string, im *source.Imported) error {
	msg := fmt.Sprintf("import %s: no footnote with a URL in it", file)
	if im.Bare > 0 {
		msg += fmt.Sprintf(": %s found without one", plural(im.Bare, "footnote"))
	}
	hint := readableHint(file, "")
	if n := len(im.InText); n > 0 {
		msg += fmt.Sprintf("; %s in its text %s left, as import takes footnotes and endnotes alone", plural(n, "link"), either(n == 1, "is", "are"))
	}
	switch {
	case hint != "":
	case im.Blank != "":
		msg += fmt.Sprintf("; pages without text, only pictures or nothing: %s", im.Blank)
		hint = "make text of the pictures first: ocrmypdf --skip-text in.pdf out.pdf; then read the addresses over"
	case len(im.InText) > 0:
		hint = fmt.Sprintf(`make footnotes of those that are evidence (in Markdown: "It rose.[^1]" and below "[^1]: https://…"), or write sources/%s.yaml by hand: {id: %s, published: %s, footnotes: [{number: 1, claims: ["It rose."], citations: [{url: "https://…"}]}]}`,
			im.Manifest.ID, im.Manifest.ID, shortDate(im.Manifest.Published))
	default:
		hint = "footnotes are read from Markdown ([^1], ^[note], or <sup>1</sup> in the text and before the note), HTML, DOCX and PDF (small raised numbers, and notes at the foot of the page or at the end)"
	}
	return &usageError{msg: msg, hint: hint}
}

// readableHint names the command that makes a report that can be read of one that cannot,
// with its notes kept; "": there is none. format is what its bytes are, "" where they are
// text: then its name tells.
func readableHint(file, format string) string {
	end := strings.ToLower(filepath.Ext(file))
	switch {
	case format == "DOC", format == "ODT", format == "RTF":
		return "convert it: libreoffice --headless --convert-to docx " + shellWord(file)
	case format == "" && slices.Contains([]string{".tex", ".latex", ".typ", ".rst", ".org", ".adoc", ".textile", ".ipynb", ".docbook", ".wiki"}, end):
		return "convert it: pandoc -s -o " + shellWord(strings.TrimSuffix(file, filepath.Ext(file))+".md") + " " + shellWord(file)
	case end == ".pages":
		return "export it from Pages as Word or PDF"
	}
	return ""
}
