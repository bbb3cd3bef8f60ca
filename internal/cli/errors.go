package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"archiver/internal/bundle"
	"archiver/internal/catalog"
	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/mirror"
	"archiver/internal/netguard"
	"archiver/internal/repair"
	"archiver/internal/source"
	"archiver/internal/store"
	"archiver/internal/store/s3"
	"archiver/internal/watch"
)

// The exit codes of CONTRACT.md.
const (
	exitOK          = 0
	exitFailed      = 1 // the check or verification found a failure
	exitUsage       = 2 // wrong usage, configuration or manifest
	exitNoLook      = 3 // offline, or the archive or catalog can't be reached
	exitInterrupted = 130
)

var errInterrupted = errors.New("interrupted")

// failedError ends a command whose result is a failure; what was found stands
// in the output already.
type failedError struct{ msg string }

func (e *failedError) Error() string { return e.msg }

// usageError is a command line that makes no sense.
type usageError struct{ msg, hint string }

func (e *usageError) Error() string { return e.msg }

// explain gives the exit code of an error and a hint on what to do: the one
// place that knows either.
func (e *env) explain(err error) (code int, hint string) {
	var (
		usage     *usageError
		failed    *failedError
		config    *config.Error
		manifest  *source.Error
		unknown   *source.UnknownError
		ambiguous *source.AmbiguousError
		noReports *NoReportsError
		noReport  *UnknownReportError
		headLost  *ledger.HeadLostError
		ahead     *ledger.AheadError
		behind    *ledger.BehindError
		fork      *ledger.ForkError
		keys      *ledger.KeyMismatchError
		head      *ledger.HeadError
		altered   *ledger.AlteredError
		damaged   *damagedError
		catAhead  *watch.CatalogAheadError
		refused   *netguard.RefusedError
		place     *bundle.PlaceError
		output    *outputError
		handed    *bundle.AlteredError
		faulty    *bundle.FaultyError
		unfit     *unfitError
		bucket    *s3.Error
		withdrawn *withdrawnError
		locked    *lockedSnapshotError
		half      *watch.UnfinishedError
		second    *mirrorError
		repaired  *repair.MirrorError
		parent    *otherMirrorError
		other     *mirror.OtherError
		litter    *ledger.ClaimPlaceError
		inWay     *ledger.InWayError
		foreign   *catalog.OtherError
		gone      *goneError
		absent    *noArchiveError
		bare      *uncheckedError
		unsure    *unsureError
		row       *watch.RowError
		lostKey   *keyLostError
		maybe     *maybeError
	)
	switch {
	case errors.As(err, &second):
		code, hint = e.explain(second.err)
		return code, mirrorKeys.Replace(hint)
	case errors.As(err, &repaired):
		code, hint = e.explain(repaired.Err)
		return code, mirrorKeys.Replace(hint)
	case errors.Is(err, errInterrupted), errors.Is(err, context.Canceled):
		return exitInterrupted, "what was finished is kept"
	case errors.As(err, &failed):
		return exitFailed, ""
	case errors.As(err, &usage):
		return exitUsage, usage.hint
	case errors.As(err, &config):
		return exitUsage, config.Hint()
	case errors.As(err, &maybe):
		return exitUsage, "write " + strings.Join(maybe.choices(), " or ") + ", or mend the manifest"
	case errors.As(err, &manifest):
		return exitUsage, manifest.Hint
	case errors.As(err, &unknown):
		if unknown.Report {
			return exitUsage, fmt.Sprintf("%s is a report: name one of its footnotes, such as %s; %s shows every REF", oneLine(unknown.Ref), strings.Join(unknown.Near, ", "), e.line("list"))
		}
		if unknown.Last {
			return exitUsage, "the last one is " + unknown.Near[0] + "; " + e.line("list") + " shows every REF"
		}
		if len(unknown.Near) > 0 {
			return exitUsage, "did you mean " + strings.Join(unknown.Near, ", ") + "? " + e.line("list") + " shows every REF"
		}
		if len(unknown.Reports) > 0 {
			return exitUsage, "the reports are " + first(unknown.Reports) + "; " + e.line("list") + " shows every REF"
		}
		return exitUsage, e.line("list") + " shows every REF"
	case errors.As(err, &ambiguous):
		return exitUsage, "write one of: " + strings.Join(ambiguous.Choices, ", ")
	case errors.As(err, &noReports) && noReports.Absent && e.loaded != nil && e.loaded.Sources != "sources":
		return exitUsage, "is the folder right that sources names in the configuration? " + e.line("import", "REPORT.md") + " makes it, and reads a report into it"
	case errors.As(err, &noReports):
		return exitUsage, "read a report first: " + e.line("import", "REPORT.md")
	case errors.As(err, &noReport) && noReport.Cited:
		return exitUsage, oneLine(noReport.ID) + " is a footnote, and this takes reports: " + e.line("status", shellWord(oneLine(noReport.ID))) + " tells of that footnote alone"
	case errors.As(err, &noReport):
		if near := noReport.near(); len(near) > 0 {
			return exitUsage, "did you mean " + strings.Join(near, " or ") + "? " + e.line("list") + " shows the reports"
		}
		return exitUsage, e.line("list") + " shows the reports"
	case errors.Is(err, watch.ErrOffline):
		return exitNoLook, e.offlineHint(err)
	case errors.As(err, &headLost):
		return exitNoLook, "put the file named log.head in the configuration back in its place, never from an older backup; if it is lost for good: " + e.line("recover", "--why", "TEXT") + e.lostTogether()
	case errors.As(err, &ahead):
		return exitNoLook, "the file named log.head in the configuration is older than the archive, and the log could not be read to catch up: " + e.line("verify") + " tells what is wrong with it"
	case errors.As(err, &behind):
		return exitNoLook, e.behindHint(behind)
	case errors.As(err, &fork):
		return exitNoLook, "two different logs bear this name: stop all runs, keep both archives and both files named log.head as they are, and find out which machine, or which copy of the archive, wrote the other. To give up what only this head knows and go on with the archive's: " + e.line("recover", "--why", "TEXT")
	case errors.As(err, &gone):
		return exitNoLook, gone.hint
	case errors.As(err, &absent):
		return exitNoLook, "is the path right, and its disk mounted? FROM is the folder of an archive, or a bucket such as s3://evidence/archive"
	case errors.As(err, &unsure):
		return exitFailed, e.unsureHint()
	case errors.As(err, &bare):
		return exitNoLook, e.line("verify", "--repair") + " puts them back, as the rest of the log proves them. Find out what took them away"
	case errors.As(err, &foreign):
		return exitUsage, "name a file of its own under catalog in the configuration"
	case errors.As(err, &litter):
		return exitNoLook, e.litterHint(litter)
	case errors.As(err, &inWay):
		return exitNoLook, "this program did not put it there: find out who did. " + e.line("verify", "--repair") + " keeps it aside, in the archive's folder damaged or as a version of the object, and puts there what has to stand there; then run again. What was logged is not lost"
	case errors.As(err, &lostKey):
		return exitNoLook, e.keyHint(lostKey)
	case errors.As(err, &keys):
		return exitNoLook, "put the key that belongs to this archive in the place named log.key in the configuration"
	case errors.As(err, &head):
		return exitNoLook, "the file named log.head in the configuration is damaged, as where a disk was full: put its newest state back in its place, never one from an older backup; if that is lost for good: " + e.line("recover", "--why", "TEXT") + e.lostTogether()
	case errors.As(err, &row):
		return exitNoLook, "the log is signed, and right. Unless the archive was put back to an older state, as from a mirror, somebody altered the catalog. " + e.line("reindex") + " makes it anew from the log"
	case errors.Is(err, fs.ErrPermission) && (errors.As(err, &damaged) || errors.As(err, &altered)):
		if errors.As(err, &bucket) {
			return explainBucket(bucket)
		}
		return exitNoLook, readable
	case errors.As(err, &damaged):
		return exitFailed, e.line("verify") + " tells what is damaged"
	case errors.As(err, &altered):
		return exitFailed, e.line("verify") + " tells what is damaged, and " + e.line("verify", "--repair") + " puts right what the log itself or a mirror proves"
	case errors.As(err, &place):
		return exitUsage, place.Hint
	case errors.As(err, &output):
		return exitNoLook, output.hint()
	case errors.As(err, &handed):
		return exitFailed, "what is damaged or lost is not handed out; " + e.line("verify") + " tells what is"
	case errors.As(err, &faulty):
		return exitNoLook, "try again, for the archive may have changed meanwhile; if it says so again, that is a fault of this program: the archive is not touched by it"
	case errors.As(err, &catAhead):
		return exitNoLook, "if the archive is the right one: " + e.line("reindex")
	case errors.As(err, &unfit):
		return exitUsage, "nothing was archived; " + e.line("storage", "probe") + " shows what the server really enforces"
	case errors.As(err, &withdrawn):
		return exitNoLook, e.withdrawnHint(withdrawn)
	case errors.As(err, &locked):
		return exitNoLook, locked.hint()
	case errors.As(err, &half) && errors.Is(err, s3.ErrDenied):
		return exitNoLook, "the credentials need s3:DeleteObjectVersion there, and s3:GetObjectRetention to tell a lock from that: do it again with those of an administrator"
	case errors.As(err, &parent):
		return exitUsage, parent.hint
	case errors.As(err, &other):
		return exitUsage, e.otherHint(other.Kind)
	case errors.As(err, &bucket):
		return explainBucket(bucket)
	case errors.As(err, &refused):
		return exitNoLook, "allow it by fetch.allow_networks in the configuration, if it is yours"
	case errors.Is(err, store.ErrExists):
		return exitNoLook, "this program did not put it there: find out who did, keep a copy, take it away (in a bucket every version of it), and run again; what was logged is not lost. Where a lock keeps it there: " + e.line("copy", e.archivePlace(), "ELSEWHERE") + " leaves it behind; then name ELSEWHERE in the configuration, and run"
	case errors.Is(err, syscall.EROFS): // before the lack of a right, which it may come as
		return exitNoLook, "nothing can be written on that disk as it is mounted. What the archive holds can still be read: " + e.line("get") + ", " + e.line("check") + ", " + e.line("verify")
	case noRoom(err):
		return exitNoLook, "make room there and do it again; what was finished is kept. A disk with room left can be full of files: df -i tells"
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return exitNoLook, "let it have more files open (ulimit -n 1024, or LimitNOFILE of its service), and do it again; what was finished is kept"
	case errors.Is(err, fs.ErrPermission):
		return exitNoLook, readable
	case catalog.Shut(err):
		return exitNoLook, "let the user that this runs as read that file, and write in it and its folder; " + e.line("reindex") + " makes it anew from the log"
	case errors.Is(err, store.ErrNotObject), errors.Is(err, syscall.EISDIR):
		return exitNoLook, "this program did not put that there: move it to another place, and do it again"
	}
	return exitNoLook, ""
}

// behindHint says what to do where the archive lacks what the head knows.
func (e *env) behindHint(b *ledger.BehindError) string {
	mirror, back := "", "bring the archive back: "+e.line("copy", "COPY", "ARCHIVE")
	if e.loaded != nil && e.loaded.Mirrored() {
		mirror = e.line("verify", "--repair") + " brings back what the mirror has of it. "
		back = "bring the archive back from the mirror: " + e.copyBack(e.loaded)
	}
	if b.Archive < 0 && e.logIsThere() {
		return "the log itself is there, and lacks its checkpoint, log/checkpoint, or its public key, keys/log.pub: " + e.line("verify", "--repair") + " puts back what the rest of it proves. Find out what took them away"
	}
	start := "Only if the archive was deleted to start over, delete the file named log.head too"
	if b.Archive < 0 {
		return "is this the right archive? A new store is filled by archiver copy before the configuration names it. Where its checkpoints alone are gone, " + e.line("verify", "--repair") + " puts them back. If the log was destroyed, " + back + ". " + start
	}
	return "is this the right archive, and its newest copy? A new store is filled by archiver copy before the configuration names it. " + mirror +
		"If nobody has the newest entries any more, as where it was brought back from a mirror or a backup, go on without them, which is logged: " + e.line("recover", "--why", "TEXT") +
		". " + start + ". In a bucket, somebody may have destroyed objects: do not delete log.head then"
}

// logIsThere says whether an archive on this machine has records of a log.
func (e *env) logIsThere() bool {
	if e.loaded == nil || e.loaded.InBucket() {
		return false
	}
	records, err := os.ReadDir(filepath.Join(e.loaded.ArchiveDir(), "log", "records"))
	return err == nil && len(records) > 0
}

// archivePlace is the archive as a command line names it.
func (e *env) archivePlace() string {
	if e.loaded == nil {
		return "ARCHIVE"
	}
	return shellWord(oneLine(e.loaded.Place()))
}

// litterHint says how to clear the place of the log's next claim.
func (e *env) litterHint(l *ledger.ClaimPlaceError) string {
	how := "move the file " + oneLine(l.Object) + " out of the archive's folder"
	if e.loaded != nil && e.loaded.InBucket() {
		how = "keep a copy of the object, and remove every version of " + oneLine(l.Object) + " by the server's own tools"
	}
	return "nothing new was archived. Somebody put it there who has seen a claim in that place, or has the log's key: find out who. Then " + how + ", and run again"
}

// bucketHints says what to do about what an S3 server answered.
var bucketHints = []struct {
	kind error
	code int
	hint string
}{
	{s3.ErrNoBucket, exitUsage, "is archive.url right? A new bucket is made with the server's own tools, with Object Lock from the start"},
	{s3.ErrNoCredentials, exitUsage, "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE"},
	{s3.ErrCredentials, exitUsage, "are AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (or AWS_PROFILE) those of this server?"},
	{s3.ErrNoLock, exitUsage, "Object Lock is set when a bucket is made: archive.lock needs such a bucket"},
	{s3.ErrRegion, exitUsage, "set AWS_REGION to the bucket's region"},
	{s3.ErrExpired, exitNoLook, "renew the credentials and try again; what was finished is kept"},
	{s3.ErrDenied, exitNoLook, "the credentials need s3:GetObject, GetObjectVersion, PutObject, ListBucket, ListBucketVersions and GetBucketVersioning there, and s3:PutObjectRetention and GetObjectRetention for locks"},
	{s3.ErrClock, exitNoLook, "set this machine's clock right (NTP) and try again"},
	{s3.ErrFull, exitNoLook, "make room there and try again; what was finished is kept"},
	{s3.ErrMarker, exitNoLook, "somebody deleted it there: remove the delete marker with the server's own tools"},
	{s3.ErrCertificate, exitUsage, "AWS_CA_BUNDLE names a file with the roots that the server's certificate goes back to"},
	{s3.ErrAlien, exitUsage, "is archive.endpoint (or AWS_ENDPOINT_URL) right, with its port?"},
	{s3.ErrSlow, exitNoLook, "it was asked several times, ever more slowly; try again later; what was finished is kept"},
	{s3.ErrSilent, exitNoLook, "is the server at work? Try again; what was finished is kept"},
	{s3.ErrUnavailable, exitNoLook, "is the server up, and archive.endpoint (or AWS_ENDPOINT_URL) right? Try again; what was finished is kept"},
}

func explainBucket(err *s3.Error) (code int, hint string) {
	for _, h := range bucketHints {
		if errors.Is(err, h.kind) {
			if h.kind == s3.ErrRegion && err.Region != "" {
				return h.code, "set AWS_REGION to " + oneLine(err.Region)
			}
			if h.kind == s3.ErrDenied && slices.Contains([]string{"open", "read", "look for"}, err.Op) {
				return h.code, "the credentials need s3:GetObject, GetObjectVersion and ListBucketVersions there, to read it"
			}
			return h.code, h.hint
		}
	}
	return exitNoLook, ""
}

// errorJSON is what --json prints where a command could not do its work.
type errorJSON struct {
	Version int      `json:"version"`
	Error   string   `json:"error"`
	Errors  []string `json:"errors,omitempty"` // each by itself, where there are several
	Hint    string   `json:"hint,omitempty"`
	Exit    int      `json:"exit"`
	// Known is what stood before of what a check could not look at.
	Known *knownJSON `json:"known,omitempty"`
}

// finish reports err the way the user asked for, and gives the exit code.
func (e *env) finish(err error) int {
	if broken := e.broken; broken != nil {
		if err == nil && broken.did != "" {
			err = broken
		} else {
			e.warn("%s", broken.Error())
			if _, hint := e.explain(broken.err); hint != "" {
				e.message(bold, "archiver: hint:", oneLine(hint))
			}
		}
	}
	if err == nil {
		return exitOK
	}
	code, hint := e.explain(err)
	var failed *failedError
	if errors.As(err, &failed) {
		if failed.msg != "" && !e.json {
			e.say("%s", e.sentence(failed.msg))
		}
		return code
	}
	said := sentences(err)
	if e.json && !e.printed {
		v := errorJSON{Version: 1, Error: strings.Join(said, "; "), Hint: hint, Exit: code}
		if len(said) > 1 {
			v.Errors = said
		}
		if untold := (*untoldError)(nil); errors.As(err, &untold) {
			v.Known = untold.known
		}
		e.printJSON(v)
	}
	for _, s := range said {
		e.message(red, "archiver: error:", oneLine(s))
	}
	if hint != "" {
		e.message(bold, "archiver: hint:", oneLine(hint))
	}
	return code
}

// noRoom says whether an error means that a disk is full.
func noRoom(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || catalog.Full(err)
}

// sentences tells an error; each of several that were joined by itself, and once.
func sentences(err error) []string {
	parts := joined(err)
	if parts == nil {
		// Somewhere inside, in a sentence: errors.Join puts a line's end between.
		text := err.Error()
		for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(inner) {
			if joined(inner) != nil {
				text = strings.ReplaceAll(text, inner.Error(), strings.Join(sentences(inner), "; "))
				break
			}
		}
		return []string{text}
	}
	var list []string
	for _, part := range parts {
		for _, s := range sentences(part) {
			if !slices.Contains(list, s) {
				list = append(list, s)
			}
		}
	}
	return list
}

// joined gives what errors.Join made one of; nil: it is no such error.
func joined(err error) []error {
	several, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return nil
	}
	var texts []string
	parts := several.Unwrap()
	for _, part := range parts {
		texts = append(texts, part.Error())
	}
	if len(parts) < 2 || err.Error() != strings.Join(texts, "\n") {
		return nil
	}
	return parts
}

// readable is for files on this machine that may not be read, or written.
const readable = "let the user that this runs as read that file, and write in the archive and beside log.head: nothing is known of it until then, and nothing is said against it"
