package source

import (
	"strings"
	"testing"
)

// TestChapterLists is reports whose chapters each end with a list of their notes.
func TestChapterLists(t *testing.T) {
	im := imported(t, "r.md", "# One\n\nRoads closed.<sup>1</sup> Schools too.<sup>2</sup>\n\n## Notes\n\n1. https://north.example/roads\n2. https://north.example/schools\n\n"+
		"# Two\n\nRoads opened.<sup>1</sup> Shops too.<sup>2</sup>\n\n## Notes\n\n1. https://south.example/roads\n2. https://south.example/shops\n")
	want := "1 <Roads closed.> <Roads opened.> https://north.example/roads; https://south.example/roads; 2 <Schools too.> <Shops too.> https://north.example/schools; https://south.example/shops; "
	if got := short(im); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if len(im.Warnings) != 2 || !strings.Contains(im.Warnings[0].Msg, "stands in line 7 already") {
		t.Errorf("warned of %v", im.Warnings)
	}
}
