package cli

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"archiver/internal/bundle"
	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/web"
)

// Bundle implements web.Backend. It is what archiver export writes, in a ZIP file whose
// files are stored as they are. Reading a page writes nothing: that it was handed out is
// not logged, as where export can't write.
func (d *desk) Bundle(ctx context.Context, c source.Cite, at time.Time, w io.Writer) error {
	dir, err := os.MkdirTemp("", "archiver-*")
	if err != nil {
		return fmt.Errorf("export %s: %w", c.Ref, err)
	}
	defer os.RemoveAll(dir)
	made := filepath.Join(dir, "evidence")
	if err := d.export(ctx, c, at, made); err != nil {
		return bundleError(err)
	}
	return zipFolder(ctx, made, bundleName(c, at), d.base.now(), w)
}

// export writes the bundle of a moment, or of the newest snapshot, in a folder.
func (d *desk) export(ctx context.Context, c source.Cite, at time.Time, dir string) error {
	done, err := d.begin(ctx)
	if err != nil {
		return err
	}
	defer done()
	s, e, release, err := d.session(ctx)
	if err != nil {
		return err
	}
	defer release()
	asked := !at.IsZero()
	if !asked {
		at = e.now()
	}
	snap, _, err := s.snapshotAt(ctx, c, at, asked)
	if err != nil {
		return err
	}
	if err := d.mayShow(ctx, snap); err != nil {
		return err
	}
	job, _, gone, _, err := e.exportJob(ctx, s, []source.Cite{c}, false, at, asked)
	if err != nil {
		return err
	}
	if len(gone) > 0 {
		return gone[0]
	}
	if j := job.Citations[0].Judge; j != nil {
		kept, err := s.catalog.Snapshots(ctx, snap.SourceID)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(kept, func(k catalog.Snapshot) bool { return k.LogIndex == j.Index })
		var not *web.GoneError
		switch {
		case i >= 0:
			err = d.mayShow(ctx, kept[i])
		default:
			err = &web.GoneError{Why: "The archive lists no such snapshot."}
		}
		if errors.As(err, &not) {
			job.Citations[0].Judge = nil
			job.Citations[0].Warning = "the snapshot that the footnote is judged by is not here: " + not.Why
		} else if err != nil {
			return err
		}
	}
	_, err = recovered(func() (*bundle.Written, error) { return bundle.Write(ctx, s.store, dir, job) })
	return err
}

func bundleError(err error) error {
	var (
		none      *noSnapshotError
		withdrawn *withdrawnError
		altered   *bundle.AlteredError
		ofLog     *ledger.AlteredError
	)
	switch {
	case errors.Is(err, fs.ErrPermission):
		return err
	case errors.As(err, &none):
		return &web.GoneError{Why: "No snapshot of it was taken yet.", Err: err}
	case errors.As(err, &withdrawn):
		return withdrawnFromView(&withdrawn.snap)
	case errors.As(err, &altered):
		return &web.GoneError{Why: "It is not handed out, as it is not what was logged: " + altered.Detail + ".", Err: err}
	case errors.As(err, &ofLog):
		return &web.GoneError{Why: "It is not handed out, as the log is damaged: " + ofLog.Error() + ".", Err: err}
	}
	return shownError(err)
}

// bundleName is the folder in the ZIP file: by the report, the footnote and the moment.
func bundleName(c source.Cite, at time.Time) string {
	ref := c.Ref
	if i := strings.LastIndexByte(ref, '/'); i >= 0 {
		ref = ref[i+1:]
	}
	if !at.IsZero() {
		ref += "-" + at.UTC().Format("20060102150405")
	}
	return "evidence-" + strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '.' || r == '_' {
			return r
		}
		return '-'
	}, c.Manifest.ID+"-"+ref), ".-")
}

// zipFolder writes the files of a folder, in the order of their names, under another
// name, all with one time.
func zipFolder(ctx context.Context, dir, name string, at time.Time, w io.Writer) error {
	z := zip.NewWriter(w)
	err := filepath.WalkDir(dir, func(file string, entry fs.DirEntry, err error) error {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil || entry.IsDir() {
			return err
		}
		inside, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		to, err := z.CreateHeader(&zip.FileHeader{Name: path.Join(name, filepath.ToSlash(inside)), Method: zip.Store, Modified: at.UTC().Truncate(2 * time.Second)})
		if err != nil {
			return err
		}
		from, err := os.Open(file)
		if err != nil {
			return err
		}
		defer from.Close()
		_, err = io.Copy(to, from)
		return err
	})
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return fmt.Errorf("write bundle: %w", err)
	}
	return nil
}
