package verdict

import "archiver/internal/verdict/meaning"

// Item is a figure, a date or a name that a sentence takes from its source.
type Item = meaning.Item

// Claim lists what a sentence of a report takes from its source: see meaning.Claim.
func Claim(sentence string) []Item { return meaning.Claim(sentence) }
