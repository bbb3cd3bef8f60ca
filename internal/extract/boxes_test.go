package extract

import (
	"strings"
	"testing"
)

// A label right in the body, before all boxes, labels none.
func TestLabelInTheBody(t *testing.T) {
	const text = "The board sold a strip of the old fish quay for four million crowns, although its own surveyor had put the value higher."
	doc := fromHTML(t, "<body>Share this<p>"+text+"</p><p>"+text+"</p></body>")
	if !strings.Contains(doc.Main, text) {
		t.Errorf("main: %q", doc.Main)
	}
}
