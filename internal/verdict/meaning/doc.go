// Package meaning reads what the words of a text say: figures, dates and names,
// negations, and words that say the same in other forms. It knows sentences and
// runs of tokens, and no pages; what a difference between two texts is worth is
// not decided here.
package meaning
