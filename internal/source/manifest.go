package source

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Manifest lists the footnotes of one report.
type Manifest struct {
	Path string // the file it was read from, as given to Load; "" for one just imported
	ID   string // names the report; at least one letter
	// Title is for people; may be empty.
	Title string
	// Published is the date, in UTC, at which the report cites its sources.
	Published time.Time
	// Schedule is a cron expression for all sources of the report, as
	// ParseSchedule reads it. Empty: each by its own risk, see Default.
	Schedule  string
	Footnotes []Footnote
}

// Footnote is one note of a report.
type Footnote struct {
	Number    Label
	Text      string   // the whole note as plain text
	Claims    []string // the sentences that carry its mark
	Citations []Citation
}

// Citation is one URL in one footnote.
type Citation struct {
	URL     string
	Locator string   // where in the source: "p. 12"; "" for all of it
	Quotes  []string // passages that must stay in the source
	// Capture is "auto", "http" or "browser"; "" is the same as "auto".
	Capture string
	// Schedule overrides the report's; "" leaves it.
	Schedule string
	// Reference is the moment whose nearest snapshot is compared with, in
	// UTC; zero: Manifest.Published.
	Reference time.Time
	Accept    *Accept
	Archived  *Archived
}

// Accept names a state of a citation that a person has seen and lives with.
// Verdict is of the live source, Archive of its snapshot; at least one is set, and
// each covers its own.
type Accept struct {
	Verdict string
	Archive string   // "wall" or "missing"
	Reason  string   // of Verdict: covers this reason alone; "": any
	Quotes  []string // the passages that were lost: no other; nil: any
	// Seen is the moment of the snapshot that shows the text which was accepted,
	// of Verdict changed: another text is not covered. Zero: any text.
	Seen time.Time
	// Lost are the moments of the snapshots that were gone, of Archive missing: none
	// other is covered. Nil: no snapshot was ever taken, and none is covered.
	Lost []time.Time
	On   time.Time // UTC; zero when not said
	Why  string
}

// Archived is a copy in a public archive that the report itself links to.
type Archived struct {
	URL string
	At  time.Time // UTC; zero where the link does not tell
}

// Label is a footnote's number, or its name where it is not numbered.
type Label string

// numeric reports whether l is a plain decimal number as people write them.
func (l Label) numeric() bool {
	if len(l) == 0 || len(l) > 9 || (l[0] == '0' && len(l) > 1) {
		return false
	}
	return strings.Trim(string(l), "0123456789") == ""
}

// MarshalJSON gives a number where the label is one, else a string.
func (l Label) MarshalJSON() ([]byte, error) {
	if l.numeric() {
		return []byte(l), nil
	}
	return []byte(strconv.QuoteToGraphic(strings.ToValidUTF8(string(l), "\uFFFD"))), nil
}

// maxLabel bounds a label in bytes.
const maxLabel = 100

// checkLabel says what keeps s from being a label, or "".
func checkLabel(s string) string {
	switch {
	case s == "":
		return "a footnote needs a number or a label"
	case len(s) > maxLabel:
		return fmt.Sprintf("a label may be %d bytes long", maxLabel)
	case !utf8.ValidString(s):
		return "a label must be valid UTF-8"
	}
	for _, r := range s {
		if unicode.IsSpace(r) || !unicode.IsPrint(r) {
			return "a label may hold no spaces or control characters"
		}
	}
	return ""
}

var idPattern = pattern(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)

// CheckID says why id cannot name a report; nil if it can. An ID is a file's
// name and stands before the slash of a REF, so it is kept to letters, digits,
// dot, dash and underscore; with at least one letter no number is mistaken
// for it.
func CheckID(id string) error {
	switch {
	case !idPattern().MatchString(id):
		return fmt.Errorf("an ID has 1 to 64 letters, digits, dots, dashes or underscores, and starts with a letter or digit")
	case !strings.ContainsFunc(id, unicode.IsLetter):
		return fmt.Errorf("an ID needs at least one letter")
	}
	return nil
}

// ParseDate reads a date as all commands take it: 2020-02-21, RFC 3339, or
// the 14 digits 20200221101500. The result is in UTC.
func ParseDate(s string) (time.Time, error) {
	for _, layout := range []string{time.DateOnly, time.RFC3339, "20060102150405"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("parse date %q: want 2020-02-21, 2020-02-21T10:15:00Z or 20200221101500", clip(s))
}

// clip shortens s for a message.
func clip(s string) string {
	const most = 80
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most]) + "…"
}
