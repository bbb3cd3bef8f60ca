package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/config"
	"archiver/internal/watch"
)

// indexBatch is how many snapshots are read before their words are written.
const indexBatch = 100

// errIndexing is that another process is at work on the words.
var errIndexing = errors.New("another archiver is at work on the words of this archive")

// wordsPath is where the words of the archive's texts are.
func wordsPath(c *config.Config) string { return catalog.WordsPath(c.CatalogPath()) }

// indexWords takes the words of those snapshots in that the index lacks, the newest
// first, and takes out those that were withdrawn; progress may be nil. It needs no lock
// of the archive; where another process does the same it gives errIndexing. It can be
// killed at any time: what was not written yet is read again.
//
// Only bytes that hash to what the log says are read. Of others, and of those that may
// not be read, it is remembered, and they are tried again a day later.
func (e *env) indexWords(ctx context.Context, s *session, progress func(done, total int)) (read int, err error) {
	release, err := lockWords(s.cfg)
	if err != nil {
		return 0, err
	}
	defer release()
	for again := false; ; again = true {
		w, err := catalog.OpenWords(ctx, wordsPath(s.cfg))
		if err != nil {
			return 0, err
		}
		read, err = e.fillWords(ctx, s, w, progress)
		w.Close()
		if again || ctx.Err() != nil || !catalog.WordsDamaged(err) {
			return read, err
		}
		// Deeper than opening it told. It is made of the archive alone, so it is made anew.
		if err := catalog.Remove(wordsPath(s.cfg)); err != nil {
			return 0, err
		}
	}
}

// noWordsHereError is that nothing can be written beside the catalog.
type noWordsHereError struct{ err error }

func (e *noWordsHereError) Error() string { return fmt.Sprintf("lock words: %v", e.err) }
func (e *noWordsHereError) Unwrap() error { return e.err }

// lockWords has one process at a time write the words.
func lockWords(cfg *config.Config) (release func(), err error) {
	release, err = tryLock(wordsPath(cfg) + ".lock")
	var path *fs.PathError // of opening it
	switch {
	case errors.As(err, &path):
		return nil, &noWordsHereError{path}
	case err == nil && release == nil:
		return nil, errIndexing
	}
	return release, err
}

func (e *env) fillWords(ctx context.Context, s *session, w *catalog.Words, progress func(done, total int)) (read int, err error) {
	if _, err := w.Sweep(ctx, s.catalog); err != nil {
		return 0, err
	}
	hidden := hiddenObjects(s.cfg)
	if _, err := w.Drop(ctx, slices.Collect(maps.Keys(hidden))...); err != nil {
		return 0, err
	}
	total, began := -1, time.Now()
	for {
		lacking, err := w.Lacking(ctx, s.catalog, indexBatch, e.now())
		if err != nil {
			return read, err
		}
		if lacking == nil {
			break
		}
		if total < 0 {
			if total, err = stillToRead(ctx, s.catalog, w); err != nil {
				return read, err
			}
		}
		urls, err := urlsOf(ctx, s.catalog, lacking.Snapshots)
		if err != nil {
			return read, err
		}
		var entries []catalog.Entry
		var stopped error
		for _, snap := range lacking.Snapshots {
			entry := catalog.Entry{Snapshot: snap, Fault: "it was withdrawn, as the file beside the log's head says", At: e.now()}
			if !hidden[snap.Object] {
				entry, err = e.readWords(ctx, s, snap)
			}
			if err != nil {
				stopped, lacking = err, nil // what was read is kept
				break
			}
			if entry.URL = urls[snap.SourceID]; entry.URL == "" {
				entry.URL = snap.FinalURL
			}
			entries = append(entries, entry)
			if progress != nil {
				progress(read+len(entries), max(total, read+len(entries)))
			}
		}
		late := context.WithoutCancel(ctx)
		if err := addKept(late, s.catalog, w, entries, lacking); err != nil {
			return read, errors.Join(stopped, err)
		}
		read += len(entries)
		if stopped != nil {
			_, err := w.Sweep(late, s.catalog)
			return read, errors.Join(stopped, err)
		}
	}
	if read == 0 {
		return 0, nil
	}
	if _, err := w.Sweep(ctx, s.catalog); err != nil { // what was withdrawn while it was read
		return read, err
	}
	return read, w.Tidy(ctx, time.Since(began)/4)
}

// addKept adds entries, but not the text of what was withdrawn while it was read.
func addKept(ctx context.Context, c *catalog.Catalog, w *catalog.Words, entries []catalog.Entry, lacking *catalog.Lacking) error {
	leaving, err := c.Leaving(ctx)
	if err != nil {
		return err
	}
	entries = slices.DeleteFunc(entries, func(en catalog.Entry) bool { return leaving[en.Snapshot.Object] })
	return w.Add(ctx, entries, lacking)
}

// hiddenObjects are those of which the file beside the log's head says that they were
// withdrawn, whatever the log says that is here.
func hiddenObjects(cfg *config.Config) map[string]bool {
	hidden := map[string]bool{}
	list, _, _ := readWithdrawals(cfg) // who may not read it knows the archive alone
	for _, k := range list {
		hidden[k.Object] = true
	}
	return hidden
}

// stillToRead is about how many snapshots the index lacks.
func stillToRead(ctx context.Context, c *catalog.Catalog, w *catalog.Words) (int, error) {
	_, snapshots, _, err := c.Stats(ctx)
	if err != nil {
		return 0, err
	}
	there, err := w.Stats(ctx)
	return int(max(0, snapshots-there.Snapshots-there.Unread)), err
}

// urlsOf are the cited URLs of these snapshots' sources.
func urlsOf(ctx context.Context, c *catalog.Catalog, list []catalog.Snapshot) (map[string]string, error) {
	urls := map[string]string{}
	var ids []string
	for _, s := range list {
		ids = append(ids, s.SourceID)
	}
	if len(ids) == 0 {
		return urls, nil
	}
	sources, err := c.Sources(ctx, ids...)
	for id, s := range sources {
		urls[id] = s.URL
	}
	return urls, err
}

// readWords reads what a snapshot says, as it was read when it was taken: the text of
// its page in pages/pages.jsonl.
func (e *env) readWords(ctx context.Context, s *session, snap catalog.Snapshot) (catalog.Entry, error) {
	entry := catalog.Entry{Snapshot: snap, At: e.now()}
	one := *s
	done, err := one.readOnce(ctx, snap.Object)
	if err == nil {
		defer done()
		if err = watch.VerifySnapshot(ctx, one.store, snap); err == nil {
			err = readPage(ctx, &one, &entry)
		}
	}
	if err == nil || ctx.Err() != nil {
		return entry, err
	}
	var unread *watch.UnreadableError
	var row *watch.RowError
	if !errors.As(err, &unread) && !errors.As(err, &row) && !errors.Is(err, fs.ErrPermission) {
		return entry, err
	}
	entry.Fault = oneLine(err.Error())
	return entry, nil
}

func readPage(ctx context.Context, s *session, entry *catalog.Entry) error {
	a, closer, err := watch.OpenSnapshot(ctx, s.store, entry.Snapshot.Object)
	if err != nil {
		return err
	}
	defer closer.Close()
	if pages := a.Pages(); len(pages) > 0 {
		entry.Title, entry.Text = pages[0].Title, pages[0].Text
	}
	return nil
}

// dropWords takes the words of withdrawn snapshots out of the index, where there is
// one. If that fails they are not found all the same, and who goes on with the index
// tries again.
func (e *env) dropWords(ctx context.Context, s *session) {
	path := wordsPath(s.cfg)
	if _, err := os.Stat(path); err != nil {
		return
	}
	w, err := catalog.OpenWords(ctx, path)
	if err == nil {
		_, err = w.Sweep(ctx, s.catalog)
		w.Close()
	}
	if err != nil {
		e.warn("the words of what was withdrawn are not found any more, but stand in %s still: %s; %s takes them out, or delete that file", oneLine(path), oneLine(err.Error()), e.line("reindex"))
	}
}
