package compare

import (
	"archiver/internal/verdict/pages"
	"strings"
	"testing"
)

const beside = "\nThe council met on the matter again in the spring, and sent all the papers that it had to the court of appeal in the capital, where they are kept." +
	"\nLe conseil s'est réuni au printemps et a envoyé tous les papiers à la cour d'appel de la capitale, où ils sont conservés depuis lors."

func alarms(old, now string) (bool, []Edit) {
	page := func(s string) *pages.Prepared {
		return pages.Prepare(pages.Page{Kind: "html", Visible: s + beside, Main: s + beside})
	}
	c := Pages(page(old), page(now))
	return c.Significant, c.Edits
}

// Another way of writing is no edit; another number, name or date is.
func TestWriting(t *testing.T) {
	for _, c := range []struct {
		old, now string
		want     bool
	}{
		{"L'Etat a versé la somme à la commune de la région voisine.", "L’État a versé la somme à la commune de la région voisine.", false},
		{"L'Etat a versé la somme à la commune de la région voisine.", "L’Etna a versé la somme à la commune de la région voisine.", true},
		{"Le coeur de la ville reste fermé aux voitures le dimanche.", "Le cœur de la ville reste fermé aux voitures le dimanche.", false},
		{"La hausse est de 12 % sur un an selon le rapport.", "La hausse est de 12 pour cent sur un an selon le rapport.", false},
		{"La hausse est de 12 % sur un an selon le rapport.", "La hausse est de 13 pour cent sur un an selon le rapport.", true},
		{"Il est parti à 17h10 de la gare de la ville.", "Il est parti à 17:10 de la gare de la ville.", false},
		{"Il est parti à 17h10 de la gare de la ville.", "Il est parti à 17:40 de la gare de la ville.", true},
		{"M. Dupont est parti de la gare de la ville hier soir.", "Monsieur Dupont est parti de la gare de la ville hier soir.", false},
		{"M. Dupont est parti de la gare de la ville hier soir.", "Madame Dupont est partie de la gare de la ville hier soir.", true},
		{"Le règlement no 12 de la ville est entré en vigueur hier soir.", "Le règlement n° 12 de la ville est entré en vigueur hier soir.", false},
		{"Le règlement no 12 de la ville est entré en vigueur hier soir.", "Le règlement n° 13 de la ville est entré en vigueur hier soir.", true},
		{"The article 12 of the law was said to be void by the old court.", "The art. 12 of the law was said to be void by the old court.", false},
		{"The article 12 of the law was said to be void by the old court.", "The para. 12 of the law was said to be void by the old court.", true},
		{"The law was said to be old by the court [1] and by the council.", "The law was said to be old by the court [a] and by the council.", false},
		{"The law was said to be old by the court[1] and by the council.", "The law was said to be old by the court[note 1] and by the council.", false},
		{"The law was said to be old by the court 1 and by the council.", "The law was said to be old by the court a and by the council.", true},
		{"Smith, The old bridge, in the library of the town. Retrieved 5 May 2024.", "Smith, The old bridge, in the library of the town. Retrieved 7 June 2025.", false},
		{"^ a b Smith, The old bridge, in the library of the town. Retrieved 5 May 2024.", "↑ Smith, The old bridge, in the library of the town. Accessed 2025-06-07.", false},
		{"^ a b Smith, The old bridge, in the library of the town. Retrieved 5 May 2024.", "^ a b Brown, The old bridge, in the library of the town. Retrieved 5 May 2024.", true},
		{"Smith sold the old bridge beside the library of the town on 5 May 2024.", "Smith sold the old bridge beside the library of the town on 7 June 2025.", true},
		{"Le XXIe siècle a parlé au maire de la ville et à son adjoint hier.", "Le 21e siècle a parlé au maire de la ville et à son adjoint hier.", false},
		{"Le XXIe siècle a parlé au maire de la ville et à son adjoint hier.", "Le 20e siècle a parlé au maire de la ville et à son adjoint hier.", true},
		{"Les quatorze maires ont parlé à la ville et à son adjoint hier.", "Les 14 maires ont parlé à la ville et à son adjoint hier.", false},
		{"Les quatorze maires ont parlé à la ville et à son adjoint hier.", "Les 15 maires ont parlé à la ville et à son adjoint hier.", true},
		{"The sum was 1,5 million euros in the year that the town was sold.", "The sum was 15 million euros in the year that the town was sold.", true},
		{"The sum was 318,4 million euros in the year that the town was sold.", "The sum was 31,84 million euros in the year that the town was sold.", true},
		{"The sum was 1 500 euros in the year that the town was sold.", "The sum was 1.500 euros in the year that the town was sold.", false},
		{"The sum was 3 million euros in the year that the town was sold.", "The sum was $3 million in the year that the town was sold.", true},
		{"Of all the men 3/4 were held in the old prison of the town for a year.", "Of all the men 34 were held in the old prison of the town for a year.", true},
		{"Of all the men 34 were held in the old prison of the town for a year.", "Of all the men 3/4 were held in the old prison of the town for a year.", true},
		{"They said that 2–3 men were held in the old prison of the town for a year.", "They said that 23 men were held in the old prison of the town for a year.", true},
		{"They said that 2–3 men were held in the old prison of the town for a year.", "They said that 2-3 men were held in the old prison of the town for a year.", false},
		{"They said that 5‑6 men were held in the old prison of the town for a year.", "They said that 56 men were held in the old prison of the town for a year.", true},
		{"Resolution 46/119 was read to the men in the old prison of the town.", "Resolution 46119 was read to the men in the old prison of the town.", true},
		{"They rely on article 14(3) of the covenant in the old prison of the town.", "They rely on article 143 of the covenant in the old prison of the town.", true},
		{"They rely on article 14(3) of the covenant in the old prison of the town.", "They rely on article 14 (3) of the covenant in the old prison of the town.", false},
		{"It was on 3/4/2021 that the men were held in the old prison of the town.", "It was on 34/2021 that the men were held in the old prison of the town.", true},
		{"The sum was 1 500 000 euros in the year that the town was sold.", "The sum was 1,500,000 euros in the year that the town was sold.", false},
		{"The sum was 1 500 000 euros in the year that the town was sold.", "The sum was 1500000 euros in the year that the town was sold.", false},
		{"The sum was 1'500 euros in the year that the town was sold.", "The sum was 1500 euros in the year that the town was sold.", false},
		{"It says 5 100 in the book of the year in which the town was sold.", "It says 510 0 in the book of the year in which the town was sold.", true},
		{"Nov 5, 2024 #2" + beside + "\nThe barrier at the old bridge has been there since noon, with a policeman beside it.", "Five months ago #2" + beside + "\nThe barrier at the old bridge has been there since noon, with a policeman beside it.", false},
		{"The bridge was closed on Nov 5, 2024 by the mayor of the town.", "The bridge was closed five months ago by the mayor of the town.", true},
	} {
		if got, edits := alarms(c.old, c.now); got != c.want {
			t.Errorf("%q → %q: %v, want %v: %+v", c.old, c.now, got, c.want, edits)
		}
	}
}

// Turned on its side or dealt out as cards a table says the same.
func TestTables(t *testing.T) {
	rows := "The table below has the marks of the country in each of the fields:\nField\tRank\tMark\nPolitics\t121\t38,90\nEconomy\t109\t40,15\nLaw\t126\t39,44"
	turned := "The table below has the marks of the country in each of the fields:\nField\tPolitics\tEconomy\tLaw\nRank\t121\t109\t126\nMark\t38,90\t40,15\t39,44"
	cards := "The table below has the marks of the country in each of the fields:\nPolitics\nRank: 121\nMark: 38,90\nEconomy\nRank: 109\nMark: 40,15\nLaw\nRank: 126\nMark: 39,44"
	intro := "The table below has the marks of the country in each of the fields:\n"
	some := intro + "Field\tRank\tMark\nPolitics\tRank 121\t38,90\nEconomy\tRank 109\t40,15\nLaw\tRank 126\t39,44"
	every := intro + "Field: Politics\tRank: 121\tMark: 38,90\nField: Economy\tRank: 109\tMark: 40,15\nField: Law\tRank: 126\tMark: 39,44"
	twice := intro + "Field\tRank\tMark\nPolitics\t121\t38,90\nPolitics\t121\t38,90\nLaw\t126\t39,44"
	for _, c := range []struct {
		name, old, now string
		want           bool
	}{
		{"the name before the cells of a column", rows, some, false},
		{"and back", some, rows, false},
		{"the name before every cell", rows, every, false},
		{"of every cell, gone", every, rows, false},
		{"the name, and another figure", rows, strings.Replace(some, "109", "119", 1), true},
		{"the name, and two figures exchanged", rows, strings.NewReplacer("109", "126", "126", "109").Replace(some), true},
		{"the name of another column", rows, strings.ReplaceAll(some, "Rank 1", "Mark 1"), true},
		{"another word before the cells", rows, strings.ReplaceAll(some, "Rank 1", "Below 1"), true},
		{"the name, and a row less", rows, strings.Replace(some, "\nLaw\tRank 126\t39,44", "", 1), true},
		{"the name, and one of two like rows less", twice, strings.Replace(every, "\nField: Economy\tRank: 109\tMark: 40,15", "", 1), true},
		{"turned", rows, turned, false},
		{"turned back", turned, rows, false},
		{"cards", rows, cards, false},
		{"a table again", cards, rows, false},
		{"turned, another figure", rows, strings.Replace(turned, "109", "119", 1), true},
		{"turned, two figures exchanged", rows, strings.Replace(turned, "121\t109", "109\t121", 1), true},
		{"cards, another figure", rows, strings.Replace(cards, "40,15", "41,15", 1), true},
		{"cards, one is missing", rows, strings.Replace(cards, "\nLaw\nRank: 126\nMark: 39,44", "", 1), true},
	} {
		if got, edits := alarms(c.old, c.now); got != c.want {
			t.Errorf("%s: %v, want %v: %+v", c.name, got, c.want, edits)
		}
	}
}

// The numbers of items say nothing, words that many paragraphs have alike do.
func TestOrdinals(t *testing.T) {
	turns := []string{"The chair: we shall now vote on the bill that the house has before it.", "Mr Brook: the bill takes from the towns what it gives to the ports.", "Ms Lund: nobody asked the towns, and nobody asked the ports either.", "The chair: the bill is passed with the votes of both of the sides."}
	with := func(put ...string) string {
		out := append([]string{}, turns...)
		for i, p := range put {
			out[i] = p + out[i]
		}
		return strings.Join(out, "\n")
	}
	items := "The request has to have with it:\nthe statutes, signed by two of the members;\nthe list of the members, with their addresses;\nthe sum of the means, if it is above 500."
	counted := "The request has to have with it:\n1° the statutes, signed by two of the members;\n2° the list of the members, with their addresses;\n3° the sum of the means, if it is above 500."
	for _, c := range []struct {
		name, old, now string
		want           bool
	}{
		{"times", with(), with("12:31 ", "12:40 ", "13:02 ", "13:10 "), false},
		{"the same words", with(), with("Watch ", "Watch ", "Watch ", "Watch "), true},
		{"one time", with(), with("12:31 "), true},
		{"other words", with(), with("Later ", "Then ", "Soon ", "Now "), true},
		{"a negation", with(), with("Not so: ", "Not so: ", "Not so: ", "Not so: "), true},
		{"numbers of items", items, counted, false},
		{"numbers of items gone", counted, items, false},
		{"numbers of headings", "Aims\n" + turns[0] + "\nMeans\n" + turns[1], "1. Aims\n" + turns[0] + "\n2. Means\n" + turns[1], false},
		{"a table of contents", "What they said\n" + turns[0] + "\nWhat they did\n" + turns[1] + "\nWhat comes next\n" + turns[2], "1.1 What they said\n1.2 What they did\n1.3 What comes next\nWhat they said\n" + turns[0] + "\nWhat they did\n" + turns[1] + "\nWhat comes next\n" + turns[2], false},
		{"a line of a table of contents", "What all of them said in May\n" + turns[0] + "\n" + turns[1], "1.1 What all of them said in May\nWhat all of them said in May\n" + turns[0] + "\n" + turns[1], false},
		{"a list of other things", "What they said\n" + turns[0] + "\nWhat they did\n" + turns[1] + "\nWhat comes next\n" + turns[2], "What they said\n" + turns[0] + "\nWhat they did\n1.1 The town has sold the quay to the port of the other side.\n1.2 The port has bought the old mill back from the other side.\n1.3 Nobody was told of that.\n" + turns[1] + "\nWhat comes next\n" + turns[2], true},
		{"numbers that count nothing", items, strings.NewReplacer("1° ", "7 ", "2° ", "4 ", "3° ", "9 ").Replace(counted), true},
	} {
		if got, edits := alarms(c.old, c.now); got != c.want {
			t.Errorf("%s: %v, want %v: %+v", c.name, got, c.want, edits)
		}
	}
}
