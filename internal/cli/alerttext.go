package cli

import (
	"fmt"
	"strings"
	"time"

	"archiver/internal/alert"
	"archiver/internal/ledger"
	"archiver/internal/notify"
)

// What an alert says is made of its record alone, so that it says the same each time
// that it is sent.

// alertTitle tells in a line what it is about.
func alertTitle(r ledger.AlertRecord) string {
	var notes [3]map[string]bool // by rank
	for i := range notes {
		notes[i] = map[string]bool{}
	}
	for _, item := range r.Items {
		for _, cite := range item.For {
			notes[alert.Rank(item.State)][cite] = true
		}
	}
	of := fmt.Sprintf("of %s", plural(r.Footnotes, "footnote"))
	phrase := "none " + of + " needs you"
	count := func(i int, one, more string) string {
		return fmt.Sprintf("%d %s %s", len(notes[i]), of, either(len(notes[i]) == 1, one, more))
	}
	switch {
	case len(notes[0]) > 0:
		phrase = count(0, "needs you", "need you")
	case len(notes[1]) > 0:
		phrase = count(1, "was edited", "were edited")
	case len(notes[2]) > 0:
		phrase = count(2, "is well again", "are well again")
	}
	return r.Report + either(r.First, ", as it stands: ", ": ") + phrase
}

// stateWords says what a state is.
func stateWords(item ledger.AlertItem) string {
	state, after, again := strings.Cut(item.State, " after ")
	words := map[string]string{
		alert.Dead: "the link is dead", alert.Taken: "the address was taken over by others", alert.QuoteLost: "a quote is gone",
		alert.Replaced: "the page shows something else", alert.Type: "there is another kind of document now",
		alert.Edited: "the page was edited", alert.Corrupt: "the archived copy is damaged", alert.Missing: "the archived copy is lost",
		"": "well again",
	}[state]
	switch {
	case item.Part == ledger.AlertLive && state == alert.Edited && len(item.Lost) > 0:
		words = "the page was edited, and no longer says what the report says"
	case item.Part == ledger.AlertLive && alert.Soft(item.State) && item.Before == item.State:
		return "the page was edited again"
	case state == "" && item.Part == ledger.AlertArchive:
		return "the archived copy is whole again"
	}
	if again {
		if t, err := time.Parse(time.RFC3339, after); err == nil {
			return words + ", since it was accepted as of " + dayWords(t)
		}
	}
	return words
}

// footnoteWords names the footnotes of an item.
func footnoteWords(item ledger.AlertItem, report string) string {
	var refs []string
	for _, ref := range item.Refs {
		refs = append(refs, strings.TrimPrefix(ref, report+"/"))
	}
	if len(refs) == 1 {
		return "Footnote " + refs[0]
	}
	last := len(refs) - 1
	return "Footnotes " + strings.Join(refs[:last], ", ") + " and " + refs[last]
}

func timesWords(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

// whereIs tells a reader where more stands: the page of a REF or a report, where there is
// a server, else the command.
func (e *env) whereIs(ref string) string {
	if e.page != nil {
		if page := e.page(ref); page != "" {
			return page
		}
	}
	return e.line("status", shellWord(oneLine(ref)))
}

// alertMessage is the message of an alert that was logged at a time.
func (e *env) alertMessage(r ledger.AlertRecord, at time.Time) notify.Message {
	m := notify.Message{ID: r.ID, Report: r.Report, Title: alertTitle(r), More: e.whereIs(r.Report)}
	for _, item := range r.Items {
		since := ""
		if !item.Since.IsZero() {
			since = "Since " + dayWords(item.Since) + "."
		}
		if !item.LastGood.IsZero() && item.State != "" && !alert.Soft(item.State) {
			since += " The last good look was on " + dayWords(item.LastGood) + "."
		}
		if item.Again > 0 && item.State != "" {
			since += fmt.Sprintf(" It was told %s before: it comes and goes. What is better is told once it has stood for %d days.",
				timesWords(item.Again), alert.Rest(item.Again+1)/(24*time.Hour))
		}
		copied := ""
		if !item.CapturedAt.IsZero() && item.SHA256 != "" {
			copied = "Archived copy of " + dayWords(item.CapturedAt) + ", SHA-256 " + item.SHA256
		}
		m.Items = append(m.Items, []string{footnoteWords(item, r.Report) + ": " + stateWords(item), item.URL, item.Detail, since, copied, e.whereIs(item.Refs[0])})
	}
	m.Foot = []string{fmt.Sprintf("%d of %s looked at, %d of them in the run of %s.", r.Looked, plural(r.Footnotes, "footnote"), r.Now, at.UTC().Format("2 January 2006, 15:04 UTC"))}
	return m
}
