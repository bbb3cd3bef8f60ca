package verify

import (
	"fmt"
	"slices"
	"time"

	"archiver/internal/store"
)

// maxIntrusions bounds how many are told one by one.
const maxIntrusions = 1000

// newestCheckpoint is the one object that changes, so that its newest version counts.
const newestCheckpoint = "log/checkpoint"

// intrusions tells what others did to the objects of a store that keeps every
// version. Nothing is lost by it: the first version is what is read.
func (v *verifier) intrusions(prefix string) {
	if v.versions == nil {
		return
	}
	n, repaired := 0, ""
	for i, err := range v.versions.Intrusions(v.ctx, prefix) {
		if err != nil {
			if v.ctx.Err() == nil {
				v.warn(CodeVersions, prefix, "whether somebody wrote over objects, or deleted some, can't be told: %v", err)
			}
			break
		}
		// What is older than a repair, and so comes behind it, the repair's note tells.
		if v.repairs.ours(i) {
			repaired = i.Key
		}
		if i.Key == repaired && !i.Deleted {
			continue
		}
		n++
		at := "at an unknown time"
		if !i.At.IsZero() {
			// Of a delete marker some servers give the time of the version below it, which
			// the store leaves out.
			at = "on " + i.At.UTC().Format(time.DateTime) + " UTC, as the server says" + v.cannotBe(i.Key, i.At)
		}
		counts := "the first version is kept, and is the one that counts"
		if v.repairs.objects[i.Key] {
			counts = "the version that a repair wrote is kept, and is the one that counts"
		}
		if i.Key == newestCheckpoint {
			counts = "what is left of it is read, and the checkpoints beside it are what counts"
		}
		if i.Undo != "" {
			counts += ". Find out who did it; then take away what they left, and nothing else, so that the next one is noticed: " + i.Undo
		}
		switch {
		case n > maxIntrusions:
		case i.Deleted:
			v.warn(CodeDeleted, i.Key, "somebody deleted it %s (delete marker %q): other programs do not see it any more; %s", at, i.Version, counts)
		default:
			v.warn(CodeOverwritten, i.Key, "somebody wrote over it %s (version %q): other programs see that; %s", at, i.Version, counts)
		}
	}
	if n > maxIntrusions {
		v.warn(CodeOverwritten, prefix, "%d more objects were written over or deleted", n-maxIntrusions)
	}
}

// cannotBe says why nobody can have done something to an object then; "": they can.
func (v *verifier) cannotBe(key string, at time.Time) string {
	since := v.began
	if recs := v.logged[key]; len(recs) > 0 {
		since = slices.MinFunc(recs, func(a, b logged) int { return a.at.Compare(b.at) }).at
	}
	since = since.UTC().Truncate(time.Second) // as exact as servers are
	switch {
	case at.After(v.o.Now()):
		return " (which cannot be, for that is yet to come: a clock is wrong)"
	case at.Before(since):
		return fmt.Sprintf(" (which cannot be, for there was no such object before %s UTC: a clock is wrong, or that is not the time)", since.Format(time.DateTime))
	}
	return ""
}

// strays tells of what lies in the archive's folders and is no object: nothing that
// the log could list. What is an object and is not listed is told of elsewhere.
func (v *verifier) strays() {
	littered, ok := v.st.(store.Littered)
	if !ok {
		return
	}
	for _, prefix := range []string{"keys/", "log/", snapshots} {
		n := 0
		for s, err := range littered.Strays(v.ctx, prefix) {
			if err != nil {
				if v.ctx.Err() == nil {
					v.warn(CodeStray, prefix, "whether there is anything that does not belong there can't be told: %v", err)
				}
				break
			}
			if v.told(s.Path) {
				continue
			}
			if n++; n <= maxIntrusions {
				v.warn(CodeStray, s.Path, "is %s: it is not read, and does not belong there", s.What)
			}
		}
		if n > maxIntrusions {
			v.warn(CodeStray, prefix, "%d more do not belong there", n-maxIntrusions)
		}
	}
}

// told says whether a finding tells of what should stand at a path: a snapshot's
// reader does, and the check of the log did.
func (v *verifier) told(path string) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.logged[path] != nil || slices.ContainsFunc(v.report.Findings[:v.ofLog], func(f Finding) bool { return f.Object == path })
}
