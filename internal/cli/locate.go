package cli

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"archiver/internal/source"
	"archiver/internal/verdict"
)

// runLocate offers the passages that the locator of a citation means, or where it has
// none those that the report's own sentences rest on.
func runLocate(ctx context.Context, e *env, ref string, opt quoteOptions) error {
	q, err := e.openQuotes(ctx, ref)
	if err != nil {
		return err
	}
	locator, claims := q.cite.Citation.Locator, q.cite.Footnote.Claims
	var places []verdict.Place
	for _, p := range source.Places(locator) {
		places = append(places, verdict.Place{Kind: placeKinds[p.Kind], Number: p.Number})
	}
	switch {
	case len(places) > 0 || len(claims) > 0:
	case locator == "":
		return &usageError{msg: fmt.Sprintf("quote %s: the citation has no locator that would tell where in the source to look, and its footnote no claims", q.cite.Ref),
			hint: e.quoteCommand(q.cite.Ref, "TEXT") + `, or write one into ` + q.cite.Manifest.Path + `, such as locator: "p. 14"`}
	default:
		return &usageError{msg: fmt.Sprintf("quote %s: the locator %q names no page, article, recital, paragraph or note by number or letter", q.cite.Ref, locator),
			hint: e.quoteCommand(q.cite.Ref, "TEXT")}
	}
	if err := q.read(ctx); err != nil {
		return err
	}
	found, missing := verdict.Locate(q.cited.Page, places)
	var list []passageJSON
	var others []int
	for _, f := range found {
		p, ok := q.choose(f)
		if !ok || slices.ContainsFunc(list, func(o passageJSON) bool { return o.Text == p.Text }) {
			continue
		}
		list, others = append(list, p), append(others, f.Others)
	}
	if len(list) == 0 {
		list = q.bearing(claims)
		others = make([]int, len(list))
	}
	var absent []string
	for _, m := range missing {
		absent = append(absent, placeWords(m))
	}
	if opt.add {
		if err := q.add(ctx, list, opt.force); err != nil {
			return err
		}
	}
	if e.json {
		err = e.printJSON(q.view(list, absent))
	} else {
		e.printLocated(q, list, others, absent, opt.add)
	}
	if err == nil && len(list) == 0 {
		return &failedError{}
	}
	return err
}

// byClaim is the place of a passage that no locator names.
const byClaim = "as the claim has it"

// bearing lists the passages that the claims rest on.
func (q *quotes) bearing(claims []string) (list []passageJSON) {
	for _, text := range verdict.Bearing(q.cited.Page, claims) {
		if p := q.passage(text); p.State == verdict.StateVerbatim {
			p.Place = byClaim
			list = append(list, p)
		}
	}
	return list
}

func (e *env) printLocated(q *quotes, list []passageJSON, others []int, absent []string, added bool) {
	cols := width(e.out)
	where := oneLine(q.cite.Citation.Locator)
	if where == "" {
		where = byClaim
		for _, c := range q.cite.Footnote.Claims {
			fmt.Fprintln(e.out, wrap("claim: "+oneLine(c), cols, ""))
		}
	}
	fmt.Fprintf(e.out, "footnote %s, %s, in the snapshot of %s\n", q.cite.Ref, where, longDate(q.cited.Snapshot.CapturedAt))
	for i, p := range list {
		fmt.Fprintf(e.out, "\n%s%s:\n%s\n", p.Place, onPage(p.Page), wrap("“"+p.Text+"”", cols, "  "))
		if others[i] > 0 {
			e.warn("%s bears the number %s too: see which is meant", plural(others[i], "other passage"), p.Place)
		}
		if added || p.Known {
			e.printAdded(q, list[i:i+1])
		} else {
			fmt.Fprintln(e.out, e.quoteCommand(q.cite.Ref, p.Text))
		}
	}
	if len(absent) > 0 {
		fmt.Fprintf(e.out, "\nnot found there: %s\n", strings.Join(absent, ", "))
	}
	if len(list) == 0 && len(q.cite.Footnote.Claims) > 0 {
		fmt.Fprintln(e.out, "no sentence there has the figures, dates or names of the claim, nor its quotations")
	}
	if len(list) == 0 {
		fmt.Fprintln(e.out, untie(wrap("to read the snapshot: "+tied(e.line("get", q.cite.Ref, "--at", exactSecond(q.cited.Snapshot.CapturedAt), "--as", "text")), cols, "  ")))
	} else if !added {
		e.say("\n--add adds all of these that the manifest does not have")
	}
}

var placeKinds = map[source.PlaceKind]verdict.PlaceKind{source.Page: verdict.PlacePage, source.Section: verdict.PlaceSection,
	source.Article: verdict.PlaceArticle, source.Recital: verdict.PlaceRecital, source.Paragraph: verdict.PlaceParagraph,
	source.Point: verdict.PlacePoint, source.Count: verdict.PlaceCount, source.Note: verdict.PlaceNote}

func placeWords(p verdict.Place) string {
	switch p.Kind {
	case verdict.PlacePage:
		return "page " + p.Number
	case verdict.PlaceSection:
		return "section " + strings.ToUpper(p.Number)
	case verdict.PlaceArticle:
		return "article " + p.Number
	case verdict.PlaceRecital:
		return "recital " + strings.ToUpper(p.Number)
	case verdict.PlacePoint:
		return "point (" + p.Number + ")"
	case verdict.PlaceNote:
		return "note " + p.Number
	}
	return "paragraph " + p.Number
}

// A passage of up to wholeWords in one paragraph is offered as it is; of a longer
// one a sentence of leastWords or more.
const (
	wholeWords = 40
	leastWords = 7
)

// choose picks what to quote of a passage that was found: all of a short one, else
// the sentence with most of the figures of the claims, or the first whole one.
func (q *quotes) choose(f verdict.Located) (passageJSON, bool) {
	for _, text := range candidates(f.Text, q.cite.Footnote.Claims) {
		p := q.passage(text)
		if p.State != verdict.StateVerbatim {
			continue // a footnote or a headline stands in between
		}
		p.Place = placeWords(f.Place)
		if f.Page > 0 && p.Page == 0 || f.Place.Kind == verdict.PlacePage {
			p.Page = f.Page
		}
		if f.Printed {
			p.Place += " as printed"
		}
		if f.Counted {
			p.Place += ", counted"
		}
		return p, true
	}
	return passageJSON{}, false
}

// itemNumber is a number that an item begins with.
var itemNumber = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[(\[]?(?:\d{1,3}|\p{L})[.)\]]\s+`) })

// candidates lists what may be quoted of a passage, the best first.
func candidates(text string, claims []string) []string {
	var out []string
	if !strings.Contains(text, "\n") && words(text) <= wholeWords {
		out = append(out, text)
	}
	figures := map[string]bool{}
	for _, c := range claims {
		for _, n := range verdict.Figures(c) {
			figures[n] = true
		}
	}
	type candidate struct {
		text  string
		score int
	}
	var list []candidate
	for para := range strings.SplitSeq(text, "\n") {
		for _, s := range source.Sentences(itemNumber().ReplaceAllString(para, "")) {
			c := candidate{text: strings.TrimSpace(s)}
			seen := map[string]bool{}
			for _, n := range verdict.Figures(s) {
				if figures[n] && !seen[n] {
					seen[n] = true
					c.score += 10
				}
			}
			if words(s) >= leastWords {
				c.score += 4
			}
			if strings.ContainsAny(s[max(0, len(s)-6):], ".!?;…") {
				c.score += 2
			}
			if !small(s) {
				c.score++
			}
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	for _, c := range list {
		out = append(out, c.text)
	}
	return out
}
