package watch

import (
	"archiver/internal/catalog"
	"archiver/internal/verdict"
)

// What stands where a source is gone shows no more than that it is gone, and most of such
// pages have something new to show each day.

// errorsLike are our own snapshots of error pages like the one that was seen: of the same
// reason and place, since the source itself was shown last.
func (s *sight) errorsLike(own verdict.Judgement) (list []catalog.Snapshot) {
	place := verdict.Destination(s.look.FinalURL)
	for _, o := range s.t.snapshots {
		switch {
		case o.Provenance != nil || s.t.flaws[o.Object].state != "":
		case o.Class == verdict.ClassSource:
			list = nil
		case o.Class == verdict.ClassError && o.Reason == string(own.Reason) && verdict.Destination(o.FinalURL) == place:
			list = append(list, o)
		}
	}
	return list
}

// enough says whether such snapshots show what is to be shown. What belongs to others, or
// stands elsewhere on the site, is kept once. A notice at the page's own address may come
// to say why it is gone: where it differs it is taken again, but not before the newest is
// as old as they all lie apart.
func (s *sight) enough(own verdict.Judgement, like []catalog.Snapshot) bool {
	if len(like) == 0 {
		return false
	}
	switch own.Reason {
	case verdict.RedirectedHome, verdict.Parked, verdict.Hijacked:
		return true
	}
	if s.atNewPlace() && verdict.Destination(s.look.FinalURL) != verdict.Destination(s.t.url) {
		return true
	}
	first, last := like[0].CapturedAt, like[len(like)-1].CapturedAt
	since := s.at.Sub(last)
	return since >= 0 && since < last.Sub(first)
}
