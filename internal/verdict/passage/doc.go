// Package passage finds quoted passages and cited places in one page, and says in
// what state a passage stands there. What became of the page, and what else of it
// changed, is not decided here.
package passage
