// Package set holds what an evaluation case is: a small web as it was when a
// page was cited, the same web at a later look, and what a careful editor would
// say of the citation.
package set

import "net/http"

// A Case is one labelled look at one cited page.
type Case struct {
	// Name is unique in the set and says what the case is:
	// "un-opinion-ru/edit-digit-in-table".
	Name string

	// Site names the template and language. Cases of one site are never split
	// between the part that is tuned on and the part that is tested on.
	Site string

	// Class is the kind of thing done to the page: "noise", "edit", "quote",
	// "replaced", "type", "moved", "dead", "wall", "fault".
	Class string

	// Host is the cited page's host where that is part of the case, as a platform's
	// own name is; the page is then cited with https. Empty: the harness chooses.
	Host string

	// Path is the cited page's path and query on the case's own host, which the
	// harness chooses unless Host says so; pages may write links as absolute paths, or with {{host}}
	// where the host's name must stand.
	Path string

	// Quotes are passages of Before's page that the citation rests on; QuoteStates
	// holds, for each, the acceptable states after (see CONTRACT.md), best first:
	// "verbatim", "edited", "unclear", "gone".
	Quotes      []string
	QuoteStates [][]string

	Before, After Web

	// Want holds the acceptable answers, "verdict/reason", best first.
	// "ok/*" accepts any reason of ok.
	Want []string

	// Note says in one sentence why a person would answer so, where that is not
	// plain from the name.
	Note string
}

// A Web is what hosts answer, by place. A key is "/path?query" on the case's
// own host, "*" for every other path of it, or "//name.example/path" and
// "//name.example/*" for another host. A path that no key names gets a 404 with
// a short body. Matching is exact; "*" is tried last.
type Web map[string]Answer

// An Answer is what the server sends for one place.
type Answer struct {
	Status   int         // 0 means 200
	Header   http.Header // Content-Type is text/html; charset=utf-8 if not set
	Body     []byte      // as it goes over the wire ({{host}}, and {{path}} for an echoed path, are put in for text/html)
	Location string      // sets Location; Status is then 301 if 0

	// Fault, if set, is what happens in place of an answer: "timeout", "refused",
	// "reset", "tls" (a certificate that doesn't hold), "dns" (no such name),
	// "dns-temporary", "truncated" (Body is what came before it broke off), "protocol" (not HTTP),
	// "too-large" (a body without end).
	Fault string

	// Browserlike, if set, answers requests whose User-Agent is a plain browser's
	// (no "compatible;", no "+http"); others get the fields above.
	Browserlike *Answer
}
