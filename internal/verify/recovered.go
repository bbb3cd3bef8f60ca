package verify

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"archiver/internal/ledger"
)

// recovered tells of a recovery: a person had the log go on without what the head had
// known, if anybody knows what that was. The head's checkpoint is not verified: the
// record that has it is the log's own.
func (v *verifier) recovered(l ledger.Line) {
	var r ledger.RecoveryRecord
	if err := json.Unmarshal(l.Body, &r); err != nil {
		v.warn(ledger.CodeUnexpected, ledger.RecordsPath(l.Batch), "record %d is not a recovery's as this program writes them: %v", l.Index, err)
		return
	}
	if r.Key != "" {
		v.report.Notes = append(v.report.Notes, Finding{Code: CodeRecovered, Object: r.Key, Detail: fmt.Sprintf("on %s UTC a person had snapshots signed with this new key from then on: %s. The reason: %s. That is log entry %d",
			l.At.UTC().Format(time.DateTime), r.Fault, strings.TrimSuffix(r.Reason, "."), l.Index)})
		return
	}
	v.report.Notes = append(v.report.Notes, Finding{Code: CodeRecovered, Object: "log/checkpoint", Detail: fmt.Sprintf("on %s UTC a person had the log go on from its first %d entries: %s. The reason: %s. That is log entry %d",
		l.At.UTC().Format(time.DateTime), l.Index, givenUp(r, l.Index), strings.TrimSuffix(r.Reason, "."), l.Index)})
}

// givenUp says what a recovery at that place in the log gave up.
func givenUp(r ledger.RecoveryRecord, at int64) string {
	size := int64(-1)
	if lines := strings.SplitN(r.Head, "\n", 3); len(lines) == 3 {
		if n, err := strconv.ParseInt(lines[1], 10, 64); err == nil {
			size = n
		}
	}
	switch {
	case size > at:
		n := "entries " + fmt.Sprintf("%d to %d", at, size-1) + " as they had been"
		if size == at+1 {
			n = fmt.Sprintf("entry %d as it had been", at)
		}
		return fmt.Sprintf("%d of the %d entries that the head outside the archive knew of were given up (%s); they may be in another copy", size-at, size, n)
	case size >= 0:
		return fmt.Sprintf("the head outside the archive, of %d entries, was given up: it did not fit (%s)", size, r.Fault)
	}
	return "the head outside the archive was lost or of no use, and so it is not known whether there were more (" + r.Fault + ")"
}
