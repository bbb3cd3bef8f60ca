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

// TestMarkedAgain is lists that are no notes, behind marks that are made again.
func TestMarkedAgain(t *testing.T) {
	const want = "1 <Roads closed.> <Roads opened as before:> https://north.example/roads; 2 <Schools too.> <Roads opened as before:> https://north.example/schools; "
	for _, tt := range []struct{ name, text, want string }{
		{"of what to do, under no heading of notes", "Roads closed.<sup>1</sup> Schools too.<sup>2</sup>\n\n## Notes\n\n1. https://north.example/roads\n2. https://north.example/schools\n\n## Annex\n\n" +
			"Roads opened as before:<sup>1</sup><sup>2</sup>\n\n1. Sign https://sign.example/\n2. Write to https://write.example/\n", want},
		{"led to by a colon", "Roads closed.[1] Schools too.[2]\n\n1. https://north.example/roads\n2. https://north.example/schools\n\n" +
			"Roads opened as before [1] [2]:\n\n1. Sign https://sign.example/\n2. Write to https://write.example/\n", want},
		{"notes under headings of their own", "Roads closed.[1] Schools too.[2]\n\n## 1. Notes to One\n\n1. https://north.example/roads\n2. https://north.example/schools\n\n## Two\n\n" +
			"Roads opened as before:[1][2]\n\n## 2. Notes to Two\n\n1. https://south.example/roads\n2. https://south.example/shops\n",
			strings.NewReplacer("roads; ", "roads; https://south.example/roads; ", "schools; ", "schools; https://south.example/shops; ").Replace(want)},
		{"notes under headings that differ", "Roads closed.[1] Schools too.[2]\n\n## Endnotes\n\n1. https://north.example/roads\n2. https://north.example/schools\n\n## Two\n\n" +
			"Roads opened as before:[1][2]\n\n## References\n\n1. https://south.example/roads\n2. https://south.example/shops\n",
			strings.NewReplacer("roads; ", "roads; https://south.example/roads; ", "schools; ", "schools; https://south.example/shops; ").Replace(want)},
		{"notes under a line of their own", "Roads closed.[1] Schools too.[2]\n\n1. https://north.example/roads\n2. https://north.example/schools\n\n" +
			"Roads opened as before:[1][2]\n\nSources:\n\n1. https://south.example/roads\n2. https://south.example/shops\n",
			strings.NewReplacer("roads; ", "roads; https://south.example/roads; ", "schools; ", "schools; https://south.example/shops; ").Replace(want)},
	} {
		if got := short(imported(t, "r.md", tt.text)); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}
