package eval

// known are the generated cases that are answered wrongly for now, with the
// reason. TestGeneratedSet only logs them; one that is answered right must go.
var known = map[string]string{
	"blog-en/noise-theme-notable":                    "the date line that a new theme leaves out stands in a paragraph of its own among the text",
	"briefing-en/noise-accreditation-box-and-reader": "a notice of two sentences, built as the paragraphs around it are",
	"latin-kk/noise-redesign":                        "a line of credit at the text's end; a rule for it would swallow last sentences that were taken out",
	"wiki-en/noise-mobile-front-end":                 "the title is built another way, and each heading's link to edit it has another name",
	"wiki-en/noise-new-skin-toc-aside":               "the title is built another way, and each heading's link to edit it has another name",
}
