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
// round. It takes no bytes that are not proved: of a file of the log the signed tree
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
	places  [2]store.Store // the archive, the mirror
	size    [2]int64       // of the log that each has; what comes after is not amiss
	anchor  [2]string      // a checkpoint that can be read there
	journal *os.File
	noted   []planned // written to it
	out     repairJSON
	bar     *bar
	done    int
}

// The names of the two places.
var placeNames = [2]string{"archive", "mirror"}

func runRepair(ctx context.Context, e *env) error {
	cfg, err := e.config()
	if err != nil {
		return err
	}
	if !cfg.mirrored() {
		return &usageError{msg: "verify --repair: there is no mirror to take bytes from", hint: "archive.mirror.url names one, which every run then fills"}
	}
	skey, err := os.ReadFile(cfg.path(cfg.Log.Key))
	if err != nil {
		return &usageError{msg: fmt.Sprintf("verify --repair: read log key: %v", err), hint: "a repair is logged: do it where the log is written"}
	}
	r := &repairer{e: e, cfg: cfg, skey: strings.TrimSpace(string(skey)), out: repairJSON{Version: 1, Repaired: []repairedJSON{}, Lost: []findingJSON{}}}
	if r.vkey, err = ledger.VerifierKey(r.skey); err != nil {
		return err
	}
	release, err := e.lock(ctx, cfg)
	if err != nil {
		return err
	}
	defer release()
	releaseMirror, err := lockMirror(cfg)
	if err != nil {
		return &usageError{msg: "verify --repair: another archiver is filling the mirror", hint: "try again once it is done"}
	}
	defer releaseMirror()
	if r.places[0], err = e.openWritable(ctx, cfg); err != nil {
		return err
	}
	if r.places[1], err = e.openMirror(ctx, cfg); err != nil {
		return fmt.Errorf("open the mirror: %w", err)
	}
	r.bar = e.progress("comparing archive and mirror")
	err = r.run(ctx)
	r.bar.stop()
	if err != nil {
		if n := len(r.out.Repaired); n > 0 {
			e.say("%s put right so far; the same command goes on, and has it logged", plural(n, "object"))
		}
		return err
	}
	r.out.Complete = len(r.out.Lost) == 0
	if e.json {
		err = e.printJSON(r.out)
	} else {
		e.printRepair(r.out)
	}
	if err == nil && !r.out.Complete {
		err = &failedError{}
	}
	return err
}

func (r *repairer) run(ctx context.Context) error {
	if err := r.fits(ctx); err != nil {
		return err
	}
	pending, err := r.openJournal()
	if err != nil {
		return err
	}
	defer r.journal.Close()
	if err := r.pubs(ctx); err != nil {
		return err
	}
	// The log first: what else there must be is told by its records.
	wants, order, since := map[string]want{}, []string{}, map[string]int64{}
	gone := map[string]bool{}
	copies := r.places[:]
	if r.size[1] < 0 {
		copies = r.places[:1]
	}
	_, err = ledger.Reconcile(ctx, r.vkey, copies, func(f ledger.File) error {
		if f.Data != nil && strings.HasPrefix(f.Key, "log/records/") {
			lines := bytes.Split(bytes.TrimSuffix(f.Data, []byte("\n")), []byte("\n"))
			for i, raw := range lines {
				line, err := ledger.DecodeRecord(f.Size-int64(len(lines)-i), raw)
				if err != nil {
					continue
				}
				noteWithdrawal(wants, gone, line)
				for object, w := range listedBy(line) {
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
		if gone[object] {
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
	if err := r.log(ctx, pending); err != nil {
		return err
	}
	return r.refill(ctx)
}

// fits makes sure that both places hold the log of this key, the mirror no more of
// it than the archive.
func (r *repairer) fits(ctx context.Context) error {
	for i, st := range r.places {
		some, err := holds(ctx, st, "log/checkpoints/")
		if err != nil {
			return fmt.Errorf("look at the %s: %w", placeNames[i], err)
		}
		r.size[i] = -1
		if !some {
			if i == 0 {
				return &usageError{msg: fmt.Sprintf("verify --repair: %s has no log", r.cfg.archiveName()), hint: "where the archive is lost as a whole, " + r.e.line("copy") + " brings it back from the mirror"}
			}
			continue // the mirror is empty: it is filled
		}
		size, err := ledger.NewestOf(ctx, st, r.vkey)
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
			if _, err := readSmall(ctx, st, key); err == nil {
				r.anchor[i] = key
				break
			}
		}
	}
	if r.size[1] > r.size[0] {
		if head, err := os.ReadFile(r.cfg.path(r.cfg.Log.Head)); err != nil || !ledger.HeadHas(head, r.vkey, r.size[1]) {
			return &otherMirrorError{fmt.Sprintf("verify --repair: the mirror is newer: its log has %d records, that of the archive %d", r.size[1], r.size[0]), "was the archive put back from an old copy?"}
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

// look hashes an object.
func (r *repairer) look(ctx context.Context, place int, key string, w want) (objectState, error) {
	r.out.Objects++
	rd, err := r.places[place].Open(ctx, key, 0, -1)
	if err == nil {
		defer rd.Close()
		h := sha256.New()
		var n int64
		if n, err = io.Copy(h, rd); err == nil {
			s := objectState{sum: hex.EncodeToString(h.Sum(nil)), bytes: n}
			if s.sum != w.sha256 {
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
	}
	// Nothing is put right in a place that does not answer at all.
	if _, kerr := readSmall(ctx, r.places[place], r.anchor[place]); kerr != nil {
		return objectState{}, fmt.Errorf("read the %s: %w", placeNames[place], errors.Join(err, kerr))
	}
	return objectState{fault: "unreadable"}, nil
}

// object compares an object in both places with what the log says of it, since it
// has so many entries.
func (r *repairer) object(ctx context.Context, key string, w want, since int64) error {
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
		if s.fault == "" || s.fault == "later" {
			continue
		}
		if states[other].fault != "" {
			if i == 0 || states[0].fault == "later" {
				r.lose(key, states)
			}
			continue
		}
		err := r.put(ctx, i, key, s, placeNames[other], w.sha256, states[other].bytes, func() (io.ReadCloser, error) {
			return r.places[other].Open(ctx, key, 0, -1)
		})
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
		r.lose(f.Key, [2]objectState{{fault: "damaged"}, {fault: "damaged"}})
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

// bytesAt makes sure that these bytes stand there.
func (r *repairer) bytesAt(ctx context.Context, place int, key string, data []byte) error {
	sum := sha256.Sum256(data)
	w := want{sha256: hex.EncodeToString(sum[:])}
	s, err := r.look(ctx, place, key, w)
	if err != nil || s.fault == "" {
		return err
	}
	return r.put(ctx, place, key, s, "log", w.sha256, int64(len(data)), func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(data)), nil
	})
}

func (r *repairer) lose(key string, states [2]objectState) {
	detail := fmt.Sprintf("in the archive it is %s, in the mirror %s: neither holds the bytes that the log lists", states[0].fault, strings.Replace(states[1].fault, "later", "not yet", 1))
	r.out.Lost = append(r.out.Lost, findingJSON{"lost", key, detail})
}

// put puts an object right.
func (r *repairer) put(ctx context.Context, place int, key string, s objectState, from, sum string, size int64, open func() (io.ReadCloser, error)) error {
	fixer, ok := r.places[place].(store.Repairer)
	if !ok {
		return fmt.Errorf("repair %s: the store can't", key)
	}
	rec := ledger.RepairRecord{Object: key, Place: placeNames[place], Fault: s.fault, Found: s.sum, From: from, SHA256: sum, Bytes: size}
	aside := s.sum
	if aside == "" {
		aside = "unread-" + r.e.now().UTC().Format("20060102T150405.000")
	}
	aside = damagedPrefix + aside + "/" + key
	if err := r.note(planned{rec, aside}); err != nil {
		return err
	}
	rd, err := open()
	if err != nil {
		return err
	}
	defer rd.Close()
	done, err := fixer.Repair(ctx, key, &hashed{r: rd, h: sha256.New(), want: sum}, size, aside,
		func(n int) (string, error) { return ledger.SignRepair(r.skey, key, sum, n) })
	if err != nil {
		return err
	}
	rec.Version, rec.Aside = done.Version, done.Aside
	r.out.Repaired = append(r.out.Repaired, repairedJSON{rec.Place, key, rec.Fault, from, sum, done.Version, done.Aside})
	return r.note(planned{rec, ""})
}

// damagedPrefix is where a store that keeps no versions keeps what was damaged.
const damagedPrefix = "damaged/"

// cosignatures puts right what witnesses signed: the log lists none of it, the
// witness's key proves it.
func (r *repairer) cosignatures(ctx context.Context) error {
	keys := map[string]bool{}
	for _, st := range r.places {
		for key, err := range st.List(ctx, "log/witnesses/") {
			if err != nil {
				return err
			}
			keys[key] = true
		}
	}
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		size, ok := ledger.SizeOf(key)
		if !ok || size > r.size[0] {
			continue
		}
		witness, err := readSmall(ctx, r.places[0], ledger.WitnessKeyOf(path.Base(key)))
		if err != nil {
			continue // its key is lost, which was told
		}
		for _, st := range r.places {
			raw, err := readSmall(ctx, st, key)
			if err != nil {
				continue
			}
			if _, err := ledger.CheckCosigned(raw, size, r.vkey, strings.TrimSpace(string(witness))); err != nil {
				continue
			}
			if err := r.file(ctx, ledger.File{Key: key, Data: raw, Size: size}); err != nil {
				return err
			}
			break
		}
	}
	return nil
}

// refill brings the mirror up to the archive, whose log tells of the repairs now.
func (r *repairer) refill(ctx context.Context) error {
	_, _, err := r.e.fill(ctx, r.cfg, r.places[0], nil)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		_, hint := r.e.mirrorHint(err)
		r.e.warn("the mirror %s was not filled: %s; %s", oneLine(r.cfg.mirrorName()), oneLine(err.Error()), hint)
		return nil
	}
	state := loadMirrorState(r.cfg)
	state.Damaged = 0
	state.save(ctx, r.cfg)
	return nil
}
