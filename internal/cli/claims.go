package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"archiver/internal/contract"
	"archiver/internal/source"
	"archiver/internal/verdict"
	"archiver/internal/watch"
)

func viewClaims(claims []watch.Claim) []contract.Claim {
	var out []contract.Claim
	for _, c := range claims {
		row := contract.Claim{Text: c.Text, Found: c.Found(), Of: len(c.Items), Items: []contract.ClaimItem{}}
		for _, it := range c.Items {
			row.Items = append(row.Items, contract.ClaimItem{Text: it.Text, Kind: it.Kind, Found: it.Found, Where: it.Where, Ref: it.Ref})
		}
		out = append(out, row)
	}
	return out
}

// claims looks up the claims of one citation, or with -v of all: it reads their
// snapshots.
func (e *env) claims(ctx context.Context, w *watch.Watcher, set *source.Set, res *watch.Result) error {
	if !e.verbose && len(res.Citations) != 1 {
		return nil
	}
	return w.Claims(ctx, res, slices.Collect(set.Citations()))
}

// printClaims shows the sentences that a citation stands for, and what of them
// is not in the source.
func (e *env) printClaims(c watch.Citation, cols int, indent string) {
	looked := map[string]watch.Claim{}
	for _, claim := range c.Claims {
		looked[claim.Text] = claim
	}
	for _, text := range c.Cite.Footnote.Claims {
		fmt.Fprintln(e.out, wrap("claim: "+text, cols, indent))
		if claim, ok := looked[text]; ok && len(claim.Items) > 0 {
			fmt.Fprintln(e.out, wrap(claimWords(claim), cols, indent))
		}
	}
}

// claimWords is "figures, dates and names of it in the archived copy: found 3 of 4; not found: 1,460".
func claimWords(c watch.Claim) string {
	var missing []string
	for _, it := range c.Items {
		if !it.Found {
			missing = append(missing, it.Text)
		}
	}
	s := fmt.Sprintf("figures, dates and names of it in the archived copy: found %d of %d", c.Found(), len(c.Items))
	if len(missing) > 0 {
		s += "; not found: " + strings.Join(missing, ", ")
	}
	return s
}

// warnBarren tells of the archived copies, of some citations, that have nothing of what
// the report says. Those that name passages are proved by them. It is advice: where it
// cannot be had, it is left out.
func (e *env) warnBarren(ctx context.Context, w *watch.Watcher, set *source.Set, res *watch.Result, of func(watch.Citation) bool) {
	var list []watch.Citation
	for _, c := range res.Citations {
		if c.Looked && !c.Accepted && c.Live.Verdict == verdict.OK && c.Archive.State == watch.Intact && len(c.Cite.Citation.Quotes) == 0 && len(c.Cite.Footnote.Claims) > 0 && of(c) {
			list = append(list, c)
		}
	}
	barren, err := w.Barren(ctx, list, slices.Collect(set.Citations()))
	if err != nil || len(barren) == 0 {
		return
	}
	var refs []string
	for _, c := range barren {
		refs = append(refs, oneLine(c.Cite.Ref))
	}
	one := len(refs) == 1
	e.warn("the archived %s of %s %s none of the figures, dates and names of the sentences that cite %s: is it what was cited? %s tells more",
		either(one, "copy", "copies"), first(refs), either(one, "has", "have"), either(one, "it", "them"), e.line("status", "-v", shellWord(refs[0])))
}
