// Package lex reads a text as words: tokens in a normal form, whatever the
// script and however it was typed, the blocks they stand in, shingles to find
// them by, and lists of words and phrases to know them by. It will not say what
// a sentence means, or compare two pages.
package lex
