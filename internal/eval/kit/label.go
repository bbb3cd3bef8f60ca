package kit

import "archiver/internal/eval/set"

// A Label is a case being made.
type Label struct{ set.Case }

// Verbatim says that every quote of the case still stands.
func (l *Label) Verbatim() *Label { return l.States("verbatim") }

// States says the same acceptable states of every quote of the case.
func (l *Label) States(states ...string) *Label {
	l.QuoteStates = nil
	for range l.Quotes {
		l.QuoteStates = append(l.QuoteStates, states)
	}
	return l
}

// Resting makes the case's citation rest on other quotes than the site's usual
// ones, or on none. They still stand if the case had said so of the usual ones.
func (l *Label) Resting(quotes ...string) *Label {
	l.Quotes = quotes
	if l.QuoteStates != nil {
		l.States(l.QuoteStates[0]...)
	}
	return l
}

// Or adds answers that are right too.
func (l *Label) Or(want ...string) *Label {
	l.Want = append(l.Want, want...)
	return l
}

// Also says what the web answers at another place after.
func (l *Label) Also(place string, a set.Answer) *Label {
	l.After[place] = a
	return l
}

// Elsewhere says that every other path of the host answers so after.
func (l *Label) Elsewhere(a set.Answer) *Label { return l.Also("*", a) }

// Everywhere says that the whole host comes to answer as the cited page does:
// every path, and the places given by name.
func (l *Label) Everywhere(places ...string) *Label {
	a := l.After[l.Path]
	l.After = set.Web{l.Path: a, "*": a}
	for _, p := range places {
		l.After[p] = a
	}
	return l
}

// Note says why a person would answer so.
func (l *Label) Note(text string) *Label {
	l.Case.Note = text
	return l
}
