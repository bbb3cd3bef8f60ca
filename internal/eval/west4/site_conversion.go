package west4

import "archiver/internal/eval/kit"

// conversion is a judgment turned from Word into HTML, as a court's database sends it.
func conversion() *site {
	s := newSite("conversion-en", "/app/conversion/docx/html/body?library=RCR&id=001-990417",
		"The Court sees no reason to hold an applicant answerable for a file that the courts themselves have lost.",
		"The proceedings lasted five years and seven months at two levels of jurisdiction.")
	shell := func(inner string) string {
		return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Judgments database</title><link rel="stylesheet" href="/app/bundles/main.4d1f.css"><script src="/app/bundles/vendor.77ae.js" defer></script><script src="/app/bundles/main.4d1f.js" defer></script></head>
<body><div id="app" data-module="searchresults">` + inner + `</div><noscript></noscript></body></html>
`
	}
	s.Healthy(shell(`<h1>Judgments database</h1><p>Search 61,000 judgments and decisions.</p><form action="/eng"><input name="q"><button>Search</button></form>`),
		`<html><head><title>404 - File or directory not found.</title></head><body><div id="header"><h1>Server Error</h1></div><div id="content"><h2>404 - File or directory not found.</h2><h3>The resource you are looking for might have been removed, had its name changed, or is temporarily unavailable.</h3></div></body></html>
`)
	s.Noise("classes-anew",
		all("s7ACDEBE3", "sD4B7C9A1"), all("s598389D1", "s2F0C11E6"), all("s6B621B36", "s5E1CF2A0"),
		rewrite(`(?m)^<p class="sD4B7C9A1">(\d)\.&#xa0;&#xa0;`, `<p class="sD4B7C9A1"><a id="_p$1"></a><span>$1.</span><span style="width:8.1pt; display:inline-block">&#xa0;</span>`))
	s.Intact("viewer", html(`<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>CASE OF HOLT v. VESTMARK</title><link href="/app/viewer.css" rel="stylesheet"></head>
<body><header><a href="/eng">HOME</a> <a href="/eng/advanced">Advanced search</a> <a href="/eng/help">Help</a></header><ul class="tabs"><li>View</li><li>Case details</li><li>Language versions (0)</li><li>Related</li></ul>
<div class="toolbar"><button>Download PDF</button><button>Download DOCX</button><button>Copy link</button></div><div id="notice2">`+s.Main()+`</div></body></html>
`))
	s.Edit("anonymised", all("HOLT", "A.H."), sub("In the case of Holt", "In the case of A.H."), sub("Mr Anders Holt", "Mr A.H.")).
		Note("The name was taken out of the judgment on request.")
	s.Edit("rectified-sum", sub("EUR 4,600", "EUR 6,400"),
		below("17 October 2019</p>\n", `<p class="s598389D1">This judgment was rectified on 3 December 2019 under Rule 81 of the Rules of Court.</p>`+"\n"))
	s.Wall("script-shell", html(shell("")), "blocked/unreadable").Elsewhere(html(shell(""))).
		Note("The database now sends an empty shell that its scripts would fill.")
	s.Dead("no-body", kit.HTML("<html><head></head><body></body></html>\n"), "dead/empty")
	s.Fault("timeout", kit.Fault("timeout"), "unreachable/timeout")
	return s
}
