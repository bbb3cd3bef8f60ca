package extract

import "testing"

// TestDelimitedTables: a table in text is read by its cells, whatever separates them.
func TestDelimitedTables(t *testing.T) {
	x := New(Config{})
	const want = "Region\tYear\tCases\nKarsk 1\t2003\t4123\nOroma, the old\t2004\t55.5"
	for _, body := range []string{
		"Region,Year,Cases\nKarsk 1,2003,4123\n\"Oroma, the old\",2004,55.5\n",
		"\ufeffRegion;Year;Cases\r\nKarsk 1;2003;4123\r\n\"Oroma, the old\";2004;55.5\r\n",
		"Region\tYear\tCases\nKarsk 1\t2003\t4123\nOroma, the old\t2004\t55.5",
		"\"Region\"|\"Year\"|\"Cases\"\n\"Karsk 1\"|2003|4123\n\"Oroma, the old\"|2004|55.5",
	} {
		for _, declared := range []string{"text/csv", "text/plain; charset=utf-8", "text/tab-separated-values"} {
			if doc := extract(t, x, body, declared); doc.Kind != KindText || doc.Visible != want || doc.Main != want {
				t.Errorf("%q as %s gives %q", body, declared, doc.Visible)
			}
		}
	}
	for body, want := range map[string]string{
		"Source: registry\n\nTown,Year\nA,2003\nB,2004\nC,2005\n":        "Source: registry\n\nTown\tYear\nA\t2003\nB\t2004\nC\t2005", // notes above
		"Town;Share\nA;1,5\nB;2,5\n":                                     "Town\tShare\nA\t1,5\nB\t2,5",                               // decimal commas
		"Town,Said\nA,\"two\nlines, and \"\"marks\"\"\"\nB,\"no\tmore\"": "Town\tSaid\nA\ttwo lines, and \"marks\"\nB\tno more",
		"He came, they said.\nNobody knows.\nIt was, in short, over.":    "He came, they said.\nNobody knows.\nIt was, in short, over.", // no table
	} {
		if doc := extract(t, x, body, "text/csv"); doc.Visible != want {
			t.Errorf("%q gives %q, want %q", body, doc.Visible, want)
		}
	}
	for body, want := range map[string]string{
		"Country,Year,Blocs\nA,2003,EU;US\nB,2004,EU;UN\nC,2005,UN;US": "Country\tYear\tBlocs\nA\t2003\tEU;US\nB\t2004\tEU;UN\nC\t2005\tUN;US", // lists in cells
		"a;b;c\n1,5;2,5;3,5\n1,6;2,6;3,6\n":                            "a\tb\tc\n1,5\t2,5\t3,5\n1,6\t2,6\t3,6",
		"1,5;2,5;3,5\n1,6;2,6;3,6\n1,7;2,7;3,7":                        "1,5\t2,5\t3,5\n1,6\t2,6\t3,6\n1,7\t2,7\t3,7",
		// A line that comes to a table of no declared kind leaves it a table.
		"Town,Year,Cases\nA,2003,12\nB,2004,\nC,2005,14\n# of May": "Town\tYear\tCases\nA\t2003\t12\nB\t2004\t\nC\t2005\t14\n# of May",
	} {
		for _, kind := range []string{"text/csv", "text/plain"} {
			if doc := extract(t, x, body, kind); doc.Visible != want {
				t.Errorf("%q as %s gives %q, want %q", body, kind, doc.Visible, want)
			}
		}
	}
	for _, body := range []string{"He came, saw, and went.\nThe law, then, stood.\nIt was, in short, over.", "| a | b |\n|---|---|\n| 1 | 2 |",
		"He came, saw, and went.\nThe law, then, stood.", "One, two\nThree, four\nFive, six\nSeven, eight"} {
		if doc := extract(t, x, body, "text/plain"); doc.Visible != body {
			t.Errorf("%q gives %q", body, doc.Visible)
		}
	}
}
