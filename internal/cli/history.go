package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/verify"
	"archiver/internal/watch"
)

func newHistory(e *env) *cobra.Command {
	return &cobra.Command{
		Use:   "history REF",
		Short: "the timeline of a source: snapshots, looks, decisions",
		Long: `Lists what is known of a source: its snapshots, with the date that archiver get --at
and archiver diff --from take; the looks at it, and what each found; and what a person
decided. Looks that only repeat what stood are told with -v.`,
		Example: `  archiver history 27
  archiver history 27 --json`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: e.completeRefs,
		RunE:              func(c *cobra.Command, args []string) error { return runHistory(c.Context(), e, args[0]) },
	}
}

// actWords tells an act in a few words, and what else there is to say of it.
func actWords(a contract.Act) (what, more string) {
	switch a.Kind {
	case ledger.KindAcceptance:
		var r ledger.AcceptRecord
		if json.Unmarshal(a.Record, &r) == nil {
			return "accepted " + acceptWords(&source.Accept{Verdict: r.Verdict, Reason: r.Reason, Archive: r.Archive}), r.Why
		}
	case ledger.KindQuote:
		var r ledger.QuoteRecord
		if json.Unmarshal(a.Record, &r) == nil {
			return "quoted", "“" + r.Text + "”"
		}
	}
	return a.Kind, ""
}

// flawWord says in a word what an audit found.
func flawWord(code string) string {
	if code == verify.CodeMissing {
		return "missing"
	}
	return "damaged"
}

func runHistory(ctx context.Context, e *env, ref string) error {
	s, err := e.openKnown(ctx)
	if err != nil {
		return e.resolvable(ref, err)
	}
	defer s.close()
	opened := s
	cite, several, err := e.resolveShared(ctx, s, ref)
	if err != nil {
		return err
	}
	v, refused, unread, err := s.history(ctx, cite, several)
	if err != nil {
		return err
	}
	e.warnUnreadRows(unread)
	if e.json {
		return e.printJSON(v)
	}
	fmt.Fprintf(e.out, "footnote %s: %s\n\n", cite.Ref, oneLine(cite.Citation.URL))
	var rows [][]string
	for _, s := range v.Snapshots {
		if s.Flaw != "" {
			s.Class = flawWord(s.Flaw)
		}
		if s.Withdrawn != nil {
			s.Class = "withdrawn"
		}
		rows = append(rows, []string{longDate(s.CapturedAt), s.Class, fmt.Sprint(s.Status), fmt.Sprint(s.Bytes), fmt.Sprint(s.LogIndex), s.SHA256})
	}
	if len(rows) == 0 {
		fmt.Fprintln(e.out, "no snapshot was taken yet")
	} else {
		e.table([]column{{name: "snapshot", wide: 23}, {name: "class", wide: 9}, {name: "status", wide: 6}, {name: "bytes", wide: 10}, {name: "log", wide: 6}, {name: "sha256"}}, rows)
	}
	for _, s := range v.Snapshots {
		if g := s.Withdrawn; g != nil {
			fmt.Fprintln(e.out, wrap(fmt.Sprintf("log %d: %s", s.LogIndex, withdrawnWords(g, e.line("run"))), width(e.out), "  "))
		}
		if i := slices.IndexFunc(refused, func(r catalog.Snapshot) bool { return r.LogIndex == s.LogIndex }); i >= 0 {
			fmt.Fprintln(e.out, untie(wrap(fmt.Sprintf("log %d: %s", s.LogIndex, e.refusedWords(cite.Ref, refused[i])), width(e.out), "  ")))
		}
		if s.Browser != "" {
			told := []string{oneLine(s.Browser)}
			if s.Withdrawn == nil {
				told = append(told, shownOf(ctx, opened, s.Object).told()...)
			}
			fmt.Fprintln(e.out, wrap(fmt.Sprintf("log %d: rendered by %s", s.LogIndex, strings.Join(told, "; ")), width(e.out), "  "))
		}
		if s.Provenance != nil {
			fmt.Fprintln(e.out, wrap(fmt.Sprintf("log %d: %s", s.LogIndex, provenanceWords(s.Provenance)), width(e.out), "  "))
		}
	}
	rows = nil
	dropped := 0
	for i, o := range v.Observations {
		// Looks that only repeat what stood are told with -v.
		if !e.verbose && i > 0 && i < len(v.Observations)-1 &&
			o.Verdict == v.Observations[i-1].Verdict && o.Reason == v.Observations[i-1].Reason {
			dropped++
			continue
		}
		rows = append(rows, []string{longDate(o.At), o.Verdict, o.Reason})
	}
	if len(rows) > 0 {
		fmt.Fprintln(e.out)
		e.table([]column{{name: "look", wide: 23}, {name: "verdict", wide: 12}, {name: "reason"}}, rows)
	}
	rows = nil
	for _, a := range v.Acts {
		what, more := actWords(a)
		rows = append(rows, []string{longDate(a.At), a.For, what, oneLine(more)})
	}
	if len(rows) > 0 {
		fmt.Fprintln(e.out)
		e.table([]column{{name: "decided", wide: 23}, {name: "for", wide: 16, ref: true}, {name: "what", wide: 26, whole: true}, {name: "", whole: true}}, rows)
	}
	rows = nil
	for _, r := range v.Requests {
		var body ledger.RescueRecord // of a save, the same keys
		_ = json.Unmarshal(r.Record, &body)
		rows = append(rows, []string{longDate(r.At), r.Kind, r.Outcome, oneLine(r.Service + "  " + body.Detail)})
	}
	if len(rows) > 0 {
		fmt.Fprintln(e.out)
		e.table([]column{{name: "asked", wide: 23}, {name: "for", wide: 6}, {name: "outcome", wide: 12}, {name: "of", whole: true}}, rows)
	}
	if dropped > 0 {
		e.say("%s in between said the same as the one before; -v shows them", plural(dropped, "look"))
	}
	return nil
}

// history is the timeline of a citation's source; where several is set, without what
// looks meant for that citation. Besides, it gives the withdrawals that locks refused,
// and the snapshots of which the log can't say whether the catalog is right.
func (s *session) history(ctx context.Context, cite source.Cite, several bool) (v *contract.History, refused, unread []catalog.Snapshot, err error) {
	fail := func(err error) (*contract.History, []catalog.Snapshot, []catalog.Snapshot, error) {
		return nil, nil, nil, err
	}
	judged := watch.CiteKey(cite)
	if several {
		judged = "" // what the source is
	}
	id := source.ID(cite.Citation.URL)
	snaps, gone, err := s.snapshotsOf(ctx, id)
	if err != nil {
		return fail(err)
	}
	outside, err := s.outside()
	if err != nil {
		return fail(err)
	}
	if snaps, gone, err = s.setAside(ctx, outside, snaps, gone); err != nil {
		return fail(err)
	}
	snaps = append(snaps, gone...)
	if unread, err = s.holdRows(ctx, snaps); err != nil {
		return fail(err)
	}
	slices.SortStableFunc(snaps, func(a, b catalog.Snapshot) int { return a.CapturedAt.Compare(b.CapturedAt) })
	flawed, err := s.catalog.Flawed(ctx, id)
	if err != nil {
		return fail(err)
	}
	all, err := s.catalog.Refused(ctx, id)
	if err != nil {
		return fail(err)
	}
	refused = all[id]
	looks, err := s.catalog.Observations(ctx, id)
	if err != nil {
		return fail(err)
	}
	acts, err := s.catalog.Acts(ctx, id)
	if err != nil {
		return fail(err)
	}
	requests, err := s.catalog.Requests(ctx, id)
	if err != nil {
		return fail(err)
	}
	v = &contract.History{Version: 1, Ref: cite.Ref, URL: cite.Citation.URL, Snapshots: []contract.Snapshot{}, Observations: []contract.Observation{},
		Acts: []contract.Act{}, Requests: []contract.Request{}}
	for _, s := range snaps {
		v.Snapshots = append(v.Snapshots, contract.Snapshot{Browser: s.Browser, CapturedAt: s.CapturedAt, Class: s.Class, SHA256: s.SHA256, Object: s.Object,
			PayloadSHA256: s.PayloadSHA256, Status: s.Status, ContentType: s.ContentType, Bytes: s.Bytes, LogIndex: s.LogIndex,
			Provenance: s.Provenance, Withdrawn: viewWithdrawn(s.Withdrawal), Flaw: flawed[s.Object]})
		for _, r := range refused {
			if r.LogIndex == s.LogIndex {
				v.Snapshots[len(v.Snapshots)-1].Refused = &viewRefused([]catalog.Snapshot{r})[0]
			}
		}
	}
	for _, r := range requests {
		v.Requests = append(v.Requests, contract.Request{At: r.At, Kind: r.Kind, Service: r.Service, Outcome: r.Outcome, LogIndex: r.LogIndex, Record: r.Body})
	}
	for _, o := range looks {
		own := o.For(judged)
		v.Observations = append(v.Observations, contract.Observation{At: o.At, Verdict: own.Verdict, Reason: own.Reason, Source: catalog.Opinion{Verdict: o.Verdict, Reason: o.Reason}})
	}
	for _, a := range acts {
		v.Acts = append(v.Acts, contract.Act{At: a.At, Kind: a.Kind, For: a.Cite, LogIndex: a.LogIndex, Record: a.Body})
	}
	return v, refused, unread, nil
}
