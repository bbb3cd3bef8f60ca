package cli

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/source"
	"archiver/internal/watch"
)

// standsFor is what a reader can be told of the archived copy of a citation.
type standsFor struct {
	State      string // watch.Intact: what follows is filled in; else why there is none to name
	CapturedAt time.Time
	SHA256     string
	Object     string
	Address    string // under which anyone can open it; "": none that is known
	Provenance *catalog.Provenance
	Class      string // of one that a date names: it may be a wall
	Unsure     bool   // of one that is watch.Corrupt: the log is, and it may be whole
	Detail     string // of one that there is none to name
	// Beside says what became of another snapshot, which would have stood for the
	// citation or makes one doubt: watch.Missing or watch.Corrupt; "": nothing.
	Beside string
	// Instead is the snapshot that the citation is judged by, where this one has to
	// stand in for it; nil: this is that one.
	Instead *insteadOfJSON
}

// insteadOfJSON is a snapshot that can't be cited any more.
type insteadOfJSON struct {
	State      string    `json:"state"` // missing, corrupt or withdrawn
	CapturedAt time.Time `json:"captured_at"`
}

// became says what became of it.
func (i *insteadOfJSON) became() string {
	return map[string]string{watch.Missing: "is lost", watch.Corrupt: "is damaged", withdrawnCopy: "was withdrawn"}[i.State]
}

// warnInstead tells that another copy stands in for the one that a citation is judged by.
func (e *env) warnInstead(ref string, c standsFor) {
	if i := c.Instead; i != nil && c.State == watch.Intact {
		e.warn("footnote %s: the copy that it is judged by, of %s, %s; that of %s takes its place: %s", ref, longDate(i.CapturedAt), i.became(), longDate(c.CapturedAt), c.Object)
	}
}

// withdrawnCopy is the state of a copy that a person withdrew, or decided to.
const withdrawnCopy = "withdrawn"

// asSent is how a Wayback-style archive is asked for the bytes alone.
var asSent = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`/(\d{14})id_/`) })

// memento is the address of the copy in the archive that it was taken from, as that
// archive shows it to readers.
func (c standsFor) memento() string {
	if c.Provenance == nil || saved(c.Provenance) {
		return ""
	}
	m := c.Provenance.Memento
	if at := asSent().FindStringSubmatchIndex(m); at != nil {
		m = m[:at[3]] + "/" + m[at[1]:]
	}
	return source.LinkAddress(m)
}

// link is where a reader is best sent: to the very file, else to the archive that
// it was copied from.
func (c standsFor) link() string {
	if c.Address != "" {
		return c.Address
	}
	return c.memento()
}

// citable finds the copy that stands for each citation, as status and check judge
// it: every one is read, and held against the log.
func (e *env) citable(ctx context.Context, s *session, cites []source.Cite) ([]standsFor, error) {
	w, cleanup, err := e.watcher(s)
	if err != nil {
		return nil, err
	}
	defer cleanup()
	res, err := w.Pass(ctx, cites, watch.Options{NoLook: true})
	if err != nil {
		return nil, err
	}
	refused, err := s.catalog.Refused(ctx, idsOf(cites)...)
	if err != nil {
		return nil, err
	}
	var chosen []catalog.Snapshot
	out := make([]standsFor, len(cites))
	for i, c := range res.Citations {
		a, id := c.Archive, source.ID(c.Cite.Citation.URL)
		row := standsFor{State: a.State, Unsure: a.Unlisted, Detail: a.Detail, CapturedAt: a.CapturedAt, SHA256: a.SHA256, Object: a.Object, Provenance: a.Provenance, Class: "source"}
		switch {
		case a.Sound != nil:
			row = standsFor{State: watch.Intact, CapturedAt: a.Sound.CapturedAt, SHA256: a.Sound.SHA256, Object: a.Sound.Object,
				Provenance: a.Sound.Provenance, Class: "source", Beside: a.State}
		case a.State == watch.Missing && a.Object == "" && a.Withdrawn != nil:
			row.State = withdrawnCopy
		}
		if slices.ContainsFunc(refused[id], func(r catalog.Snapshot) bool { return r.Object == row.Object }) {
			row.State = withdrawnCopy // a lock keeps it, and nobody is to be led to it
		}
		if row.State == watch.Intact {
			kept, _, err := s.snapshotsOf(ctx, id)
			if err != nil {
				return nil, err
			}
			switch j := watch.Judge(kept, c.Cite); {
			case a.Withdrawn != nil:
				row.Instead = &insteadOfJSON{withdrawnCopy, a.Withdrawn.CapturedAt}
			case j != nil && j.Object != row.Object:
				lost := slices.ContainsFunc(a.Lost, j.CapturedAt.Truncate(time.Second).Equal)
				row.Instead = &insteadOfJSON{either(lost, watch.Missing, watch.Corrupt), j.CapturedAt}
			}
			if k := slices.IndexFunc(kept, func(o catalog.Snapshot) bool { return o.Object == row.Object }); k >= 0 {
				outside, err := s.withdrawnOutside(ctx, kept[k])
				if err != nil {
					return nil, err
				}
				if outside != nil {
					out[i] = standsFor{State: withdrawnCopy, CapturedAt: row.CapturedAt, SHA256: row.SHA256, Object: row.Object}
					continue
				}
				if !slices.ContainsFunc(chosen, func(o catalog.Snapshot) bool { return o.Object == row.Object }) {
					chosen = append(chosen, kept[k])
				}
			}
			row.Address = s.cfg.PublicAddress(row.Object)
		}
		out[i] = row
	}
	return out, e.holdRows(ctx, s, chosen)
}

// copyWords are the words of citations, all in one place. %[1]s and the like are
// filled in.
var copyWords = struct {
	Copy, CopyOf              string // what a note's addition begins with; %[1]s: its REF, %[2]s: the host
	Cited                     string // what a citation's begins with
	From, Saved, Hash         string // %[1]s: the other archive's host, or the date
	Dated                     string // %[1]s: the day and minute
	None, Wall, Lost, Damaged string // instead of a copy
	Withdrawn                 string
	BesideLost, BesideDamaged string // of another copy
	InsteadOf                 string // %[1]s: when that was taken which it stands in for, %[2]s: what became of it
	ShownWall, ShownError     string
}{
	Copy: "Archived copy: ", CopyOf: "Archived copy of %[1]s (%[2]s): ",
	Cited: "archived copy: ",
	From:  "taken from %[1]s, captured there on ", Saved: "saved by a person, not captured by the archive, on ", Hash: "SHA-256 ",
	Dated: "%[1]s UTC",
	None:  "none yet", Wall: "none that shows the source, only a wall or an error page", Lost: "lost", Damaged: "damaged, and not to be cited",
	Withdrawn:  "withdrawn",
	BesideLost: "; another copy is lost", BesideDamaged: "; another copy is damaged",
	InsteadOf: "; it stands in for the copy of %[1]s, which %[2]s, and may say something else",
	ShownWall: " (it shows a wall, not the source)", ShownError: " (it shows an error page, not the source)",
}

// date is the day and minute of a copy; of one that is known to the day, that alone.
func (c standsFor) date() string {
	if saved(c.Provenance) && c.Provenance.Dated == "day" {
		return shortDate(c.CapturedAt)
	}
	return fmt.Sprintf(copyWords.Dated, c.CapturedAt.UTC().Format("2006-01-02 15:04"))
}

// words tells of the copy of a page: whose it is, its date, hash and name.
func (c standsFor) words(page string) source.Fragment {
	var out source.Fragment
	add := func(spans ...source.Span) { out = append(out, spans...) }
	switch c.State {
	case watch.Intact:
	case watch.Wall:
		return source.Fragment{{Text: copyWords.Wall}}
	case watch.Corrupt:
		return source.Fragment{{Text: copyWords.Damaged}}
	case withdrawnCopy:
		return source.Fragment{{Text: copyWords.Withdrawn}}
	default:
		if c.Object != "" {
			return source.Fragment{{Text: copyWords.Lost}}
		}
		return source.Fragment{{Text: copyWords.None}}
	}
	switch {
	case saved(c.Provenance):
		add(source.Span{Text: copyWords.Saved})
	case c.Provenance != nil:
		before, after, _ := strings.Cut(copyWords.From, "%[1]s")
		add(source.Span{Text: before}, source.Span{Text: provenanceHost(c.Provenance), URL: c.memento()}, source.Span{Text: after})
	}
	add(source.Span{Text: c.date(), URL: c.link(), Date: shortDate(c.CapturedAt), Original: page, Version: c.link()})
	switch c.Class {
	case "wall":
		add(source.Span{Text: copyWords.ShownWall})
	case "error":
		add(source.Span{Text: copyWords.ShownError})
	}
	add(source.Span{Text: ", " + copyWords.Hash}, source.Span{Text: c.SHA256, Code: true},
		source.Span{Text: ", "}, source.Span{Text: c.Object, Code: true})
	switch i := c.Instead; {
	case i != nil: // a reader has to know, for what the report says was read in the other one
		add(source.Span{Text: fmt.Sprintf(copyWords.InsteadOf, fmt.Sprintf(copyWords.Dated, i.CapturedAt.UTC().Format("2006-01-02 15:04")), i.became())})
	case c.Beside == watch.Missing:
		add(source.Span{Text: copyWords.BesideLost})
	case c.Beside == watch.Corrupt:
		add(source.Span{Text: copyWords.BesideDamaged})
	}
	return out
}

// absence is why there is no copy to name, or whose it is, in a word or two; "" for
// a sound capture of ours.
func (c standsFor) absence() (none, whose string) {
	switch {
	case c.State == watch.Wall:
		return "a wall or an error page", ""
	case c.State == watch.Corrupt && c.Unsure:
		return "its place in the log is damaged", ""
	case c.State == watch.Corrupt:
		return "damaged", ""
	case c.State == withdrawnCopy:
		return "withdrawn", ""
	case c.State == watch.Missing && c.Object == "":
		return "none yet", ""
	case c.State == watch.Missing:
		return "lost", ""
	case saved(c.Provenance):
		return "", "saved by a person"
	case c.Provenance != nil:
		return "", "from " + provenanceHost(c.Provenance)
	}
	return "", ""
}
