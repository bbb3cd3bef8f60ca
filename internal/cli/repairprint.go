package cli

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"archiver/internal/repair"
	"archiver/internal/store"
	"archiver/internal/verify"
)

type repairJSON struct {
	Version   int            `json:"version"`
	Complete  bool           `json:"complete"` // all is as the log says, in both places
	Objects   int            `json:"objects"`  // looked at, in both places
	Repaired  []repairedJSON `json:"repaired"`
	Lost      []findingJSON  `json:"lost"`      // neither place holds them as the log says
	Held      []findingJSON  `json:"held"`      // not put back: they may have been withdrawn
	Failed    []findingJSON  `json:"failed"`    // could not be put right, though one place holds them
	Unread    []findingJSON  `json:"unread"`    // may not be read: nothing is known of them
	Relisted  []string       `json:"relisted"`  // timestamps that are logged anew, as their records are lost
	Mirrored  bool           `json:"mirrored"`  // there is a mirror
	Log       []findingJSON  `json:"log"`       // how it is at odds with the head outside the archive
	Head      bool           `json:"head"`      // which was at hand
	Warnings  []findingJSON  `json:"warnings"`  // of what a repair does not settle
	Standing  []findingJSON  `json:"standing"`  // deleted or written over by others, which harms nothing: left as it is
	LogIndex  *int64         `json:"log_index"` // of the first record; null where nothing was repaired
	NotLogged string         `json:"not_logged,omitempty"`

	tells   []string // the commands that tell of Standing
	blocked bool     // others put something in the log's way, and no run can finish
}

type repairedJSON struct {
	Place   string `json:"place"`
	Object  string `json:"object"`
	Fault   string `json:"fault"` // missing, altered or unreadable
	From    string `json:"from"`  // archive, mirror or log; of a key for snapshots also key or snapshot
	SHA256  string `json:"sha256"`
	Version string `json:"version,omitempty"`
	Aside   string `json:"aside,omitempty"`
}

func (e *env) printRepair(v *repairJSON) {
	for _, p := range foldedRepairs(v.Repaired) {
		kept := ""
		if p.Aside != "" {
			kept = "; what stood there is kept as " + oneLine(p.Aside)
		} else if p.Version != "" {
			kept = "; it is the version " + oneLine(p.Version) + " there"
		}
		from := map[string]string{
			"log":      "with what the signed log makes it",
			"key":      "from its secret half, and is the one that the log names",
			"snapshot": "from a snapshot that it signed, and is the one that the log names",
		}[p.From]
		if from == "" {
			from = "with the bytes of the " + p.From
		}
		it := "it was"
		if len(p.more) > 0 {
			it = fmt.Sprintf("all %d were", len(p.more)+1)
			from = strings.Replace(from, "makes it", "makes them", 1)
		}
		names := wrap("put right "+oneLine(first(append([]string{p.Object}, p.more...))), width(e.out), "    ")
		fmt.Fprintf(e.out, "%s%s\n%s\n", e.paint(e.out, green, "put right"), strings.TrimPrefix(strings.TrimLeft(names, " "), "put right"), wrap(fmt.Sprintf("%s %s in the %s; put right %s%s", it, p.Fault, p.Place, from, kept), width(e.out), "    "))
	}
	for _, object := range v.Relisted {
		fmt.Fprintf(e.out, "%s %s\n%s\n", e.paint(e.out, green, "logged anew"), oneLine(object), wrap("the record that listed it is lost; it is a timestamp of an authority that the configuration names, and it holds", width(e.out), "    "))
	}
	e.printFindings(slices.Concat(v.Log, v.Lost, v.Failed, v.Held, v.Unread), v.Warnings)
	if n := len(v.Failed); n > 0 {
		fmt.Fprintf(e.out, "%s: %s could not be put right; the next %s tries again\n", e.paint(e.out, red, "FAILED"), plural(n, "object"), e.line("verify", "--repair"))
	}
	if n := len(v.Held); n > 0 {
		fmt.Fprintf(e.out, "%s: %s not put back; who knows that one was not withdrawn: %s\n", e.paint(e.out, red, "HELD BACK"), plural(n, "snapshot"), e.line("verify", "--repair", "--put-back", either(n == 1, shellWord(oneLine(v.Held[0].Object)), "OBJECT")))
	}
	switch {
	case len(v.Lost) > 0:
		fmt.Fprintf(e.out, "%s: %s can't be put right, %s\n", e.paint(e.out, red, "LOST"), plural(len(v.Lost), "object"), repairedWords(v))
	case len(v.Log) > 0:
		fmt.Fprintf(e.out, "%s: the log is not what its head knows; %s\n", e.paint(e.out, red, "NOT as it was"), repairedWords(v))
		e.say("%s", e.headAdvice(v.Log))
	case len(v.Held)+len(v.Failed)+len(v.Unread) > 0:
		fmt.Fprintf(e.out, "%s\n", repairedWords(v))
	case len(v.Repaired) > 0:
		fmt.Fprintf(e.out, "%s: %s; %s as the signed log says\n", e.paint(e.out, green, "repaired"), repairedWords(v), placesWords(v))
	case v.blocked:
		fmt.Fprintf(e.out, "%s: %s as the signed log says, as far as it goes; a repair takes away nothing that others put there\n", e.paint(e.out, red, "BLOCKED"), placesWords(v))
	default:
		fmt.Fprintf(e.out, "%s: %s as the signed log says\n", e.paint(e.out, green, "nothing to repair"), placesWords(v))
	}
	if !v.Head {
		fmt.Fprintln(e.out, "no head at hand: this cannot show that the end of the log is complete")
	}
	if n := len(v.Standing); n > 0 {
		e.say("%s, of which the first version counts and is read: that stands, and a repair leaves it. Find out who did it; %s names each, with the command that settles it",
			either(n == 1, "1 deletion or overwriting by others was found", fmt.Sprintf("%d deletions or overwritings by others were found", n)), strings.Join(v.tells, ", and "))
	}
	if v.NotLogged != "" && len(v.Repaired) > 0 {
		e.warn("what was put right is not logged yet: %s; the next %s has it logged", oneLine(v.NotLogged), e.line("verify", "--repair"))
	} else if v.LogIndex != nil {
		e.say("that is log entry %d", *v.LogIndex)
	}
}

// foldedRepair is an object that was put right, with the names of more in its folder that
// were so in the same way.
type foldedRepair struct {
	repairedJSON
	more []string
}

// foldedRepairs tells at once of objects of one folder that were put right in the same way, as
// where all of the log's checkpoints were gone. --json has each by itself.
func foldedRepairs(list []repairedJSON) (out []foldedRepair) {
	at := map[[4]string]int{}
	for _, p := range list {
		way := [4]string{path.Dir(p.Object), p.Place, p.Fault, p.From}
		k, known := at[way]
		switch {
		case p.Aside != "" || p.Version != "":
			out = append(out, foldedRepair{p, nil})
		case known:
			out[k].more = append(out[k].more, path.Base(p.Object))
		default:
			at[way] = len(out)
			out = append(out, foldedRepair{p, nil})
		}
	}
	return out
}

func repairedWords(v *repairJSON) string {
	n := [2]int{}
	for _, p := range v.Repaired {
		if p.Place == repair.Places[0] {
			n[0]++
		} else {
			n[1]++
		}
	}
	if !v.Mirrored {
		return plural(n[0], "object") + " put right in the archive"
	}
	return fmt.Sprintf("%s put right in the archive, %d in the mirror", plural(n[0], "object"), n[1])
}

func placesWords(v *repairJSON) string {
	return either(v.Mirrored, "archive and mirror are", "the archive (there is no mirror) is")
}

// viewRepair makes the answer of what was done.
func viewRepair(done repair.Result) *repairJSON {
	list := func(from []repair.Finding) []findingJSON {
		to := []findingJSON{}
		for _, f := range from {
			to = append(to, findingJSON(f))
		}
		return to
	}
	v := &repairJSON{Version: 1, Objects: done.Objects, Repaired: []repairedJSON{}, Lost: list(done.Lost), Held: list(done.Held), Failed: list(done.Failed),
		Unread: list(done.Unread), Relisted: append([]string{}, done.Relisted...), Log: list(done.Log), Head: done.Head, Warnings: list(done.Warnings),
		Standing: []findingJSON{}, LogIndex: done.LogIndex, NotLogged: done.NotLogged, blocked: done.Blocked}
	for _, p := range done.Repaired {
		v.Repaired = append(v.Repaired, repairedJSON(p))
	}
	return v
}

// warnRepair tells of what a repair could not do besides.
func (e *env) warnRepair(done repair.Result) {
	if done.NotRelisted != "" {
		e.warn("timestamps whose records are lost could not be logged anew: %s; the next %s tries again", oneLine(done.NotRelisted), e.line("verify", "--repair"))
	}
	if done.HeadUnread != nil {
		e.warn("the head outside the archive can't be read: %v", done.HeadUnread)
	}
}

// stand looks for what others did to objects in places that keep every version. It
// harms nothing, so that there is nothing to repair; but nobody is to read that all is
// well, where verify warns.
func (v *repairJSON) stand(ctx context.Context, e *env, c repair.Config) {
	for i, st := range []store.Store{c.Archive, c.Mirror} {
		if _, ok := st.(store.Versioned); !ok { // nor is a mirror that there is not
			continue
		}
		rep, err := verify.Archive(ctx, st, verify.Options{Level: verify.Structure, Readers: readersOf(st), Now: e.now})
		if err != nil { // what was repaired is, and is told
			e.warn("whether others deleted or wrote over objects of the %s can't be told: %s", repair.Places[i], oneLine(err.Error()))
			continue
		}
		n := len(v.Standing)
		for _, f := range rep.Warnings {
			if f.Code == verify.CodeDeleted || f.Code == verify.CodeOverwritten {
				v.Standing = append(v.Standing, findingJSON{f.Code, f.Object, repair.Places[i] + ": " + f.Detail})
			}
		}
		if len(v.Standing) > n {
			v.tells = append(v.tells, e.line("verify", [][]string{nil, {"--mirror"}}[i]...))
		}
	}
}
