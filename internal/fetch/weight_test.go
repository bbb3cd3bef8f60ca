package fetch

import (
	"fmt"
	"net/url"
	"runtime"
	"strings"
	"testing"
)

// TestNeedsWeight: a page made of what takes the most when a tree is made of it, short
// elements and attributes, takes no more than a few times its size; what stood before is
// found all the same.
func TestNeedsWeight(t *testing.T) {
	page := &url.URL{Scheme: "https", Host: "x.example", Path: "/d/"}
	var names strings.Builder
	for i := range maxHTML / 8 {
		fmt.Fprintf(&names, "a%x ", i)
	}
	for what, of := range map[string]string{
		"drawn things": strings.Repeat("<use>", maxHTML/5), "images": strings.Repeat("<img>", maxHTML/5),
		"attributes of one": "<img " + names.String() + ">", "attributes of many": strings.Repeat("<img a b c d e f/g/h/i/j>", maxHTML/25),
		"valued attributes": "<img " + strings.ReplaceAll(names.String(), " ", `=""`) + ">",
	} {
		doc := []byte("<img src=a.png>" + of)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		found := list(needs(page, doc[:min(len(doc), maxHTML)]))
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; took > 250<<20 {
			t.Errorf("%s: a page of %d MiB takes %d MiB", what, maxHTML>>20, took>>20)
		} else {
			t.Logf("%s: %d MiB", what, took>>20)
		}
		if len(found) != 1 || found[0] != "image /d/a.png" {
			t.Errorf("%s: found %q", what, found)
		}
	}
	// A long page of a newspaper's archive is far from that.
	var b strings.Builder
	for i := range 4000 {
		fmt.Fprintf(&b, `<div style="background: url(%d.gif)" class="a b c" data-x='1'><img src="p%d.png" alt="of what stands in it" width=1 height=1></div>`, i%10, i)
	}
	if found := list(needs(page, []byte(b.String()))); len(found) != 4010 {
		t.Errorf("%d of 4010 found", len(found))
	}
}
