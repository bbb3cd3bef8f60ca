package web

import (
	"fmt"
	"net/url"
	"strconv"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/source"
)

// instead says what a snapshot shows that does not show the source; "" where it does.
func instead(t taken) string {
	what := ""
	switch t.Class {
	case classSource:
		return ""
	case classWall:
		what = word0("shows.wall")
	default:
		what = word0("shows.error")
	}
	if t.kept != nil && t.kept.Verdict != "" && t.kept.Verdict != "ok" {
		what += " " + word0("shows.because", plain(t.kept.Verdict+" "+t.kept.Reason, maxShort))
	}
	return what
}

// lagWords says how far a capture is from the day at which the report cites.
func lagWords(published, at time.Time) string {
	if published.IsZero() {
		return ""
	}
	day := func(t time.Time) int64 { return t.UTC().Unix() / (24 * 60 * 60) }
	days := int(day(at) - day(published))
	switch {
	case days == 0:
		return word0("lag.same")
	case days == 1:
		return word0("lag.after.one", days)
	case days > 0:
		return word0("lag.after.many", days)
	case days == -1:
		return word0("lag.before.one", -days)
	}
	return word0("lag.before.many", -days)
}

// bytesWords is a size as people read it, in units of a thousand.
func bytesWords(n int64) string {
	switch {
	case n < 1000:
		return word0("size.bytes", n)
	case n < 1_000_000:
		return word0("size.kB", float64(n)/1000)
	case n < 1_000_000_000:
		return word0("size.MB", float64(n)/1_000_000)
	}
	return word0("size.GB", float64(n)/1_000_000_000)
}

// factsOf is what the log says of a snapshot of a cited address. Lines without a value
// are left out.
func factsOf(cited string, t taken) []fact {
	var list []fact
	add := func(f fact) {
		if f.Value != "" || !f.Time.IsZero() {
			f.Name = word0("fact." + f.Name)
			list = append(list, f)
		}
	}
	if t.kept != nil && t.kept.FinalURL != cited {
		add(fact{Name: "final", Value: t.kept.FinalURL, Link: webLink(t.kept.FinalURL)})
	}
	add(fact{Name: "captured", Time: t.CapturedAt})
	if t.Status != 0 {
		add(fact{Name: "status", Value: strconv.Itoa(t.Status)})
	}
	add(fact{Name: "type", Value: t.ContentType})
	add(fact{Name: "payload", Value: t.PayloadSHA256, Code: true})
	add(fact{Name: "wacz", Value: t.SHA256, Code: true})
	add(fact{Name: "bytes", Value: bytesWords(t.Bytes)})
	add(fact{Name: "object", Value: t.Object, Code: true})
	add(fact{Name: "entry", Value: strconv.FormatInt(t.LogIndex, 10)})
	add(fact{Name: "browser", Value: t.Browser})
	return list
}

// provenanceWords tells in a sentence whose copy a snapshot is, and where it was.
func provenanceWords(p *catalog.Provenance) (words, place string) {
	if p.Kind == "person" {
		dated := "dated.file"
		switch p.Dated {
		case "given", "day", "record":
			dated = "dated." + p.Dated
		}
		words = word0("copy.person", plain(p.By, maxShort), secondsWords(p.Retrieved), word0(dated))
		if p.Why != "" {
			words += ": " + plain(p.Why, maxShort)
		}
		place = word0("copy.file", plain(p.File, maxShort), plain(p.Form, maxShort), bytesWords(p.FileBytes), plain(p.FileSHA256, maxShort))
	} else {
		host := p.Service
		if u, err := url.Parse(p.Service); err == nil && u.Host != "" {
			host = u.Host
		}
		words = word0("copy.archive", plain(host, maxShort), secondsWords(p.MementoAt), secondsWords(p.Retrieved))
		place = p.Memento
	}
	if p.Note != "" {
		words += "; " + plain(p.Note, maxShort)
	}
	return words + ".", place
}

func secondsWords(t time.Time) string {
	if t.IsZero() {
		return word0("no.moment")
	}
	return t.UTC().Format("2 January 2006, 15:04:05 UTC")
}

// snippet is a citation of a snapshot, to be copied.
type snippet struct{ ID, Name, Text string }

// maxTitle bounds a title in a citation, in characters.
const maxTitle = 300

// citing cites a snapshot by its page here: plain, in Markdown, and as a Robust Link
// (robustlinks.mementoweb.org/spec), which keeps the source's own address.
func (s *Server) citing(c source.Cite, t taken, title string) []snippet {
	cited, link := c.Citation.URL, s.cfg.Address+snapshotPath(c, t.CapturedAt)
	shown := plain(title, maxTitle)
	lead := source.Fragment{}
	if shown != "" {
		lead = append(lead, source.Span{Text: word0("cite.quoted", shown) + ", "})
	} else {
		shown = cited
	}
	day := t.CapturedAt.UTC().Format(time.DateOnly)
	copied := source.Fragment{{Text: ", " + word0("cite.copy") + " "}, {Text: t.CapturedAt.UTC().Format("2006-01-02 15:04 UTC"), URL: link},
		{Text: fmt.Sprintf(", SHA-256 %s", t.SHA256)}}
	plainText := append(lead, source.Span{Text: cited})
	plainText = append(plainText, copied...)
	markdown := append(source.Fragment{{Text: shown, URL: cited}}, copied...)
	robust := source.Fragment{{Text: shown, URL: cited, Date: day, Original: cited, Version: s.versionURL(cited, t.CapturedAt)}}
	return []snippet{
		{"robust", word0("cite.robust"), robust.HTML()},
		{"markdown", word0("cite.markdown"), markdown.Markdown()},
		{"plain", word0("cite.plain"), plainText.Text() + ", " + link},
	}
}
