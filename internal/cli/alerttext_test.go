package cli

import (
	"archiver/internal/alert"
	"archiver/internal/catalog"
	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/source"
	"archiver/internal/verdict"
	"archiver/internal/watch"
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func with(c watch.Citation, edit func(*watch.Citation)) watch.Citation {
	edit(&c)
	return c
}

var alertNow = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

// TestAlertText: one message for a report, what needs somebody first, the same source of
// several footnotes once, and what came from the web on one line each.
func TestAlertText(t *testing.T) {
	note := func(c watch.Citation, number, url string) watch.Citation {
		return with(c, func(c *watch.Citation) {
			c.Cite.Ref, c.Cite.Footnote, c.Cite.Citation = "r/"+number, &source.Footnote{Number: source.Label(number)}, &source.Citation{URL: url}
			c.Live.Since, c.Live.LastGood, c.Archive.SHA256 = alertNow.AddDate(0, 0, -9), alertNow.AddDate(0, 0, -10), strings.Repeat("ab", 32)
		})
	}
	dead, edited := stand(verdict.Dead, verdict.HTTP404, true, archives[0]), stand(verdict.Changed, verdict.Edited, true, archives[0])
	rows := []watch.Citation{
		note(edited, "1", "https://a.example/edited"),
		note(dead, "2", "https://a.example/dead"),
		with(note(dead, "3", "https://a.example/dead"), func(c *watch.Citation) { c.Looked = true }),
		with(note(edited, "6", "https://a.example/unsaid"), func(c *watch.Citation) { c.Live.ClaimsLost = []string{"312 people"} }),
		note(stand(verdict.OK, verdict.Same, true, archives[0]), "4", "https://a.example/back"),
		note(stand("", "", false, archives[0]), "5", "https://a.example/never"),
		note(dead, "7", "https://a.example/dead"),
		with(note(stand(verdict.Changed, verdict.Replaced, true, archives[0]), "8", "https://a.example/x\r\nBcc: y\u202e"), func(c *watch.Citation) { c.Live.Detail = "It says\n“\x1b[31m<!channel>”." }),
	}
	before := alert.NewBefore([]catalog.Told{{SourceID: source.ID("https://a.example/back"), Cite: "r/4", Part: "live", State: "dead"}}, nil)
	r := alert.Of("r", rows, before, false, alertNow, nil)
	r.ID = "id"
	body, err := json.Marshal(r) // as it is logged
	if err != nil {
		t.Fatal(err)
	}
	var back ledger.AlertRecord
	if err := json.Unmarshal(body, &back); err != nil {
		t.Fatal(err)
	}
	e := &env{configPath: config.DefaultPath}
	m := e.alertMessage(back, alertNow)
	if m.Title != "r: 4 of 8 footnotes need you" || m.ID != "id" || m.More != "archiver status r" {
		t.Errorf("%+v", m)
	}
	var got []string
	for _, item := range m.Items {
		got = append(got, strings.Join(item, " | "))
	}
	sha := "Archived copy of 12 May 2024, SHA-256 " + strings.Repeat("ab", 32)
	want := []string{
		"Footnotes 2, 3 and 7: the link is dead | https://a.example/dead | So it is. | Since 17 November 2026. The last good look was on 16 November 2026. | " + sha + " | archiver status r/2",
		"Footnote 8: the page shows something else | https://a.example/x\r\nBcc: y\u202e | It says\n“\x1b[31m<!channel>”. | Since 17 November 2026. The last good look was on 16 November 2026. | " + sha + " | archiver status r/8",
		"Footnote 1: the page was edited | https://a.example/edited | So it is. | Since 17 November 2026. | " + sha + " | archiver status r/1",
		"Footnote 6: the page was edited, and no longer says what the report says | https://a.example/unsaid | So it is. | Since 17 November 2026. | " + sha + " | archiver status r/6",
		"Footnote 4: well again | https://a.example/back | So it is. | Since 17 November 2026. | " + sha + " | archiver status r/4",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if foot := "7 of 8 footnotes looked at, 1 of them in the run of 26 November 2026, 12:00 UTC."; m.Foot[0] != foot {
		t.Errorf("%q, want %q", m.Foot, foot)
	}
	e.page = func(ref string) string { return "https://s.example/" + ref }
	if m := e.alertMessage(back, alertNow); m.More != "https://s.example/r" || m.Items[0][5] != "https://s.example/r/2" {
		t.Errorf("%+v", m)
	}
	for _, tt := range []struct {
		r    ledger.AlertRecord
		want string
	}{
		{ledger.AlertRecord{Report: "r", Footnotes: 3, First: true}, "r, as it stands: none of 3 footnotes needs you"},
		{ledger.AlertRecord{Report: "r", Footnotes: 1, First: true, Items: []ledger.AlertItem{{For: []string{"r/1"}, State: "dead"}, {For: []string{"r/1"}, State: "corrupt"}}}, "r, as it stands: 1 of 1 footnote needs you"},
		{ledger.AlertRecord{Report: "r", Footnotes: 9, Items: []ledger.AlertItem{{For: []string{"r/1"}, State: "edited"}, {For: []string{"r/2"}, State: ""}}}, "r: 1 of 9 footnotes was edited"},
		{ledger.AlertRecord{Report: "r", Footnotes: 9, Items: []ledger.AlertItem{{For: []string{"r/1", "r/2"}, State: ""}}}, "r: 2 of 9 footnotes are well again"},
	} {
		if got := alertTitle(tt.r); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}
