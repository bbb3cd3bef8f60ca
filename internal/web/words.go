package web

// words are all that people read on the pages, by key: a translation is another list.
// What is said of a citation (why, advice, evidence) comes from the program as it is.
// "KEY.one" and "KEY.many" are one text, for one thing and for another number of them.
var words = merged(layoutWords, problemWords, stateNames, indexWords, reportWords, citationWords, acceptWords, signInWords, researchWords, replayWords)

var layoutWords = map[string]string{
	"lang":         "en",
	"name":         "archiver",
	"skip":         "Skip to content",
	"nav":          "Main",
	"nav.reports":  "Reports",
	"nav.search":   "Search",
	"nav.signin":   "Sign in",
	"nav.signedin": "Signed in as",
	"nav.signout":  "Sign out",
	"footer":       "archiver %s",
	"crumbs":       "Where you are",

	"no.moment":     "at a time that is not known",
	"title.suffix":  "%s · archiver",
	"word.footnote": "footnote",
}

var problemWords = map[string]string{
	"error.title":    "Error %d",
	"error.400":      "This request can't be answered as it stands.",
	"error.401":      "Reading here needs signing in.",
	"error.403":      "This needs someone who has signed in and may do it.",
	"error.404":      "There is nothing at this address.",
	"error.405":      "That can't be done at this address.",
	"error.409":      "This can't be done as things stand.",
	"error.410":      "It is gone.",
	"error.429":      "Too many wrong tokens were given. Wait a minute, then try again.",
	"error.500":      "The server failed at this. Its log says why.",
	"error.503":      "The archive is at work. Try again in a moment.",
	"error.away":     "The place where the archive lies can't be reached just now. Try again in a minute.",
	"error.near":     "Did you mean:",
	"error.back":     "All reports",
	"error.report":   "There is no report “%s” here.",
	"error.citation": "Report “%s” has no citation “%s”.",
}
