package cli

import (
	"path/filepath"
	"slices"
	"strings"
)

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
