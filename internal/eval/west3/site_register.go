package west3

import (
	"net/http"

	"archiver/internal/eval/set"
)

// register is an entry in a British tribunal's register of decisions.
func register() *site {
	s := newSite("register", "/register/eq-2018-0137",
		"The tribunal found that the council did not have due regard to its duty.",
		"The council shall retake the decision within 56 days.")
	s.Healthy(
		s.Inside("Public Duties Tribunal", `<main class="govuk-main-wrapper"><h1 class="govuk-heading-xl">Public Duties Tribunal</h1><p class="govuk-body">Use this service to start an appeal, answer one, or find a decision.</p><a class="govuk-button govuk-button--start" href="/start">Start now</a><h2>Before you start</h2><ul><li>You must appeal within 28 days</li><li>Have the letter that you are appealing to hand</li></ul><a href="/register">Search the register of decisions</a></main>
`),
		s.Inside("Page not found – Public Duties Tribunal", `<main class="govuk-main-wrapper"><h1 class="govuk-heading-l">Page not found</h1><p class="govuk-body">If you typed the web address, check it is correct.</p><p class="govuk-body">If you pasted the web address, check you copied the entire address.</p></main>
`))

	s.Noise("rebrand-out-of-beta",
		span(`<div class="govuk-phase-banner">`, "</div>\n", ""),
		span(`<div class="govuk-cookie-banner"`, "</div>\n", ""),
		sub("application-3f2c6e.css", "application-d09e17.css"),
		sub(`<header class="govuk-header" role="banner"><a class="govuk-header__link" href="/">Public Duties Tribunal</a></header>`, `<header class="govuk-header govuk-template--rebranded"><a href="/">Public Duties Tribunal</a></header><div class="govuk-service-navigation"><ul><li>Start an appeal</li><li>Find a decision</li><li>Help</li><li lang="cy"><a href="/cy">Cymraeg</a></li></ul></div>`),
		rewrite(`<div class="govuk-summary-list__row"><dt>([^<]*)</dt><dd>([^<]*)</dd></div>`, `<tr class="govuk-table__row"><th scope="row">$1</th><td>$2</td></tr>`),
		sub(`<dl class="govuk-summary-list">`, `<table class="govuk-table">`), sub("</dl>", "</table>"),
		sub("(PDF, 214KB, 31 pages)", "PDF, 214 KB, 31 pages"), sub("(PDF, 48KB, 2 pages)", "PDF, 48 KB, 2 pages"),
		sub("</main>", `<div class="gem-c-feedback"><h2>Is this page useful?</h2><button>Yes this page is useful</button><button>No this page is not useful</button><button>Report a problem with this page</button></div></main>`))

	s.Noise("alert-and-contents-list",
		below(`<h1 class="govuk-heading-xl">Sandiford v Northmoor Borough Council</h1>`, `
<nav class="gem-c-contents-list" aria-label="Contents"><h2>Contents</h2><ol><li><a href="#summary">Summary of the decision</a></li><li><a href="#order">Order</a></li><li><a href="#documents">Documents</a></li></ol></nav>
<p><button class="gem-c-print-link__button">Print this page</button> <a href="/email-signup?link=/register/eq-2018-0137">Get emails about this page</a></p>`),
		above(`<nav class="govuk-breadcrumbs">`, `<div class="emergency-banner"><h2>Planned maintenance</h2><p>You will not be able to file documents between 6pm on Saturday and 9am on Sunday.</p></div>
`),
		all(`<h2 class="govuk-heading-l">`, `<h2 class="govuk-heading-m">`),
		sub("4 to 6 February 2019", "4&nbsp;to 6&nbsp;February 2019"),
		all(".pdf\"", ".pdf?v=2\""))

	s.Edit("appeal-now-sought", sub("Permission to appeal was not sought.", "Permission to appeal was sought.")).
		Note("One word, and the decision is no longer final.")

	s.Quote("negation-lost", "The tribunal found that the council did not have due regard to its duty.",
		[]string{"unclear", "gone"}, "changed/quote-lost",
		sub("The tribunal found that the council did not have due regard to its duty.", "The tribunal found that the council did have due regard to its duty."))

	s.Dead("weeded-after-six-years", set.Answer{Status: 410, Body: []byte(s.Inside("Entry removed – Public Duties Tribunal", `<main class="govuk-main-wrapper"><h1 class="govuk-heading-l">This entry has been removed from the register</h1><p class="govuk-body">Entries are kept for six years from the date of the decision. You can ask the National Records Service for a copy.</p></main>
`))}, "dead/http-410")

	s.Wall("too-many-requests", set.Answer{Status: 429, Header: http.Header{"Retry-After": {"3600"}}, Body: []byte(`<!DOCTYPE html><html lang="en"><head><title>Sorry, there have been too many attempts to access this page</title></head><body><h1>Sorry, there have been too many attempts to access this page</h1><p>Try again in an hour.</p></body></html>`)},
		"blocked/rate-limited").Everywhere("/")
	return s
}
