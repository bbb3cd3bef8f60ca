package cli

import (
	"slices"
	"strings"

	"archiver/internal/config"
	"archiver/internal/ledger"
)

// headAdvice says what is to be done about a log that is not what its head knows; ""
// if it is.
func (e *env) headAdvice(list []findingJSON) string {
	has := func(code string) bool {
		return slices.ContainsFunc(list, func(f findingJSON) bool { return f.Code == code && f.Object == checkpointKey })
	}
	on := "To go on with what is there, and have the log say that the rest was given up: " + e.line("recover", "--why", "TEXT")
	switch {
	case has(ledger.CodeHeadDamaged):
		return "If the newest state of the file log.head is anywhere, put it back in its place, never an older one. Else: " + strings.ToLower(on[:1]) + on[1:]
	case has(ledger.CodeForked):
		return "Two different logs bear this name: stop all runs, keep both, with both files named log.head, and find out who wrote the other. " + on
	case has(ledger.CodeRolledBack):
		return "The newest entries of the log are gone. If a newer copy is anywhere, put it in place of this one. Else, as after archiver copy from a mirror: " + strings.ToLower(on[:1]) + on[1:]
	}
	return ""
}

// adviseRepair says what is to be done about what a verification found.
func (e *env) adviseRepair(cfg *config.Config, list []findingJSON) {
	advice := e.headAdvice(list)
	others := slices.ContainsFunc(list, func(f findingJSON) bool {
		return f.Code != ledger.CodeForked && f.Code != ledger.CodeHeadDamaged && (f.Code != ledger.CodeRolledBack || cfg.Mirrored())
	})
	if cfg.Mirrored() && others {
		e.say("%s puts right what archive or mirror holds whole", e.line("verify", "--repair"))
	}
	if !cfg.Mirrored() && slices.ContainsFunc(list, derivable) {
		e.say("%s puts right what the log itself proves", e.line("verify", "--repair"))
	}
	if advice != "" {
		e.say("%s", advice)
	}
}

// adviseMirror says what is to be done about what a verification of the mirror found.
func (e *env) adviseMirror(cfg *config.Config, list []findingJSON) {
	of := func(f findingJSON, code string) bool { return f.Code == code && f.Object == checkpointKey }
	if slices.ContainsFunc(list, func(f findingJSON) bool { return of(f, ledger.CodeForked) }) {
		e.say("Two different logs bear this name: stop all runs, keep archive, mirror and log.head as they are, and find out who wrote the other. Where the mirror is the right one, it is copied to a new place, which then is the archive: %s. "+
			"Where the archive is, name an empty place for a new mirror, and copy the archive there: %s. Where the file log.head knows more than both, go on without that: %s",
			e.line("copy", shellWord(oneLine(cfg.MirrorName())), "NEW"), e.line("copy", e.archivePlace(), "NEW"), e.line("recover", "--why", "TEXT"))
		return
	}
	if slices.ContainsFunc(list, func(f findingJSON) bool { return !of(f, ledger.CodeRolledBack) }) {
		e.say("%s puts right what archive or mirror holds whole", e.line("verify", "--repair"))
	}
}

// derivable says whether a finding may be of a file that the log's other files prove.
func derivable(f findingJSON) bool {
	switch f.Code {
	case ledger.CodeTileMissing, ledger.CodeTileAltered, ledger.CodeEntriesMissing, ledger.CodeEntriesAltered, ledger.CodeRecordMissing,
		ledger.CodeRecordAltered, ledger.CodeCheckpointAltered, ledger.CodeCheckpointMissing, ledger.CodeCheckpointSignature:
		return f.Object != checkpointKey
	case ledger.CodeKeyMissing, ledger.CodeKeyAltered:
		return f.Object == "keys/log.pub" || ledger.IsCaptureKey(f.Object) // what it signed tells it
	}
	return false
}
