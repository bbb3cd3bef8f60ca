package s3

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
)

// mayNotDelete tries whether these credentials may delete what is not locked, and
// says so where they may not: a refusal of theirs then tells nothing of a lock. By
// a delete marker, which no default of the bucket locks.
func (p *prober) mayNotDelete() (why string, err error) {
	no := func(err error) (string, error) {
		if refused(err) {
			return fmt.Sprintf("these credentials may not delete even what is not locked (%s): probe with those of an administrator", says(err)), nil
		}
		return "", err
	}
	if err := p.clear(probeMarker); err != nil {
		return "", err
	}
	if _, err := p.put(probeMarker, probeContent, nil); err != nil {
		return "", err
	}
	if err := p.s.core.RemoveObject(p.ctx, p.s.cfg.Bucket, p.name(probeMarker), minio.RemoveObjectOptions{}); err != nil {
		return no(err)
	}
	for info, err := range p.s.list(p.ctx, minio.ListObjectsOptions{Prefix: p.name(probeMarker), Recursive: true}) {
		if err != nil {
			return "", err
		}
		if !info.IsDeleteMarker || info.Key != p.name(probeMarker) {
			continue
		}
		if err := p.s.core.RemoveObject(p.ctx, p.s.cfg.Bucket, info.Key, minio.RemoveObjectOptions{VersionID: info.VersionID}); err != nil {
			return no(err)
		}
	}
	return "", nil
}

// lock locks a small object for a short time, and tries to get rid of it.
func (p *prober) lock(m Mode) error {
	del, short := GovernanceRefusesDelete, ""
	if m == Compliance {
		del, short = ComplianceRefusesDelete, ComplianceRefusesShorten
	}
	found := func(name string, o Outcome, format string, args ...any) {
		if name != "" {
			p.found(name, o, format, args...)
		}
	}
	if !p.locked {
		found(del, Untested, "the bucket was made without Object Lock")
		found(short, Untested, "the bucket was made without Object Lock")
		return nil
	}
	if why, err := p.mayNotDelete(); err != nil || why != "" {
		found(del, Untested, "%s", why)
		found(short, Untested, "%s", why)
		return err
	}
	object := probeLock + string(m)
	if err := p.clear(object); err != nil { // what the last probe locked, and is free by now
		return err
	}
	mode := retentionMode(m)
	until := time.Now().UTC().Add(probeLocked).Truncate(time.Second)
	info, err := p.put(object, probeContent, func(o *minio.PutObjectOptions) { o.Mode, o.RetainUntilDate = mode, until })
	if refused(err) {
		outcome := No
		if status(err, http.StatusForbidden) {
			outcome = Untested // these credentials may not, which says nothing of the server
		}
		found(del, outcome, "the lock itself was refused: %s", says(err))
		found(short, Untested, "the lock itself was refused")
		return nil
	}
	if err != nil {
		return err
	}
	if version(info.VersionID) == "" {
		found(del, No, "the server named no version of what it locked")
		found(short, Untested, "the server named no version of what it locked")
		return nil
	}

	if short != "" {
		earlier, governance := until.Add(-probeLocked/2), minio.Governance
		tries := []minio.PutObjectRetentionOptions{
			{VersionID: info.VersionID, Mode: &mode, RetainUntilDate: &earlier, GovernanceBypass: true},
			{VersionID: info.VersionID, Mode: &governance, RetainUntilDate: &until, GovernanceBypass: true},
		}
		outcome, detail := Yes, ""
		for i, o := range tries {
			err := p.s.core.PutObjectRetention(p.ctx, p.s.cfg.Bucket, p.name(object), o)
			switch what := []string{"shorten", "downgrade"}[i]; {
			case err == nil:
				outcome, detail = No, fmt.Sprintf("%s: answered with success", what)
			case !refused(err):
				return err
			case outcome == Yes:
				detail = strings.TrimPrefix(detail+", "+what+": "+says(err), ", ")
			}
		}
		found(short, outcome, "%s", detail)
	}
	err = p.s.core.RemoveObject(p.ctx, p.s.cfg.Bucket, p.name(object),
		minio.RemoveObjectOptions{VersionID: info.VersionID, GovernanceBypass: m == Compliance}) // governance: who may bypass it may
	if err != nil && !refused(err) {
		return err
	}
	// Whatever it answered: is it still there?
	content, _, gerr := p.get(object, info.VersionID)
	switch {
	case gerr == nil && content == probeContent && err != nil:
		found(del, Yes, "%s", says(err))
	case gerr == nil && content == probeContent:
		found(del, Yes, "the delete was answered with success, but the version is still there")
	case gerr == nil || errors.Is(gerr, fs.ErrNotExist):
		found(del, No, "the version is gone")
	default:
		return gerr
	}
	return nil
}
