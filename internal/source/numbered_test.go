package source

import (
	"strings"
	"testing"
)

// TestChapterLists is reports whose chapters each end with a list of their notes.
func TestChapterLists(t *testing.T) {
	im := imported(t, "r.md", "# One\n\nRoads closed.<sup>1</sup> Schools too.<sup>2</sup>\n\n## Notes\n\n1. https://north.example/roads\n2. https://north.example/schools\n\n"+
		"# Two\n\nRoads opened.<sup>1</sup> Shops too.<sup>2</sup>\n\n## Notes\n\n1. https://south.example/roads\n2. https://south.example/shops\n")
	want := "1 <Roads closed.> https://north.example/roads; 2 <Schools too.> https://north.example/schools; s2-1 <Roads opened.> https://south.example/roads; s2-2 <Shops too.> https://south.example/shops; "
	if got := short(im); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if len(im.Warnings) != 2 || !strings.Contains(im.Warnings[0].Msg, "there is a note 1 already: this one is called s2-1") {
		t.Errorf("warned of %v", im.Warnings)
	}
}

// TestMarkedAgain is lists that are no notes, behind marks that are made again.
func TestMarkedAgain(t *testing.T) {
	const want = "1 <Roads closed.> <Roads opened as before:> https://north.example/roads; 2 <Schools too.> <Roads opened as before:> https://north.example/schools; "
	anew := strings.ReplaceAll(want, " <Roads opened as before:>", "") + "s2-1 <Roads opened as before:> https://south.example/roads; s2-2 <Roads opened as before:> https://south.example/shops; "
	for _, tt := range []struct{ name, text, want string }{
		{"of what to do, under no heading of notes", "Roads closed.<sup>1</sup> Schools too.<sup>2</sup>\n\n## Notes\n\n1. https://north.example/roads\n2. https://north.example/schools\n\n## Annex\n\n" +
			"Roads opened as before:<sup>1</sup><sup>2</sup>\n\n1. Sign https://sign.example/\n2. Write to https://write.example/\n", want},
		{"led to by a colon", "Roads closed.[1] Schools too.[2]\n\n1. https://north.example/roads\n2. https://north.example/schools\n\n" +
			"Roads opened as before [1] [2]:\n\n1. Sign https://sign.example/\n2. Write to https://write.example/\n", want},
		{"notes under headings of their own", "Roads closed.[1] Schools too.[2]\n\n## 1. Notes to One\n\n1. https://north.example/roads\n2. https://north.example/schools\n\n## Two\n\n" +
			"Roads opened as before:[1][2]\n\n## 2. Notes to Two\n\n1. https://south.example/roads\n2. https://south.example/shops\n",
			anew},
		{"notes under headings that differ", "Roads closed.[1] Schools too.[2]\n\n## Endnotes\n\n1. https://north.example/roads\n2. https://north.example/schools\n\n## Two\n\n" +
			"Roads opened as before:[1][2]\n\n## References\n\n1. https://south.example/roads\n2. https://south.example/shops\n",
			anew},
		{"notes under a line of their own", "Roads closed.[1] Schools too.[2]\n\n1. https://north.example/roads\n2. https://north.example/schools\n\n" +
			"Roads opened as before:[1][2]\n\nSources:\n\n1. https://south.example/roads\n2. https://south.example/shops\n",
			anew},
	} {
		if got := short(imported(t, "r.md", tt.text)); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// TestNumbersAnew is notes whose numbers begin anew, and marks that may stand for either.
func TestNumbersAnew(t *testing.T) {
	const want = "1 <Roads closed.> https://north.example/1; 2 <Schools too.> https://north.example/2; s2-1 <Roads opened.> https://south.example/1; s2-2 <Shops too.> https://south.example/2; "
	chapters := "## One\n\nRoads closed.[1] Schools too.[2]\n\n## Two\n\nRoads opened.[1] Shops too.[2]\n\n# Notes\n\n"
	for _, tt := range []struct{ name, text, want string }{
		{"lists for all chapters at the end", chapters + "## One\n\n1. https://north.example/1\n2. https://north.example/2\n\n## Two\n\n1. https://south.example/1\n2. https://south.example/2\n", want},
		{"marked notes for all chapters at the end", chapters + "One\n\n[1] https://north.example/1\n\n[2] https://north.example/2\n\nTwo\n\n[1] https://south.example/1\n\n[2] https://south.example/2\n", want},
		{"a mark made again", "Roads closed.[1] Schools too.[2]\n\n[1] https://north.example/1\n\n[2] https://north.example/2\n\nRoads opened.[1] Shops as well.[2] Schools.[3]\n\n[1] https://south.example/1\n\n[3] https://south.example/3\n",
			"1 <Roads closed.> https://north.example/1; 2 <Schools too.> <Shops as well.> https://north.example/2; s2-1 <Roads opened.> https://south.example/1; 3 <Schools.> https://south.example/3; "},
		{"a note without an address on the second page", "Roads closed.<sup>1</sup> Schools too.<sup>2</sup>\n\n<sup>1</sup> https://north.example/1\n\n<sup>2</sup> https://north.example/2\n\nRoads opened.<sup>1</sup> Shops too.<sup>2</sup>\n\n<sup>1</sup> https://south.example/1\n\n<sup>2</sup> Ibid.\n",
			"1 <Roads closed.> https://north.example/1; 2 <Schools too.> https://north.example/2; s2-1 <Roads opened.> https://south.example/1; s2-2 <Shops too.> https://south.example/1; "},
		{"a note written twice", "Roads closed.[1] Schools too.[2]\n\n[1] https://north.example/1\n\n[2] https://north.example/2\n\n[1] https://north.example/3\n",
			"1 <Roads closed.> https://north.example/1; https://north.example/3; 2 <Schools too.> https://north.example/2; "},
		{"as many lists as chapters, and no marks begin anew", "## One\n\nRoads closed.[1] Schools too.[2]\n\n## Two\n\nRoads opened.[2]\n\n# Notes\n\n1. https://north.example/1\n2. https://north.example/2\n\n# Links\n\n1. https://south.example/1\n",
			"1 <Roads closed.> https://north.example/1; 2 <Schools too.> <Roads opened.> https://north.example/2; "},
	} {
		if got := short(imported(t, "r.md", tt.text)); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}
