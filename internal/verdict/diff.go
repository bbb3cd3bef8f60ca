package verdict

import "archiver/internal/verdict/diff"

// How two pages differ, passage by passage, to be shown to a person.
type (
	// Changes is what stands otherwise in one page than in another.
	Changes = diff.Changes
	// Change is one passage that is not as it was.
	Change = diff.Change
	// Part is a piece of a passage: the same, lost or gained.
	Part = diff.Part
	// Fact is what changed in a passage and counts however short it is.
	Fact = diff.Fact
	// Near is the passage of a page that comes nearest to a text which does not stand
	// there word by word.
	Near = diff.Near
)

// The kinds of a change.
const (
	KindEdited = diff.KindEdited
	KindLost   = diff.KindLost
	KindGained = diff.KindGained
	KindMoved  = diff.KindMoved
)

// What becomes of a piece of a passage.
const (
	OpSame   = diff.OpSame
	OpLost   = diff.OpLost
	OpGained = diff.OpGained
)

// The kinds of a fact.
const (
	NumberFact   = diff.NumberFact
	NameFact     = diff.NameFact
	NegationFact = diff.NegationFact
	DateFact     = diff.DateFact
	AddressFact  = diff.AddressFact
)

// Diff tells passage by passage how the new page differs from the old. It agrees with
// Judge: where Judge says edited there is a change, where it says same or noise there
// is none but in Noise. Nil stands for a page without text.
func Diff(old, new *Prepared) Changes { return diff.Pages(old, new) }

// Nearest finds the passage that comes nearest to a text, however short; false where
// the two would have small words in common alone.
func Nearest(p *Prepared, text string) (Near, bool) { return diff.Nearest(p, text) }

// Sentence widens a passage that stands in a page word by word to the sentence
// around it; "" where it does not stand there.
func Sentence(p *Prepared, text string) string { return diff.Sentence(p, text) }
