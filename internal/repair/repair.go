package repair

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// Places are the names of the two, in what is said and logged of them.
var Places = [2]string{"archive", "mirror"}

// Config is what is to be put right, and by what. Who repairs holds the lock on the
// archive, and that on the mirror where there is one.
type Config struct {
	Archive store.Store
	Mirror  store.Store // nil: there is none
	Key     string      // of the log: it signs
	Head    string      // file of the head, beside which the journal is kept
	Told    Told
	// CapturePub is the public half of the key for snapshots that this machine has, as
	// the archive would hold it; nil: it has none.
	CapturePub []byte
	// Vouched are objects of which a person says that they were not withdrawn, though
	// the log's records that may say so are lost. Everything stands for all.
	Vouched []string
	Now     func() time.Time

	// Log appends records to the log of the archive, which puts log/checkpoint right
	// too, and gives the entry of the first; else why it can't be done now.
	Log         func(ctx context.Context, archive store.Store, recs []ledger.Record) (entry *int64, why string)
	Authorities func() ([]ledger.Authority, error)                   // whose timestamps count
	Refill      func(ctx context.Context, archive store.Store) error // brings the mirror up to the archive
	Progress    func(done, total int, object string)
}

// Told is what is known of the withdrawals that the mirror was told of, by what is kept
// of filling it.
type Told struct {
	Size   int64    // by log entries up to here; 0: that is not known
	Remain []string // objects that it could not be made to give up
}

// Everything, in the place of an object, vouches for all.
const Everything = "all"

// Result says what was put right, and what was not.
type Result struct {
	Objects  int // looked at, in both places
	Repaired []Repaired
	Lost     []Finding // neither place holds them as the log says
	Held     []Finding // not put back: they may have been withdrawn
	Failed   []Finding // could not be put right, though one place holds them
	Unread   []Finding // may not be read: nothing is known of them
	Denied   error     // why the first of those may not be
	Relisted []string  // timestamps that are logged anew, as their records are lost
	Log      []Finding // how it is at odds with the head outside the archive
	Head     bool      // which was at hand
	Warnings []Finding // of what a repair does not settle
	Blocked  bool      // others put something in the log's way, and no run can finish
	LogIndex *int64    // of the first record; nil where nothing was logged

	NotLogged   string // why it is not logged yet what was repaired
	NotRelisted string // why timestamps could not be logged anew
	HeadUnread  error  // why the head can't be read, though it is there
}

// Repaired is an object that was put right.
type Repaired struct {
	Place   string
	Object  string
	Fault   string // missing, altered or unreadable
	From    string // archive, mirror, log, key or snapshot
	SHA256  string
	Version string // that it is now, in a store that keeps versions
	Aside   string // where what stood there is kept
}

// Finding is an object that is not as the log says, or that can't be told of.
type Finding struct{ Code, Object, Detail string }

// Run puts right what can be. What it can't is no error. The result tells what was done
// also where an error ended it.
func Run(ctx context.Context, c Config) (Result, error) {
	r := &repairer{cfg: c, places: [2]store.Store{c.Archive, c.Mirror}}
	r.held.vouch = c.Vouched
	var err error
	if r.vkey, err = ledger.VerifierKey(c.Key); err != nil {
		return r.out, err
	}
	err = r.run(ctx)
	return r.out, err
}

// repairer is a repair under way.
type repairer struct {
	cfg     Config
	vkey    string
	places  [2]store.Store // the archive, the mirror; nil: there is none
	size    [2]int64       // of the log that each has, -1 for none; what comes after is not amiss
	anchor  [2]string      // a checkpoint that can be read there
	journal *os.File
	noted   []planned // in it
	held    withheld
	out     Result
	done    int
}

func (r *repairer) progress(done, total int, object string) {
	if r.cfg.Progress != nil {
		r.cfg.Progress(done, total, object)
	}
}

func (r *repairer) run(ctx context.Context) error {
	bare := r.fits(ctx)
	cp, at := []byte(nil), ""
	if bare != nil {
		var err error
		if cp, at, err = r.byHead(ctx, bare); err != nil {
			return err
		}
	}
	if err := r.openJournal(); err != nil {
		return err
	}
	defer r.journal.Close()
	if bare != nil {
		if err := r.bytesAt(ctx, 0, at, cp); err != nil {
			return err
		}
		if err := r.fits(ctx); err != nil {
			return err
		}
	}
	if err := r.pubs(ctx); err != nil {
		return err
	}
	// The log first: what else there must be is told by its records.
	wants, order, since := map[string]ledger.Listed{}, []string{}, map[string]int64{}
	r.held.wants, r.held.gone = wants, map[string]bool{}
	r.held.tell(r.cfg.Told, r.size[1])
	copies := r.places[:]
	if r.size[1] < 0 {
		copies = r.places[:1]
	}
	_, err := ledger.Remake(ctx, r.cfg.Key, copies, func(f ledger.File) error {
		r.held.size = max(r.held.size, f.Size)
		if first, end, lost := f.Lost(); lost {
			r.held.lost = append(r.held.lost, [2]int64{first, end})
		}
		if f.Data != nil && strings.HasPrefix(f.Key, "log/records/") {
			lines := bytes.Split(bytes.TrimSuffix(f.Data, []byte("\n")), []byte("\n"))
			for i, raw := range lines {
				line, err := ledger.DecodeRecord(f.Size-int64(len(lines)-i), raw)
				if err != nil {
					continue
				}
				ledger.NoteWithdrawal(wants, r.held.gone, line)
				for object, w := range ledger.ListedBy(line) {
					if _, listed := wants[object]; !listed {
						order = append(order, object)
					}
					wants[object], since[object] = w, f.Size
				}
			}
		}
		return r.file(ctx, f)
	})
	if err != nil {
		return err
	}
	for i, object := range order {
		if r.held.gone[object] {
			continue // on purpose
		}
		r.progress(i, len(order), object)
		if err := r.object(ctx, object, wants[object], since[object], order); err != nil {
			return err
		}
	}
	if err := r.cosignatures(ctx); err != nil {
		return err
	}
	// What the log tells of that is a batch itself, in whose way more may stand.
	for i := range maxInWay {
		n := len(r.out.Repaired)
		if err := r.ahead(ctx); err != nil {
			return err
		}
		if i > 0 && len(r.out.Repaired) == n {
			break
		}
		r.out.NotLogged = ""
		if err := r.log(ctx); err != nil {
			return err
		}
	}
	if err := r.timestamps(ctx); err != nil {
		return err
	}
	if err := r.refill(ctx); err != nil {
		return err
	}
	if err := r.checkpoints(ctx); err != nil {
		return err
	}
	return r.head(ctx)
}

// fits makes sure that both places hold the log of this key, the mirror no more of
// it than the archive.
func (r *repairer) fits(ctx context.Context) error {
	for i, st := range r.places {
		if r.size[i] = -1; st == nil {
			continue
		}
		some, err := store.HasUnder(ctx, st, "log/checkpoints/")
		if err != nil {
			return fmt.Errorf("look at the %s: %w", Places[i], ofPlace(i, err))
		}
		if !some {
			if i == 0 {
				return &NoLogError{}
			}
			continue // the mirror is empty: it is filled
		}
		size, err := ledger.NewestOf(ctx, st, r.vkey)
		err = ofPlace(i, err)
		var altered *ledger.AlteredError
		if errors.As(err, &altered) {
			return &OtherError{Unsigned, fmt.Sprintf("not one checkpoint of the %s is signed with the log's key", Places[i])}
		}
		if err != nil {
			return err
		}
		r.size[i], r.anchor[i] = size, ledger.CheckpointKey
		for key, err := range st.List(ctx, "log/checkpoints/") {
			if err != nil {
				return err
			}
			if _, err := store.ReadSmall(ctx, st, key); err == nil {
				r.anchor[i] = key
				break
			}
		}
	}
	if r.size[1] > r.size[0] { // another machine may have added to both meanwhile
		if size, err := ledger.NewestOf(ctx, r.places[0], r.vkey); err == nil {
			r.size[0] = size
		}
	}
	if r.size[1] > r.size[0] {
		if err := r.mayLead(ctx); err != nil {
			return err
		}
		r.size[0] = r.size[1] // the newest files of the archive are gone
	}
	return nil
}

// pubs puts the log's public key right.
func (r *repairer) pubs(ctx context.Context) error {
	for i := range r.places {
		if r.size[i] >= 0 {
			if err := r.bytesAt(ctx, i, "keys/log.pub", []byte(r.vkey+"\n")); err != nil {
				return err
			}
		}
	}
	return nil
}

// file compares a file of the log with what the signed tree makes it.
func (r *repairer) file(ctx context.Context, f ledger.File) error {
	r.done++
	r.progress(r.done, r.done, f.Key)
	if f.Data == nil {
		states := [2]objectState{{fault: "later"}, {fault: "later"}}
		for i := range r.places {
			if f.Size > r.size[i] {
				continue
			}
			var err error
			if states[i], err = r.look(ctx, i, f.Key, ledger.Listed{Bytes: -1}); err != nil {
				return err
			}
			states[i].fault = strings.Replace(states[i].fault, "altered", "damaged", 1)
		}
		if states[0].fault == faultDenied || states[1].fault == faultDenied {
			return nil // which is told
		}
		r.lose(f.Key, states)
		return nil
	}
	for i := range r.places {
		if f.Size <= r.size[i] {
			if err := r.bytesAt(ctx, i, f.Key, f.Data); err != nil {
				return err
			}
		}
	}
	return nil
}

// cosignatures puts right what witnesses signed: the log does not list the newest of
// it yet, and the witness's key proves it.
func (r *repairer) cosignatures(ctx context.Context) error {
	keys := map[string]bool{}
	for _, st := range r.places {
		if st == nil {
			return nil // there is nothing to compare with
		}
		for key, err := range st.List(ctx, "log/witnesses/") {
			if err != nil {
				return err
			}
			if size, ok := ledger.SizeOf(key); ok && size <= r.size[0] {
				keys[key] = true
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		witness, err := store.ReadSmall(ctx, r.places[0], ledger.WitnessKeyOf(path.Base(key)))
		if err != nil {
			continue // its key is lost, which was told
		}
		size, _ := ledger.SizeOf(key)
		var good [][]byte // by place; nil: not what the witness signed
		for i, st := range r.places {
			raw, err := store.ReadSmall(ctx, st, key)
			if err == nil {
				_, err = ledger.CheckCosigned(raw, size, r.vkey, strings.TrimSpace(string(witness)))
			}
			if good = append(good, nil); err == nil {
				good[i] = raw
			}
		}
		for i := range r.places { // two that differ and hold are left: neither is the better
			if good[i] == nil && good[1-i] != nil && size <= r.size[i] {
				if err := r.bytesAt(ctx, i, key, good[1-i]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// refill brings the mirror up to the archive, whose log tells of the repairs now.
func (r *repairer) refill(ctx context.Context) error {
	if r.places[1] == nil {
		return nil
	}
	return r.cfg.Refill(ctx, r.places[0])
}
