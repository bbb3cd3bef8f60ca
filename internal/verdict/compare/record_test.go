package compare

import (
	"archiver/internal/verdict/pages"
	"testing"
)

// Each line of data counts, but not when it was made.
func TestRecord(t *testing.T) {
	const csv = "year,cases,held\nAktau,2021,14,3\nOral,2022,18,4\nTaraz,2023,12,0\nAtyrau,2024,17,2"
	for now, want := range map[string]bool{
		csv + "\nAktobe,2024,11,3":               true,
		csv[:len(csv)-len("\nAtyrau,2024,17,2")]: true,
		csv + "\ngenerated at,2024-05-03 11:14":  false,
	} {
		text := func(s string) pages.Page { return pages.Page{Kind: "text", Visible: s, Main: s} }
		if got := toldOf(text(csv), text(now)); got != want {
			t.Errorf("%q: told %v", now, got)
		}
	}
}
