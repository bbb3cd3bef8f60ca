package verify

import "time"

// maxIntrusions bounds how many are told one by one.
const maxIntrusions = 1000

// intrusions tells what others did to the objects of a store that keeps every
// version. Nothing is lost by it: the first version is what is read.
func (v *verifier) intrusions(prefix string) {
	if v.versions == nil {
		return
	}
	n := 0
	for i, err := range v.versions.Intrusions(v.ctx, prefix) {
		if err != nil {
			if v.ctx.Err() == nil {
				v.warn(CodeVersions, prefix, "whether somebody wrote over objects, or deleted some, can't be told: %v", err)
			}
			break
		}
		n++
		at := "at an unknown time"
		if !i.At.IsZero() {
			at = "on " + i.At.UTC().Format(time.DateTime) + " UTC"
		}
		switch {
		case n > maxIntrusions:
		case i.Deleted:
			v.warn(CodeDeleted, i.Key, "somebody deleted it %s (delete marker %q): other programs do not see it any more; the first version is kept, and is the one that counts", at, i.Version)
		default:
			v.warn(CodeOverwritten, i.Key, "somebody wrote over it %s (version %q): other programs see that; the first version is kept, and is the one that counts", at, i.Version)
		}
	}
	if n > maxIntrusions {
		v.warn(CodeOverwritten, prefix, "%d more objects were written over or deleted", n-maxIntrusions)
	}
}
