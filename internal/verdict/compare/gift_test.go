package compare

import (
	"archiver/internal/verdict/pages"
	"testing"
)

// requestPage is an article of a site, with paragraphs put between its own.
func requestPage(between ...string) pages.Page {
	text := "The Harbour Herald\nThe inquiry into the harbour office ended on Friday after two years of hearings in the old court.\n"
	for i, p := range []string{
		"The clerk told the commission that 214 letters had been put into a drawer and never been read by anybody.",
		"A diver said that the siren had been switched off before the water came over the quay on that morning.",
		"The board denied it, and its lawyer asked for the protocol to be read out once more in full.",
		"A decision is expected in spring, when the three judges of the court come back from the north.",
	} {
		text += p + "\n"
		if i < len(between) && between[i] != "" {
			text += between[i] + "\n"
		}
	}
	return pages.Page{Kind: "html", Title: "The inquiry - The Harbour Herald", Visible: text, Main: text}
}

func TestGiftRequests(t *testing.T) {
	for _, c := range []struct {
		name    string
		between []string
		told    bool
	}{
		{"to subscribe", []string{"Thank you for reading The Harbour Herald. Subscribe for free to support our work."}, false},
		{"three to give", []string{"Our reporting is free for all. If you can, please donate today.", "We need you: support our journalism with a monthly gift.", "The Harbour Herald lives from donations by readers like you. Support us from £3 a month."}, false},
		{"in Russian", []string{"Мы работаем благодаря вам. Поддержите нашу редакцию: оформите пожертвование."}, false},
		{"in French", []string{"Notre journal est libre. Soutenez notre travail : abonnez-vous."}, false},
		{"in German", []string{"Unsere Arbeit ist unabhängig. Bitte unterstützen Sie unsere Redaktion mit einer Spende."}, false},
		// What an article may say, and is told.
		{"a donation in the matter", []string{"The office had asked its partners to donate 40 boats, and our reporter saw none."}, true},
		{"a fact", []string{"Support for the strike has grown, and the board met our delegation in Lasko."}, true},
		{"somebody's words", []string{"“Please donate to our fund, as you promised in May,” the clerk wrote to the board."}, true},
		{"a correction", []string{"We have taken out a sentence on the lawyer at the request of our readers."}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, turn := range []bool{false, true} {
				a, b := pages.Prepare(requestPage()), pages.Prepare(requestPage(c.between...))
				if turn {
					a, b = b, a
				}
				if got := Pages(a, b); got.Significant != c.told {
					t.Errorf("turned %v: told %v, want %v: %+v", turn, got.Significant, c.told, got.Edits)
				}
			}
		})
	}
	// Terms of use speak to their reader throughout: there a clause on gifts is matter.
	terms := func(clause string) *pages.Prepared {
		text := "Terms of use\nYou may use our service for yourself alone, and you may not sell what you find there to others.\n" +
			"Your account is closed if you break these terms, and we tell you so by a letter to your address.\n" + clause +
			"You can end your account at any time by writing to us, and we keep your letters for two years.\n"
		return pages.Prepare(pages.Page{Kind: "html", Title: "Terms of use", Visible: text, Main: text})
	}
	if !Pages(terms("We may end your subscription at the end of a month, and you get your donation back.\n"), terms("")).Significant {
		t.Error("a clause of terms of use went, and nothing is told")
	}
}
