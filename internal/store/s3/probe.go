package s3

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
)

// Outcome is what a check found.
type Outcome string

// The outcomes.
const (
	Yes      Outcome = "yes"
	No       Outcome = "no"
	Untested Outcome = "untested"
)

// Check is one thing that a server does, or does not.
type Check struct {
	Name    string  `json:"name"`
	Outcome Outcome `json:"outcome"`
	Detail  string  `json:"detail,omitempty"` // what was seen
}

// The names of checks, in their order.
const (
	RefusesOverwrite         = "refuses-overwrite" // If-None-Match: * where something stands
	SwapsExactly             = "swaps-exactly"     // If-Match with another ETag is refused; destructive: of many, one wins
	ChecksContent            = "checks-content"    // bytes that are not those of their SHA-256 are refused
	KeepsVersions            = "keeps-versions"    // the bucket says so; destructive: what was overwritten is still there
	LocksObjects             = "locks-objects"     // the bucket was made with Object Lock
	OneCreatorWins           = "one-creator-wins"  // of many at once; destructive only
	GovernanceRefusesDelete  = "governance-refuses-delete"
	ComplianceRefusesDelete  = "compliance-refuses-delete"
	ComplianceRefusesShorten = "compliance-refuses-shorten"
)

// Report is what Probe found.
type Report struct {
	Endpoint string        `json:"endpoint"`
	Bucket   string        `json:"bucket"`
	Region   string        `json:"region,omitempty"`
	Server   string        `json:"server,omitempty"` // as it calls itself
	Skew     time.Duration `json:"skew"`             // its clock less ours, to a second
	Checks   []Check       `json:"checks"`
}

// Outcome gives the outcome of one check.
func (r *Report) Outcome(name string) Outcome {
	for _, c := range r.Checks {
		if c.Name == name {
			return c.Outcome
		}
	}
	return Untested
}

// Unsafe gives the checks without which nothing may be archived: a server that
// overwrites can lose evidence.
func (r *Report) Unsafe() (out []Check) {
	for _, c := range r.Checks {
		switch c.Name {
		case RefusesOverwrite, SwapsExactly, OneCreatorWins:
			if c.Outcome == No {
				out = append(out, c)
			}
		}
	}
	return out
}

// Locks says whether a delete of an object under this mode was tried and refused.
func (r *Report) Locks(m Mode) bool {
	switch m {
	case Governance:
		return r.Outcome(GovernanceRefusesDelete) == Yes
	case Compliance:
		return r.Outcome(ComplianceRefusesDelete) == Yes && r.Outcome(ComplianceRefusesShorten) == Yes
	}
	return false
}

// The objects of Probe, below the prefix. No key begins with a dot, so none is
// an archive's. They stay, so that probing each day leaves nothing behind.
const (
	probeObject  = ".archiver-probe/object" // never changes
	probeWrong   = ".archiver-probe/wrong"  // never comes to be, on a server that looks
	probeValue   = ".archiver-probe/value"  // destructive: each probe adds versions, and removes those of the last
	probeRace    = ".archiver-probe/race"   // the same
	probeLock    = ".archiver-probe/lock-"  // the same, with the mode behind it
	probeMarker  = ".archiver-probe/marker" // a delete marker that is removed again
	probeContent = "archiver probes here what this server enforces\n"
	probeRacers  = 8
	probeLocked  = 90 * time.Second // how long an object stays locked
)

// Probe finds out what the server really enforces. It always uses the same few
// small objects, under names that no key has. With destructive it also locks two
// of them, for a minute and a half, and tries all that an administrator might do.
// An error means that probing itself failed.
func (s *Store) Probe(ctx context.Context, destructive bool) (*Report, error) {
	p := &prober{s: s, ctx: ctx, r: &Report{Endpoint: s.cfg.Endpoint, Bucket: s.cfg.Bucket, Region: s.cfg.Region}}
	steps := []func() error{p.overwrite, p.swap, p.content, p.bucket}
	if destructive {
		steps = append(steps, p.race, p.swapRace)
		for _, m := range []Mode{Governance, Compliance} {
			steps = append(steps, func() error { return p.lock(m) })
		}
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, fail(ctx, "probe bucket", s.cfg.Bucket, err)
		}
	}
	if s.wire.dated.Load() {
		p.r.Skew = time.Duration(s.wire.skew.Load()).Round(time.Second)
	}
	p.r.Server, _ = s.wire.server.Load().(string)
	return p.r, nil
}

type prober struct {
	s      *Store
	ctx    context.Context
	r      *Report
	locked bool // the bucket has Object Lock
}

func (p *prober) found(name string, o Outcome, format string, args ...any) {
	p.r.Checks = append(p.r.Checks, Check{name, o, fmt.Sprintf(format, args...)})
}

func (p *prober) name(object string) string { return p.s.cfg.Prefix + object }

// put writes content, with more said by f.
func (p *prober) put(object, content string, f func(*minio.PutObjectOptions)) (info minio.UploadInfo, err error) {
	err = p.s.try(p.ctx, func(ctx context.Context) (err error) {
		info, err = p.s.put(ctx, p.name(object), bytesSource([]byte(content)), Retention{}, f)
		return err
	})
	return info, err
}

// get gives the content of a version, or the newest.
func (p *prober) get(object, id string) (content, etag string, err error) {
	v, err := p.s.value(p.ctx, object, p.name(object), version(id))
	if err != nil {
		return "", "", err
	}
	return string(v.data), v.etag, nil
}

// refused tells a server's no from a failure to ask.
func refused(err error) bool {
	return status(err, http.StatusBadRequest, http.StatusForbidden, http.StatusConflict, http.StatusPreconditionFailed, http.StatusMethodNotAllowed)
}

func create(o *minio.PutObjectOptions) { o.SetMatchETagExcept("*") }

// says gives a server's no in a few words.
func says(err error) string {
	var a minio.ErrorResponse
	if errors.As(err, &a) {
		return fmt.Sprintf("%d %.100s", a.StatusCode, clean(a.Code))
	}
	return fmt.Sprintf("%.200v", err)
}

func (p *prober) overwrite() error {
	// It is there already, but at the first probe.
	now, _, err := p.get(probeObject, "")
	if errors.Is(err, fs.ErrNotExist) {
		_, err = p.put(probeObject, probeContent, create)
		if status(err, http.StatusPreconditionFailed) {
			p.found(RefusesOverwrite, Yes, "%s, even over a delete marker", says(err))
			return nil
		}
		if err != nil {
			return err
		}
		now, _, err = p.get(probeObject, "")
	}
	if err != nil {
		return err
	}
	other := "overwritten " + rand.Text() + "\n"
	_, err = p.put(probeObject, other, create)
	if err != nil && !status(err, http.StatusPreconditionFailed) {
		if status(err, http.StatusNotImplemented, http.StatusBadRequest) {
			p.found(RefusesOverwrite, No, "it does not know the condition (%s)", says(err))
			return nil
		}
		return err
	}
	after, _, gerr := p.get(probeObject, "")
	switch {
	case gerr != nil:
		return gerr
	case err == nil:
		p.found(RefusesOverwrite, No, "a PUT with If-None-Match: * over an object was answered with success")
	case after != now:
		p.found(RefusesOverwrite, No, "a PUT with If-None-Match: * was refused (%s), and the object changed all the same", says(err))
	default:
		p.found(RefusesOverwrite, Yes, "%s", says(err))
	}
	return nil
}

func (p *prober) swap() error {
	_, err := p.put(probeObject, "swapped "+rand.Text()+"\n", func(o *minio.PutObjectOptions) { o.SetMatchETag("00000000000000000000000000000000") })
	switch {
	case err == nil:
		p.found(SwapsExactly, No, "a PUT with If-Match of another ETag was answered with success")
	case status(err, http.StatusPreconditionFailed):
		p.found(SwapsExactly, Yes, "%s", says(err))
	case status(err, http.StatusNotImplemented, http.StatusBadRequest):
		p.found(SwapsExactly, No, "it does not know the condition (%s)", says(err))
	default:
		return err
	}
	return nil
}

func (p *prober) content() error {
	// The signature covers the bytes as they are; the checksum names others.
	wrong := sha256.Sum256([]byte("other bytes"))
	src := bytesSource([]byte(probeContent))
	err := p.s.try(p.ctx, func(ctx context.Context) error {
		_, err := p.s.put(ctx, p.name(probeWrong), &source{ReaderAt: src, size: src.size, sum: src.sum}, Retention{}, func(o *minio.PutObjectOptions) {
			o.UserMetadata["X-Amz-Checksum-Sha256"] = base64Sum(wrong)
			create(o)
		})
		return err
	})
	switch {
	case err == nil, status(err, http.StatusPreconditionFailed): // now, or at an earlier probe
		p.found(ChecksContent, No, "bytes were stored under a SHA-256 that is not theirs")
	case refused(err):
		p.found(ChecksContent, Yes, "%s", says(err))
	default:
		return err
	}
	return nil
}

func (p *prober) bucket() error {
	v, err := p.s.core.GetBucketVersioning(p.ctx, p.s.cfg.Bucket)
	switch {
	case err == nil && v.Enabled():
		p.found(KeepsVersions, Yes, "versioning is enabled")
	case err == nil:
		p.found(KeepsVersions, No, "versioning is %s", first(strings.ToLower(v.Status), "off"))
	case refused(err), status(err, http.StatusNotImplemented):
		p.found(KeepsVersions, Untested, "%s", says(err))
	default:
		return err
	}
	lock, mode, n, unit, err := p.s.core.GetObjectLockConfig(p.ctx, p.s.cfg.Bucket)
	switch {
	case err == nil && lock == "Enabled":
		p.locked = true
		detail := "Object Lock is enabled, without a default"
		if mode != nil && n != nil && unit != nil {
			detail = fmt.Sprintf("Object Lock is enabled, by default %s for %d %s", strings.ToLower(mode.String()), *n, strings.ToLower(unit.String()))
		}
		p.found(LocksObjects, Yes, "%s", detail)
	case err == nil, status(err, http.StatusNotFound), errors.Is(fail(p.ctx, "", "", err), ErrNoLock):
		p.found(LocksObjects, No, "the bucket was made without Object Lock")
	case refused(err), status(err, http.StatusNotImplemented):
		p.locked = true // try it
		p.found(LocksObjects, Untested, "%s", says(err))
	default:
		return err
	}
	return nil
}

// clear removes what an earlier probe left under a name, as far as it may.
func (p *prober) clear(object string) error {
	var ids []string
	for info, err := range p.s.list(p.ctx, minio.ListObjectsOptions{Prefix: p.name(object), Recursive: true}) {
		if err != nil {
			return err
		}
		if info.Key == p.name(object) && len(ids) < 1000 {
			ids = append(ids, info.VersionID)
		}
	}
	for _, id := range ids {
		err := p.s.core.RemoveObject(p.ctx, p.s.cfg.Bucket, p.name(object), minio.RemoveObjectOptions{VersionID: id})
		if err != nil && !refused(err) && !status(err, http.StatusNotFound) {
			return err
		}
	}
	return nil
}
