package demo

// Fate is what has become of a source some weeks later.
type Fate string

// The fates, one word each for a table.
const (
	Unchanged Fate = "unchanged"
	Dead      Fate = "deleted"        // 404
	Soft404   Fate = "soft 404"       // the site's own error page, with status 200
	Edited    Fate = "figure edited"  // one figure, where it is told and in the table
	QuoteGone Fate = "quote removed"  // the paragraph with the quote was rewritten
	Moved     Fate = "moved"          // 301, same content
	BotWall   Fate = "behind a wall"  // a challenge page, 403
	Noise     Fate = "adverts, dates" // nothing that matters
)

// Source is one cited page and its fate.
type Source struct {
	Ref  string // of the first footnote that cites it: "1", "9.2"
	Name string // for people
	URL  string
	Fate Fate
}

// Sources lists the cited pages in the order of their footnotes.
func (w *Web) Sources() []Source {
	out := make([]Source, 0, len(w.sites))
	for _, s := range sites() {
		out = append(out, Source{Ref: s.ref, Name: s.title, URL: w.url(s.name), Fate: s.fate})
	}
	return out
}

// Quote is a passage that must stay in a source. A report cannot carry them:
// they belong into the manifest.
type Quote struct {
	Footnote string // number of the footnote
	URL      string
	Text     string
}

// Quotes lists the passages that the report relies on, word for word.
func (w *Web) Quotes() []Quote {
	return []Quote{
		{"1", w.url("council"), "The Working Group finds that the deprivation of her liberty had no basis in law"},
		{"4", w.url("tany"), "Екінші құты мұздатқышта сақталады, сондықтан нәтижеге күмән келтірген кез келген адам оны басқа зертханада қайта тексерте алады."},
		{"5", w.url("courrier"), "Nous avions les résultats trois semaines avant de fermer les plages"},
		{"6", w.url("waterwatch"), "a table of measurements without the place of measurement is not information"},
		{"9", w.url("court"), "It finds that the accuracy of the figures has not been disputed by any party to these proceedings."},
		{"9", w.url("parliament"), "The results were known to the ministry three weeks before the shore was closed."},
	}
}

// Step is one act of the demonstration: a command, or the ageing of the web.
type Step struct {
	Name string // import, quotes, run, age, check, get, verify
	Text string // one line for the person who watches
}

// Story tells the demonstration step by step.
func (w *Web) Story() []Step {
	return []Step{
		{"import", "A report cites twelve pages in twelve footnotes. Its notes become a manifest, a file that you can edit."},
		{"quotes", "Six passages that the report relies on are added to the manifest, word for word."},
		{"run", "Every page is fetched, kept byte for byte in a dated file of its own, and sealed in a log."},
		{"age", "Some weeks pass: pages are deleted, edited, moved and walled off. Others only show new adverts."},
		{"check", "The gate before publication: what still stands behind each footnote, and what does not?"},
		{"get", "A deleted page can still be read as it was, with its date and its place in the log."},
		{"verify", "Every byte is read again and every proof recomputed, from the archive folder alone."},
	}
}
