package verify

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"archiver/internal/ledger"
)

// job is one snapshot to look at.
type job struct {
	object string
	slice  int
	read   bool // else only whether it is there
}

// work is what is to be done, slice after slice: a slice is read as a whole
// before the next is begun (readers aside), so that one which is interrupted has
// whole slices to its credit.
type work struct {
	jobs       []job
	next, done int
	totalBytes int64

	toRead  [ledger.AuditSlices]int  // snapshots still to be read
	unread  [ledger.AuditSlices]int  // snapshots not read, also such as will not be
	any     [ledger.AuditSlices]bool // it has a snapshot at all
	flawed  [ledger.AuditSlices]bool // something was found in it
	resumed [ledger.AuditSlices]bool // read by an earlier verification
}

// plan decides what is done with each object.
func (v *verifier) plan(objects []string) {
	w := &v.work
	size := func(object string) int64 { return max(0, v.logged[object][0].bytes) }
	var picked map[string]bool
	if v.o.Level == Sampled {
		picked = v.o.Sample.pick(v.o.Seed, objects, size)
	}
	for _, object := range objects {
		j := job{object: object, slice: ledger.AuditSlice(object)}
		w.any[j.slice] = true
		w.unread[j.slice]++
		switch v.o.Level {
		case Structure:
		case Sampled:
			j.read = picked[object]
		default:
			j.read = true
		}
		if j.read && v.mark.covers(j.slice, v.logged[object]) {
			v.report.Snapshots++
			v.report.Resumed++
			v.report.Bytes += size(object)
			w.unread[j.slice]--
			w.resumed[j.slice] = true
			if v.report.States[object] = Intact; v.seen[object] {
				continue // and still there
			}
			j.read = false
		}
		if j.read {
			w.toRead[j.slice]++
			w.totalBytes += size(object)
		}
		w.jobs = append(w.jobs, j)
	}
	slices.SortFunc(w.jobs, func(a, b job) int {
		return cmp.Or(cmp.Compare(a.slice, b.slice), strings.Compare(a.object, b.object))
	})
}

// read does the work, a few at once.
func (v *verifier) read() {
	w := &v.work
	var wg sync.WaitGroup
	for range min(v.o.Readers, len(w.jobs)) {
		wg.Go(func() {
			reader := newWorker(v)
			for {
				v.mu.Lock()
				i := w.next
				w.next++
				v.mu.Unlock()
				if i >= len(w.jobs) || v.ctx.Err() != nil {
					return
				}
				j := w.jobs[i]
				if !j.read {
					v.looked(j, v.present(j.object))
					continue
				}
				state, n := reader.snapshot(j.object)
				v.wasRead(j, state, n)
			}
		})
	}
	wg.Wait()
	for slice := range ledger.AuditSlices {
		whole := w.unread[slice] == 0 && (w.any[slice] || v.o.Level == All && v.ctx.Err() == nil)
		if whole && v.o.Objects == nil {
			v.report.Slices = append(v.report.Slices, slice)
		}
	}
}

// looked notes the result of a look that read nothing.
func (v *verifier) looked(j job, state State) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.ctx.Err() != nil {
		return
	}
	switch {
	case state != Present:
		v.work.flawed[j.slice] = true
		v.report.States[j.object] = state
	case v.report.States[j.object] == "": // else an earlier verification read it
		v.report.States[j.object] = state
		v.report.Present++
	}
	v.work.done++
	v.tell()
}

// wasRead notes what a reader found.
func (v *verifier) wasRead(j job, state State, n int64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.ctx.Err() != nil {
		return // it may have been stopped in the middle
	}
	w := &v.work
	v.report.Snapshots++
	v.report.Bytes += n
	if v.o.Objects != nil {
		v.report.Sizes[j.object] = n
	}
	v.report.States[j.object] = state
	w.done++
	w.unread[j.slice]--
	w.toRead[j.slice]--
	if state != Intact {
		w.flawed[j.slice] = true
	}
	v.tell()
	if w.toRead[j.slice] == 0 {
		v.notch()
	}
}

// tell reports progress. v.mu is held.
func (v *verifier) tell() {
	if v.o.Progress != nil {
		v.o.Progress(Progress{Done: v.work.done, Total: len(v.work.jobs), Bytes: v.bytes.Load(), TotalBytes: v.work.totalBytes})
	}
}
