// Package office holds evaluation cases on PDF and DOCX files that office
// programs made: LibreOffice, groff, pdfTeX, Chromium, Qt WebKit, Ghostscript
// and qpdf. files/README.md says how each was made.
//
// Package kit says how labels are given: what another program, layout or
// distributor does to the same text is furniture.
package office

import (
	"embed"
	"net/http"
	"strings"

	"archiver/internal/eval/kit"
	"archiver/internal/eval/set"
)

//go:embed files/*.pdf files/*.docx files/*.html
var files embed.FS

// sites lists the documents; each call of one builds its cases anew.
var sites = []func() *site{
	opinion, report, bulletin, judgment, memorandum, order, press, submission,
}

// Cases returns the cases of all sites, in a fixed order. Each call builds them anew.
func Cases() []set.Case { return kit.Cases(sites) }

// A site is one place where a document is cited.
type site = kit.Site

var html, status = kit.HTML, kit.Status

func newSite(name, path, doc, home, notFound string, quotes ...string) *site {
	a := file(doc)
	return &site{Name: "office-" + name, Path: path, Quotes: quotes,
		Page: string(a.Body), Type: a.Header.Get("Content-Type"),
		Rest: set.Web{"/": html(home), "*": status(404, notFound)}}
}

// lost makes a case about one quote that no longer stands.
func lost(s *site, name, quote string, a set.Answer, states ...string) *kit.Label {
	return s.Add("quote", name, a, "changed/quote-lost").Resting(quote).States(states...)
}

// kept makes a case about one quote that a line or page break cuts, before or after.
func kept(s *site, name, quote string, a set.Answer) *kit.Label {
	return s.Add("quote", name, a, "ok/*").Resting(quote).Verbatim()
}

const (
	pdf    = "application/pdf"
	docx   = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	octets = "application/octet-stream"
)

// file answers with a file of the package, typed by its name.
func file(name string) set.Answer {
	switch {
	case strings.HasSuffix(name, ".pdf"):
		return served(pdf, name)
	case strings.HasSuffix(name, ".docx"):
		return served(docx, name)
	}
	return set.Answer{Body: read(name)}
}

// served answers with a file of the package under a given type.
func served(kind, name string) set.Answer {
	return set.Answer{Header: http.Header{"Content-Type": {kind}}, Body: read(name)}
}

// attached is served, to be saved under the file's name.
func attached(kind, name string) set.Answer {
	a := served(kind, name)
	a.Header.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	return a
}

func read(name string) []byte {
	b, err := files.ReadFile("files/" + name)
	if err != nil {
		panic("office: " + err.Error())
	}
	return b
}

// cut keeps a part of a body, in hundredths.
func cut(a set.Answer, hundredths int) set.Answer {
	a.Body = a.Body[:len(a.Body)*hundredths/100]
	return a
}

func redirect(code int, to string) set.Answer {
	return set.Answer{Status: code, Location: to,
		Body: []byte("<html>\n<head><title>Redirecting</title></head>\n<body>\n<center><h1>Redirecting</h1></center>\n<hr><center>nginx</center>\n</body>\n</html>\n")}
}
