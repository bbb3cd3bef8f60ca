package source

import (
	neturl "net/url"
	"strings"
)

// A note may name a work by an identifier that has an address of its own by rule:
// doi:10.5555/x is https://doi.org/10.5555/x
// (https://www.doi.org/doi-handbook/HTML/resolution.html), arXiv:2101.00001 is
// https://arxiv.org/abs/2101.00001 (https://info.arxiv.org/help/arxiv_identifier.html).
var identifier = pattern(`(?i)\bdoi(?:\s?:\s?|\s)(10\.\d{4,9}/\n?(?:\(SICI\)[^\s"“”«»|]{1,200}|(?:[^\s<>"“”«»|;]{0,200}(?:[-/_]\n|[.)]\n\d)){0,3}[^\s<>"“”«»|;]{1,200}))|\barxiv\s?:\s?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[a-z]{2})?/\d{7}(?:v\d+)?)`)

// nextIdentifier begins another one, where no blank is between.
var nextIdentifier = pattern(`(?i)[;,](?:doi|arxiv|pmid)\b`)

// identifiers gives what a note names so, where no address in it leads to the same.
func identifiers(flat *noteText, have []address) (out []address) {
	if !strings.Contains(flat.text, "10.") && !strings.Contains(strings.ToLower(flat.text), "arxiv") {
		return nil
	}
	named := map[string]bool{}
	for _, a := range have {
		named[tail(a.url)] = true
	}
	k := 0
	for from := 0; ; {
		m := identifier().FindStringSubmatchIndex(flat.text[from:])
		if m == nil {
			return out
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += from
			}
		}
		from = m[1]
		for k < len(have) && have[k].end <= m[0] {
			k++
		}
		if k < len(have) && have[k].start < m[1] {
			continue // it is part of an address, or shown by a link
		}
		a := address{span: span{m[0], m[1]}, line: flat.line(m[0])}
		switch {
		case m[2] >= 0:
			id := flat.text[m[2]:m[3]]
			for at := 0; at+1 < len(id); at++ { // behind a stop only where the line had no room
				if id[at] == '.' && id[at+1] == '\n' && !flat.full[m[2]+at+1] {
					id, from = id[:at], m[2]+at
				} else if id[at] == ')' && id[at+1] == '\n' && strings.Count(id[:at+1], ")") > strings.Count(id[:at], "(") {
					id, from = id[:at], m[2]+at // the bracket is the note's
				}
			}
			if k := nextIdentifier().FindStringIndex(id); k != nil {
				id, from = id[:k[0]], m[2]+k[0]
			}
			if !strings.Contains(id, "\n") && !strings.Contains(id, "(SICI)") { // of 1996, with signs that end others
				id = id[:urlEnd(id, 0, len(id))]
			}
			id = trimURL(id)
			a.end = m[2] + len(id)
			a.url = "https://doi.org/" + strings.NewReplacer("\n", "", "#", "%23", "?", "%3F", "<", "%3C", ">", "%3E").Replace(id)
		default:
			a.url = "https://arxiv.org/abs/" + flat.text[m[4]:m[5]]
		}
		if named[tail(a.url)] {
			continue
		}
		named[tail(a.url)] = true
		if !strings.Contains(a.url, "(SICI)") { // its figures look like places
			a.title = squeeze(flat.text[a.start:a.end])
		}
		out = append(out, a)
	}
}

// tail is the end of an address as far as it may be an identifier, so that the
// publisher's page of a work, and doi.org's, are told to be one.
func tail(url string) string {
	url = strings.ToLower(url)
	if whole, err := neturl.PathUnescape(url); err == nil {
		url = whole
	}
	if i := strings.Index(url, "/10."); i >= 0 {
		url = url[i+1:]
	} else if i := strings.LastIndex(url, "arxiv.org/"); i >= 0 {
		url = url[strings.LastIndexByte(url, '/')+1:]
	}
	url, _, _ = strings.Cut(url, "?")
	return strings.TrimRight(strings.TrimSuffix(url, ".pdf"), "/.")
}

// workOf is a URL, or of the addresses that a DOI or an arXiv number has what they share.
func workOf(url string) string {
	u, err := neturl.Parse(url)
	if err != nil {
		return url
	}
	switch strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") {
	case "doi.org", "dx.doi.org", "arxiv.org":
		return tail(url)
	}
	return url
}
