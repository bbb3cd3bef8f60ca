// Package walk goes through the server's pages in a real browser, as an editor and a
// researcher would, and tells what it saw. Playwright drives it, and axe looks at each
// page: https://github.com/dequelabs/axe-core. Both are others' programs, and for tests.
package walk

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os/exec"
)

//go:embed walk.mjs
var script string

// Way says where to go.
type Way struct {
	Playwright string `json:"playwright"` // folder of the npm package playwright-core
	Axe        string `json:"axe"`        // the file axe.min.js
	Chrome     string `json:"chrome"`     // Chromium's binary
	Width      int    `json:"width"`      // of the window, in CSS pixels
	Scheme     string `json:"scheme"`     // light, dark
	Shots      string `json:"shots"`      // folder for the pictures

	Pages    string `json:"pages"` // base URL
	Content  string `json:"content"`
	Title    string `json:"title"`   // of the report
	Report   string `json:"report"`  // URL of its page
	Changed  string `json:"changed"` // URL of the page of a citation with two snapshots
	Token    string `json:"token"`
	Words    string `json:"words"`    // to search for
	Replayed string `json:"replayed"` // text that the replay of Changed shows
	Viewer   bool   `json:"viewer"`   // replay is offered
}

// Page is a page as it was seen.
type Page struct {
	Name, URL, Title, File string
	Checks                 int // rules of axe that it passes
	Violations             []string
	Wide                   int // of the document, in CSS pixels
}

// Seen is what a walk saw.
type Seen struct {
	Pages   []Page
	Strayed []string // addresses that were asked and are of neither origin
	Faults  []string // of scripts, and what the browser refused
	Editor  struct {
		Gate, Why, Refused, Accepted string
		Failing, Filtered, Left      int
		Unreasoned                   bool // the form stayed, without a reason
	}
	Researcher struct {
		Hits, Snapshots, Lost, Gained int
		Heading, Dated, File, SHA256  string
		Told                          bool // the page tells that SHA-256
		Picture, Compared             int  // widths, in pixels
		Proof                         string
		Replayed                      bool
	}
}

// Go walks. It needs node.
func Go(ctx context.Context, w Way) (*Seen, error) {
	given, err := json.Marshal(w)
	if err != nil {
		return nil, fmt.Errorf("walk: %w", err)
	}
	cmd := exec.CommandContext(ctx, "node", "--input-type=module", "--eval", script)
	cmd.Stdin = bytes.NewReader(given)
	var out, fault bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &fault
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("walk at %d px: %w\n%s", w.Width, err, fault.String())
	}
	seen := &Seen{}
	if err := json.Unmarshal(out.Bytes(), seen); err != nil {
		return nil, fmt.Errorf("walk: read what was seen: %w", err)
	}
	return seen, nil
}
