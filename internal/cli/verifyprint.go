package cli

import (
	"fmt"
	"slices"
	"strings"

	"archiver/internal/ledger"
	"archiver/internal/verify"
)

func (e *env) printVerify(v verifyJSON) {
	e.printFindings(v.Findings, v.Warnings)
	e.printNotes(v.Notes)
	records := plural(int(v.Records), "log record")
	what := fmt.Sprintf("%s (%s) and %s", plural(v.Snapshots, "snapshot"), bytesWords(v.Bytes), records)
	if v.Resumed > 0 {
		what = fmt.Sprintf("%s (%s; %d of them before the interruption) and %s", plural(v.Snapshots, "snapshot"), bytesWords(v.Bytes), v.Resumed, records)
	}
	rest := ""
	switch {
	case v.Level == string(verify.Structure):
		what = fmt.Sprintf("%s, and that %s are there with their sizes", records, plural(v.Present, "snapshot"))
		rest = "; no snapshot was read"
	case v.Level == string(verify.Sampled):
		rest = fmt.Sprintf("; %s more are there with their sizes, and were not read. It was a sample of %s: --seed %d picks the same", plural(v.Present, "snapshot"), v.Sample, *v.Seed)
	}
	if v.Added > 0 {
		rest += fmt.Sprintf("; %s, not captured: what %s showed when saved rests on that person's word", either(v.Added == 1, "1 is a copy that a person saved", fmt.Sprintf("%d are copies that persons saved", v.Added)), either(v.Added == 1, "it", "each"))
	}
	if v.Withdrawn > 0 {
		rest += fmt.Sprintf("; %s withdrawn, as the log says", either(v.Withdrawn == 1, "1 more was", fmt.Sprintf("%d more were", v.Withdrawn)))
	}
	if v.Behind > 0 {
		rest += fmt.Sprintf("; the mirror is behind, by %s", plural(int(v.Behind), "log record"))
	}
	switch {
	case !v.Complete:
		fmt.Fprintf(e.out, "%s: %s found in %s so far%s\n", e.paint(e.out, yellow, "interrupted"), plural(len(v.Findings), "finding"), what, rest)
	case v.Passed && v.Level == string(verify.Structure):
		fmt.Fprintf(e.out, "%s: %s%s\n", e.paint(e.out, green, "verified"), what, rest)
	case v.Passed:
		e.labelled(e.out, green, "verified:", fmt.Sprintf("%s are as the signed log says%s", what, rest))
	default:
		fmt.Fprintf(e.out, "%s: %s in %s%s\n", e.paint(e.out, red, "NOT as it was"), plural(len(v.Findings), "finding"), what, rest)
	}
	if c := v.Checkpoint; v.Head == nil && c != nil {
		fmt.Fprintf(e.out, "no head at hand: this cannot show that the end of the log is complete; compare the checkpoint (size %d, root %s) with one from elsewhere\n", c.Size, oneLine(c.Root))
	}
	if v.LogIndex != nil {
		e.say("this result is log entry %d", *v.LogIndex)
	}
}

// onlyCheckpoint says whether all that was found is of log/checkpoint, the one object
// that changes: runs put it right, and a repair has nothing to do for it.
func onlyCheckpoint(list []findingJSON) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(f findingJSON) bool { return !ofCheckpoint(f.Code, f.Object) })
}

// ofCheckpoint says whether a finding is of log/checkpoint, and harms nothing that the
// checkpoints beside it do not put right.
func ofCheckpoint(code, object string) bool {
	return object == checkpointKey && slices.Contains([]string{ledger.CodeCheckpointMissing, ledger.CodeCheckpointAltered, ledger.CodeCheckpointSignature, ledger.CodeCheckpointOld}, code)
}

// findingsShown is how many objects are named of what is told in the same words, and
// how many findings of one code are told; -v and --json tell all.
const findingsShown = 10

// sameFindings is findings of one code that say the same of several objects.
type sameFindings struct {
	findingJSON
	more []string // objects
}

// foldFindings puts findings together that differ in their object alone, in the order in
// which the first of them stand.
func foldFindings(list []findingJSON) []*sameFindings {
	type words struct{ code, detail string }
	var out []*sameFindings
	at := map[words]*sameFindings{}
	for _, f := range list {
		if s := at[words{f.Code, f.Detail}]; s != nil {
			s.more = append(s.more, f.Object)
			continue
		}
		s := &sameFindings{findingJSON: f}
		at[words{f.Code, f.Detail}], out = s, append(out, s)
	}
	return out
}

func (e *env) printFindings(findings, warnings []findingJSON) {
	print := func(code string, f findingJSON, times string) {
		// A command is there to be copied whole.
		const undo = "aws s3api "
		says, command, ok := strings.Cut(f.Detail, undo)
		if ok {
			command = "\n    " + oneLine(undo+command)
		}
		fmt.Fprintf(e.out, "%s %s%s\n%s\n", code, oneLine(f.Object), times, wrap(says, width(e.out), "    ")+command)
	}
	e.printFolded(findings, func(f findingJSON, times string) { print(e.paint(e.out, red, f.Code), f, times) })
	e.printFolded(warnings, func(f findingJSON, times string) {
		print(e.paint(e.out, yellow, "warning: "+f.Code), f, times)
	})
}

func (e *env) printFolded(list []findingJSON, one func(f findingJSON, times string)) {
	if e.verbose {
		for _, f := range list {
			one(f, "")
		}
		return
	}
	told, left := map[string]int{}, map[string]int{}
	var codes []string // of left
	for _, s := range foldFindings(list) {
		if told[s.Code]++; told[s.Code] > findingsShown {
			if left[s.Code] == 0 {
				codes = append(codes, s.Code)
			}
			left[s.Code] += 1 + len(s.more)
			continue
		}
		times := ""
		if n := len(s.more); n > 0 {
			times = fmt.Sprintf(" and %d more", n)
		}
		one(s.findingJSON, times)
		for i, object := range s.more {
			if i == findingsShown-1 {
				fmt.Fprintf(e.out, "    and %d more; -v lists them\n", len(s.more)-i)
				break
			}
			fmt.Fprintf(e.out, "    %s\n", oneLine(object))
		}
	}
	for _, code := range codes {
		fmt.Fprintf(e.out, "%s: %d more; -v lists them\n", code, left[code])
	}
}

// printNotes tells of past events: of each kind of the last one, or with -v of all.
func (e *env) printNotes(notes []findingJSON) {
	last, times := map[string]int{}, map[string]int{} // by code
	for i, f := range notes {
		last[f.Code], times[f.Code] = i, times[f.Code]+1
	}
	for i, f := range notes {
		if !e.verbose && i != last[f.Code] {
			continue
		}
		if n := times[f.Code]; n > 1 && !e.verbose {
			f.Detail += fmt.Sprintf(". The log tells of %d such events; -v lists them", n)
		}
		fmt.Fprintf(e.out, "%s %s\n%s\n", e.paint(e.out, yellow, "note: "+f.Code), oneLine(f.Object), wrap(oneLine(f.Detail), width(e.out), "    "))
	}
}
