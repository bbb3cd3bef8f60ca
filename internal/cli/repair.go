package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"archiver/internal/ledger"
	"archiver/internal/store"
)

// repairer puts right in the archive what the mirror holds whole, and the other way
// round; without a mirror, what the log itself proves. It takes no bytes that are not proved: of a file of the log the signed tree
// says what they must be, of all else a hash in a proved record; and it loses none.
//
// The crash order, for each object: the journal says what is about to be done, the
// store keeps what stands there and puts the new bytes in its place, and, once all
// is done, the log says so, and the journal goes. Who is killed in between leaves
// an object that is damaged or right, and a journal that the next repair has logged.
type repairer struct {
	e       *env
	cfg     *Config
	skey    string
	vkey    string
	places  [2]store.Store // the archive, the mirror; nil: there is none
	size    [2]int64       // of the log that each has, -1 for none; what comes after is not amiss
	anchor  [2]string      // a checkpoint that can be read there
	journal *os.File
	noted   []planned // in it
	unread  error     // the first refusal
	held    withheld
	out     repairJSON
	bar     *bar
	done    int
}

// The names of the two places.
var placeNames = [2]string{"archive", "mirror"}

func ofPlace(place int, err error) error {
	if place == 1 {
		return ofMirror(err)
	}
	return err
}

func runRepair(ctx context.Context, e *env, vouch []string) error {
	cfg, err := e.config()
	if err != nil {
		return err
	}
	skey, err := os.ReadFile(cfg.path(cfg.Log.Key))
	if err != nil {
		return &usageError{msg: fmt.Sprintf("verify --repair: read log key: %v", err), hint: "a repair is logged: do it where the log is written"}
	}
	r := &repairer{e: e, cfg: cfg, skey: strings.TrimSpace(string(skey)), out: repairJSON{Version: 1, Repaired: []repairedJSON{}, Lost: []findingJSON{}, Held: []findingJSON{}, Failed: []findingJSON{}, Unread: []findingJSON{}, Relisted: []string{}, Log: []findingJSON{}, Warnings: []findingJSON{}, Standing: []findingJSON{}}}
	r.held.vouch = vouch
	if r.vkey, err = ledger.VerifierKey(r.skey); err != nil {
		return err
	}
	release, err := e.lock(ctx, cfg)
	if err != nil {
		return err
	}
	defer release()
	if r.places[0], err = e.openWritable(ctx, cfg); err != nil {
		return err
	}
	if cfg.mirrored() {
		releaseMirror, err := lockMirror(cfg)
		if err != nil {
			return &usageError{msg: "verify --repair: another archiver is filling the mirror", hint: "try again once it is done"}
		}
		defer releaseMirror()
		if r.places[1], err = e.openMirror(ctx, cfg); err != nil {
			return fmt.Errorf("open the mirror: %w", ofMirror(err))
		}
	}
	r.bar = e.progress("comparing with the log")
	if err = r.run(ctx); err == nil {
		r.standing(ctx)
	}
	r.bar.stop()
	if err != nil {
		if n := len(r.out.Repaired); n > 0 {
			e.say("%s put right so far; the same command goes on, and has it logged", plural(n, "object"))
		}
		return err
	}
	r.out.Mirrored = cfg.mirrored()
	faults := len(r.out.Lost) + len(r.out.Held) + len(r.out.Failed) + len(r.out.Log)
	r.out.Complete = faults+len(r.out.Unread) == 0
	if e.json {
		err = e.printJSON(r.out)
	} else {
		e.printRepair(r.out)
	}
	switch {
	case err != nil:
	case faults > 0:
		err = &failedError{}
	case r.unread != nil:
		err = fmt.Errorf("%s could not be read, of the rest all is as the signed log says: %w", plural(len(r.out.Unread), "object"), r.unread)
	}
	return err
}

func (r *repairer) run(ctx context.Context) error {
	if err := r.fits(ctx); err != nil {
		return err
	}
	if err := r.openJournal(); err != nil {
		return err
	}
	defer r.journal.Close()
	if err := r.pubs(ctx); err != nil {
		return err
	}
	// The log first: what else there must be is told by its records.
	wants, order, since := map[string]ledger.Listed{}, []string{}, map[string]int64{}
	r.held.wants, r.held.gone = wants, map[string]bool{}
	r.held.tell(r.cfg.mirrorState(), r.size[1])
	copies := r.places[:]
	if r.size[1] < 0 {
		copies = r.places[:1]
	}
	_, err := ledger.Reconcile(ctx, r.vkey, copies, func(f ledger.File) error {
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
		r.bar.set(i, len(order), object)
		if err := r.object(ctx, object, wants[object], since[object]); err != nil {
			return err
		}
	}
	if err := r.cosignatures(ctx); err != nil {
		return err
	}
	if err := r.log(ctx); err != nil {
		return err
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
			return fmt.Errorf("look at the %s: %w", placeNames[i], ofPlace(i, err))
		}
		if !some {
			if i == 0 {
				return &usageError{msg: fmt.Sprintf("verify --repair: %s has no log", r.cfg.archiveName()), hint: "where the archive is lost as a whole, bring it back: " + r.e.copyBack(r.cfg)}
			}
			continue // the mirror is empty: it is filled
		}
		size, err := ledger.NewestOf(ctx, st, r.vkey)
		err = ofPlace(i, err)
		var altered *ledger.AlteredError
		if errors.As(err, &altered) {
			return &otherMirrorError{fmt.Sprintf("verify --repair: not one checkpoint of the %s is signed with the log's key", placeNames[i]), "is it this archive's? Nothing was changed"}
		}
		if err != nil {
			return err
		}
		r.size[i], r.anchor[i] = size, checkpointKey
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

// state is how an object stands in a place.
type objectState struct {
	fault string // "" for none
	sum   string // of what stands there, hex; "" where nothing does, or it can't be read
	bytes int64
}

// maxUnlisted bounds what is hashed of an object beyond the size that the log lists:
// who can write there may have put there what never ends.
const maxUnlisted = 64 << 20

// look hashes an object.
func (r *repairer) look(ctx context.Context, place int, key string, w ledger.Listed) (objectState, error) {
	r.out.Objects++
	rd, err := r.places[place].Open(ctx, key, 0, -1)
	if err == nil {
		defer rd.Close()
		limit := max(w.Bytes, maxUnlisted)
		if sized, ok := rd.(store.Sized); ok && sized.Size() > limit {
			return objectState{fault: "altered", bytes: sized.Size()}, nil
		}
		h := sha256.New()
		var n int64
		if n, err = io.Copy(h, io.LimitReader(rd, limit+1)); err == nil && n > limit {
			return objectState{fault: "altered", bytes: n}, nil
		} else if err == nil {
			s := objectState{sum: hex.EncodeToString(h.Sum(nil)), bytes: n}
			if s.sum != w.SHA256 {
				s.fault = "altered"
			}
			return s, nil
		}
	}
	switch {
	case ctx.Err() != nil:
		return objectState{}, ctx.Err()
	case errors.Is(err, fs.ErrNotExist):
		return objectState{fault: "missing"}, nil
	case errors.Is(err, fs.ErrPermission):
		r.denied(place, key, err)
		return objectState{fault: faultDenied}, nil
	}
	// Nothing is put right in a place that does not answer at all.
	if _, kerr := store.ReadSmall(ctx, r.places[place], r.anchor[place]); kerr != nil {
		return objectState{}, fmt.Errorf("read the %s: %w", placeNames[place], ofPlace(place, errors.Join(err, kerr)))
	}
	return objectState{fault: "unreadable"}, nil
}

// faultDenied is of an object that may not be read: nothing is known of it, so it is
// neither damaged nor lost, and nothing is put in its place.
const faultDenied = "not to be read"

// denied notes it, once.
func (r *repairer) denied(place int, key string, err error) {
	f := findingJSON{"unreadable", key, fmt.Sprintf("whether it is as it was in the %s can't be told: %v", placeNames[place], err)}
	if !slices.Contains(r.out.Unread, f) {
		r.out.Unread = append(r.out.Unread, f)
	}
	if r.unread == nil {
		r.unread = ofPlace(place, err)
	}
}

// object compares an object in both places with what the log says of it, since it
// has so many entries.
func (r *repairer) object(ctx context.Context, key string, w ledger.Listed, since int64) error {
	var states [2]objectState
	for i := range r.places {
		if since > r.size[i] {
			states[i].fault = "later"
			continue
		}
		var err error
		if states[i], err = r.look(ctx, i, key, w); err != nil {
			return err
		}
	}
	for i, s := range states {
		other := 1 - i
		if s.fault == "" || s.fault == "later" || s.fault == faultDenied {
			continue
		}
		if states[other].fault == faultDenied {
			r.out.Failed = append(r.out.Failed, findingJSON{"not-repaired", key, fmt.Sprintf("it is %s in the %s, and whether the %s holds it whole can't be told, which may not be read", s.fault, placeNames[i], placeNames[other])})
			continue
		}
		if states[other].fault != "" {
			if i == 0 || states[0].fault == "later" {
				if err := r.loseObject(ctx, key, states, since); err != nil {
					return err
				}
			}
			continue
		}
		if may, err := r.mayPut(ctx, i, key, s.fault, since); err != nil {
			return err
		} else if !may {
			continue
		}
		err := r.put(ctx, i, key, s, placeNames[other], w.SHA256, states[other].bytes, func() (io.ReadCloser, error) {
			return r.places[other].Open(ctx, key, 0, -1)
		})
		if err == nil {
			err = r.takeBack(ctx, i, key)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// file compares a file of the log with what the signed tree makes it.
func (r *repairer) file(ctx context.Context, f ledger.File) error {
	r.done++
	r.bar.set(r.done, r.done, f.Key)
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
	_, _, err := r.e.fill(ctx, r.cfg, r.places[0], nil)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		_, hint := r.e.mirrorHint(err)
		r.e.warn("the mirror %s was not filled: %s; %s", oneLine(r.cfg.mirrorName()), oneLine(err.Error()), hint)
		return nil
	}
	state := r.cfg.mirrorState()
	state.Damaged = 0
	state.Save(ctx, r.cfg.mirrorStatePath())
	return nil
}
