package kit

import (
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"path"
	"regexp"
	"strings"

	"archiver/internal/eval/set"
)

// A Site is one template in one language, with the cases made on its cited page.
type Site struct {
	Name    string   // also of its file or folder under sites/
	Path    string   // of the cited page
	Page    string   // the cited page as it stands when it is cited, in UTF-8; or a file
	Quotes  []string // what a citation of it rests on, unless a case says otherwise
	Charset string   // of the bytes sent; empty means UTF-8
	Type    string   // the Content-Type sent; empty means the harness's own
	From    string   // the main part stands between From
	To      string   // and To; see Open
	Keep    string   // a line of its metadata with this string stands on other pages too
	Rest    set.Web  // what else the healthy site answers
	Cases   []*Label

	files            fs.FS
	head, main, tail string // Page, in three
}

var mainTag = regexp.MustCompile(`(?s)^(.*?<main\b[^>]*>)(.*)(</main>.*)$`)

// Open starts a site whose cited page is a file under sites/. Its main part is
// what stands between From and To, if they are given; else between two lines that
// end in @@, which are no part of the page; else in its element main.
func Open(files fs.FS, name string, s Site) *Site {
	s.files, s.Page = files, Read(files, name)
	switch m := mainTag.FindStringSubmatch(s.Page); {
	case s.From != "":
		s.head, s.main, s.tail = cut(s.Page, s.From, s.To)
		s.head, s.tail = s.head+s.From, s.To+s.tail
	case strings.Contains(s.Page, "@@\n"):
		parts := strings.Split(s.Page, "@@\n")
		if len(parts) != 3 {
			panic(fmt.Sprintf("kit: %s has %d marks, want 2", name, len(parts)-1))
		}
		s.head, s.main, s.tail = parts[0], parts[1], parts[2]
		s.Page = strings.Join(parts, "")
	case m != nil:
		s.head, s.main, s.tail = m[1], m[2], m[3]
	default:
		panic("kit: " + name + " has no main part")
	}
	if s.Rest == nil {
		s.Rest = set.Web{}
	}
	return &s
}

// Read returns a file under sites/.
func Read(files fs.FS, name string) string {
	b, err := fs.ReadFile(files, path.Join("sites", name))
	if err != nil {
		panic("kit: " + err.Error())
	}
	return string(b)
}

// File returns a file of the site's own folder.
func (s *Site) File(name string) string { return Read(s.files, s.Name+"/"+name) }

// Main returns the main part of the cited page.
func (s *Site) Main() string { return s.main }

// Part returns what stands in the cited page between two strings, both left out.
func (s *Site) Part(from, to string) string { return Part(s.Page, from, to) }

var (
	ownMeta   = regexp.MustCompile(`(?m)^\s*(<meta (name="(description|twitter:[^"]*|author|keywords|date|DC[^"]*|citation[^"]*)"|property="[^"]*")|<link rel="(canonical|amphtml|shortlink|alternate)"|<base |<script type="application/ld\+json").*\n`)
	titleText = regexp.MustCompile(`(?i)<title>[^<]*</title>`)
)

// Inside returns another page of the same site: its furniture around another
// main part, without the cited page's own metadata.
func (s *Site) Inside(title, main string) string {
	if !titleText.MatchString(s.head) {
		panic("kit: " + s.Name + " has no title")
	}
	head := ownMeta.ReplaceAllStringFunc(s.head, func(line string) string {
		if s.Keep != "" && strings.Contains(line, s.Keep) {
			return line
		}
		return ""
	})
	head = titleText.ReplaceAllLiteralString(head, "<title>"+title+"</title>")
	if !strings.HasSuffix(head, "\n") {
		head += "\n"
	}
	return head + main + s.tail
}

// Healthy gives the site a home page and a proper error page.
func (s *Site) Healthy(home, notFound string) {
	s.Rest["/"] = s.Answer(home)
	s.Rest["*"] = s.Status(404, notFound)
}

// Answer sends a page as the site does: in its charset, with its Content-Type.
func (s *Site) Answer(page string) set.Answer {
	a := set.Answer{Body: Encode(s.Charset, page)}
	if s.Type != "" {
		a.Header = http.Header{"Content-Type": {s.Type}}
	}
	return a
}

// Edited sends the cited page with edits.
func (s *Site) Edited(edits ...Edit) set.Answer { return s.Answer(Apply(s.Page, edits)) }

// Status is Answer with a status.
func (s *Site) Status(code int, page string) set.Answer {
	a := s.Answer(page)
	a.Status = code
	return a
}

// Add makes a case in which the cited page comes to answer a.
func (s *Site) Add(class, name string, a set.Answer, want ...string) *Label {
	l := &Label{set.Case{
		Name:   s.Name + "/" + class + "-" + name,
		Site:   s.Name,
		Class:  class,
		Path:   s.Path,
		Quotes: append([]string(nil), s.Quotes...),
		Before: maps.Clone(s.Rest),
		After:  maps.Clone(s.Rest),
		Want:   want,
	}}
	l.Before[s.Path] = s.Answer(s.Page)
	l.After[s.Path] = a
	s.Cases = append(s.Cases, l)
	return l
}

// Noise makes a case whose edits don't touch what the page says.
func (s *Site) Noise(name string, edits ...Edit) *Label {
	return s.Intact(name, s.Edited(edits...))
}

// Intact makes a case of a page that stands whole, however it is answered.
func (s *Site) Intact(name string, a set.Answer) *Label {
	return s.Add("noise", name, a, "ok/*").Verbatim()
}

// Changed makes a case of a page that says something else, but in no quote.
func (s *Site) Changed(name string, a set.Answer) *Label {
	return s.Add("edit", name, a, "changed/edited").Verbatim()
}

// Edit makes a case whose edits change what the page says, but no quote.
func (s *Site) Edit(name string, edits ...Edit) *Label {
	return s.Changed(name, s.Edited(edits...))
}

// Quote makes a case about one quote, whose acceptable states are given.
func (s *Site) Quote(name, quote string, states []string, want string, edits ...Edit) *Label {
	return s.Add("quote", name, s.Edited(edits...), want).Resting(quote).States(states...)
}

// Kept makes a case about one quote that still stands, though not as it did.
func (s *Site) Kept(name, quote string, edits ...Edit) *Label {
	return s.Quote(name, quote, []string{"verbatim", "edited"}, "ok/*", edits...)
}

// Lost makes a case about one quote that no longer stands on a page that does.
func (s *Site) Lost(name, quote string, edits ...Edit) *Label {
	return s.Quote(name, quote, []string{"unclear", "gone"}, "changed/quote-lost", edits...)
}

// Replaced makes a case whose page comes to say another thing altogether.
func (s *Site) Replaced(name string, a set.Answer) *Label {
	return s.Add("replaced", name, a, "changed/replaced").States("gone")
}

// Moved makes a case whose page answers with a redirect to where the same text is:
// a, at the place that to names.
func (s *Site) Moved(name string, code int, to, place string, a set.Answer, want ...string) *Label {
	return s.Add("moved", name, Redirect(code, to), want...).Verbatim().Also(place, a)
}

// Dead makes a case of a page that is gone.
func (s *Site) Dead(name string, a set.Answer, want ...string) *Label {
	return s.Add("dead", name, a, want...)
}

// Wall makes a case of a page that something stands before.
func (s *Site) Wall(name string, a set.Answer, want ...string) *Label {
	return s.Add("wall", name, a, want...)
}

// Fault makes a case in which the whole host fails.
func (s *Site) Fault(name string, a set.Answer, want ...string) *Label {
	return s.Add("fault", name, a, want...).Everywhere()
}
