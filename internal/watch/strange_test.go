package watch

import (
	"testing"
	"time"
)

// A copy of quite another page is told apart at once from what we captured, and
// nothing is compared with it unless the manifest names it.
func TestAddStrange(t *testing.T) {
	w := newWorld(t)
	url := w.at("a", "/x", says(1))
	m := report("r", url)
	m.Published = onDay(-9).Truncate(24 * time.Hour)
	w.want(w.pass(all, m).Citations[0], "ok first-seen taken")
	own := w.snapshots(url)[0]
	w.now = w.now.Add(day)
	a := w.mustGive(m, []byte(article(2)), savedAt(onDay(-9)))
	if c := a.Compared; c == nil || !c.Aside || c.Share > 0.3 || c.With.SHA256 != own.SHA256 {
		t.Errorf("compared: %+v", c)
	}
	if p := a.Snapshot.Provenance; p.Finding != otherText || p.Note == "" {
		t.Errorf("its record: %+v", p)
	}
	w.open()
	row := w.pass(all, m).Citations[0]
	w.want(row, "ok same kept")
	if row.Archive.SHA256 != own.SHA256 || row.Result != "pass" {
		t.Errorf("it stands for the source: %+v", row.Archive)
	}
	if r := ReferenceOf(w.snapshots(url), cites(m)[0]); r == nil || r.SHA256 != own.SHA256 {
		t.Errorf("reference %+v", r)
	}
	if again, err := w.give(m, []byte(article(2)), savedAt(onDay(-9))); err != nil || !again.Already {
		t.Errorf("again: %+v, %v", again, err)
	}

	m.Footnotes[0].Citations[0].Reference = onDay(-9).Truncate(24 * time.Hour)
	w.now = w.now.Add(day)
	row = w.pass(all, m).Citations[0]
	w.want(row, "changed replaced kept")
	if row.Archive.SHA256 != a.Snapshot.SHA256 {
		t.Errorf("it was named: %+v", row.Archive)
	}
	w.sound()
}

// The page with an edit, and without what stands around it, is the page.
func TestAddFamiliar(t *testing.T) {
	w := newWorld(t)
	url := w.at("a", "/x", says(1))
	m := report("r", url)
	m.Published = onDay(-9).Truncate(24 * time.Hour)
	w.pass(all, m)
	w.now = w.now.Add(day)
	a := w.mustGive(m, printed(article(1)), savedAt(onDay(-9)))
	if c := a.Compared; c == nil || c.Aside || c.Share < 0.8 || a.Snapshot.Provenance.Finding != "" {
		t.Errorf("compared: %+v, %+v", c, a.Snapshot.Provenance)
	}
	w.sound()
}
