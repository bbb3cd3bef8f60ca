// Package kit is what the packages of generated cases are made with: a Site is a
// template with a cited page, an Edit changes a page, and a Label is a case being
// made of the two. It judges nothing and knows nothing of how a verdict is
// reached; package kittest checks that the cases say nothing that contradicts
// their bytes.
//
// How labels are given, in every package:
//   - What only touches furniture (menus, counters, comments, related items,
//     adverts, markup, encoding, typography, the letter ё) is "ok/*".
//   - What makes the article say something else, by however little, is
//     "changed/edited" while the cited quotes stand, and "changed/quote-lost" when
//     one no longer does. A figure, a name or a negation changed inside a quote
//     loses it.
//   - A page that keeps a quote or half of its text is never blocked or dead,
//     whatever its status, its headers or the words it is about.
//   - QuoteStates is nil where a look can say nothing of the quotes: dead,
//     blocked, unreachable.
//
// Whatever finds nothing to work on panics, so that no case can lose its point
// unseen: the tests of a package build all its cases.
package kit

import "archiver/internal/eval/set"

// Cases builds the cases of sites, in their order. Each call builds them anew, so
// a caller may change what it gets.
func Cases(sites []func() *Site) []set.Case {
	var cases []set.Case
	for _, build := range sites {
		for _, l := range build().Cases {
			cases = append(cases, l.Case)
		}
	}
	return cases
}
