// Package diff tells a person, passage by passage, how two pages differ, and which
// passage of a page comes nearest to a text. What counts and what is noise it takes
// from compare, and decides nothing itself.
package diff
