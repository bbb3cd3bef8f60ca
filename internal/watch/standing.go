package watch

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/verdict"
)

// standing is how one citation stands: the newest judgement, what it rests on,
// and how far it is confirmed. The log's Judged is its stored form.
type standing struct {
	verdict.Standing
	Similarity float64
	Detail     string
	Quotes     []ledger.Quote
	ClaimsLost []string // see verdict.ClaimsLost
	Confidence string
	Evidence   []string
	Reference  *int64    // log entry of the snapshot that was compared with
	Shows      time.Time // of the snapshot whose text was seen; see accepted.go
	Beyond     time.Time // of the snapshot whose text was accepted, where another was seen
}

// advance adds a judgement of a look, made against the snapshot r, to what stood
// before.
func (p *pass) advance(prev standing, j verdict.Judgement, s *sight, r *catalog.Snapshot) standing {
	var before *verdict.Standing
	if prev.Verdict != "" {
		before = &prev.Standing
	}
	policy := p.w.cfg.Policy
	policy.HostOpen = j.HostOpen
	st := standing{Standing: policy.Advance(before, j.Verdict, j.Reason, p.counted(prev, s)),
		Similarity: j.Similarity, Confidence: j.Confidence, Evidence: evidence(j, s)}
	if s.unshown() != "" && st.Confidence == verdict.Proof {
		st.Confidence = verdict.Likely // a reader may have seen something else
	}
	st.Detail = st.Standing.Detail(j, s.look.Status)
	if r != nil && r.LogIndex >= 0 {
		index := r.LogIndex
		st.Reference = &index
	}
	for _, q := range j.Quotes {
		st.Quotes = append(st.Quotes, ledger.Quote{Text: q.Text, Found: q.Found, State: q.State, Now: q.Now, Outside: q.Outside})
	}
	return st
}

// counted is when a look was made for what is confirmed by time: where our clock is ahead,
// when servers say it was. One that is stuck says what was before looks that are known, and
// is not heard.
func (p *pass) counted(prev standing, s *sight) time.Time {
	last := prev.LastCounted
	if prev.LastGood.After(last) {
		last = prev.LastGood
	}
	if at := s.at.Add(-p.online.clockAhead(s)); !last.IsZero() && at.After(last) {
		return at
	}
	return s.at
}

// What is kept of a judgement's evidence: it is there to be read.
const (
	evidenceLines = 12
	evidenceBytes = 300
	evidenceHops  = 4
)

// evidence is what a judgement rests on, a line each: the way that the look was
// led, and what was seen at its end. None where the source is well, but that a
// browser failed to show it.
func evidence(j verdict.Judgement, s *sight) []string {
	var lines []string
	add := func(line string) {
		line = strings.Join(strings.Fields(strings.ToValidUTF8(line, "\uFFFD")), " ")
		if len(line) > evidenceBytes {
			line = strings.ToValidUTF8(line[:evidenceBytes-len("…")], "") + "…"
		}
		if line != "" && len(lines) < evidenceLines && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	if why := s.unshown(); why != "" {
		add("the browser could not show it (" + clip(why, 150) + "): judged by what was sent")
	}
	if j.Verdict == verdict.OK && j.Confidence != verdict.Weak {
		return lines
	}
	for i, h := range s.look.Hops {
		if i == evidenceHops {
			add(fmt.Sprintf("forwarded %d times more", len(s.look.Hops)-i))
			break
		}
		if h.Status >= 300 {
			add(fmt.Sprintf("forwarded (%d) to %s", h.Status, h.Location))
		} else {
			add("forwarded by the page itself to " + h.Location)
		}
	}
	for _, e := range j.Evidence {
		if len(s.look.Hops) == 0 || !strings.HasPrefix(e, "permanently redirected to ") { // told already
			add(e)
		}
	}
	return lines
}

// unshown is why the browser failed to show what was judged by what was sent; ""
// where it did not fail.
func (s *sight) unshown() string {
	if s.rendered() {
		return ""
	}
	return s.t.unshown
}

// usualConfidence is what need not be logged of a confidence.
func usualConfidence(r verdict.Reason) string {
	switch r {
	case verdict.Same, verdict.Noise:
		return verdict.Proof
	case verdict.FirstSeen:
		return verdict.Likely
	}
	return ""
}

// logged is the standing as a look at that time logs it. What says nothing is
// left out: there is one such record for every look.
func (s standing) logged(cite string, at time.Time) ledger.Judged {
	j := ledger.Judged{For: []string{cite}, Verdict: string(s.Verdict), Reason: string(s.Reason),
		Similarity: s.Similarity, Detail: s.Detail, Quotes: s.Quotes, ClaimsLost: s.ClaimsLost, Confirmed: s.Confirmed, Looks: s.Looks,
		Since: s.Since, First: s.First, Counted: s.LastCounted, LastGood: s.LastGood,
		Confidence: s.Confidence, Evidence: s.Evidence, Reference: s.Reference,
		Shows: s.Shows, Beyond: s.Beyond}
	if s.Reason == verdict.Same && j.Detail == verdict.SaysTheSame {
		j.Detail = ""
	}
	if s.Good() && j.LastGood.Equal(at) {
		j.LastGood = time.Time{}
	}
	if j.Confidence == usualConfidence(s.Reason) {
		j.Confidence = ""
	}
	if len(s.Held) > 0 {
		// Marshal can't fail: names, numbers and times.
		j.Held, _ = json.Marshal(s.Held)
	}
	return j
}

func decodeStanding(c catalog.Standing) (standing, error) {
	var j ledger.Judged
	if err := json.Unmarshal(c.Body, &j); err != nil {
		return standing{}, fmt.Errorf("read standing of %s: %w", c.Cite, err)
	}
	st := standing{
		Standing: verdict.Standing{Verdict: verdict.Verdict(j.Verdict), Reason: verdict.Reason(j.Reason), At: c.At,
			Since: j.Since, First: j.First, Looks: j.Looks, LastCounted: j.Counted, LastGood: j.LastGood, Confirmed: j.Confirmed},
		Similarity: j.Similarity, Detail: j.Detail, Quotes: j.Quotes, ClaimsLost: j.ClaimsLost,
		Confidence: j.Confidence, Evidence: j.Evidence, Reference: j.Reference, Shows: j.Shows, Beyond: j.Beyond}
	if st.Detail == "" && st.Reason == verdict.Same {
		st.Detail = verdict.SaysTheSame
	}
	if st.Good() && st.LastGood.IsZero() {
		st.LastGood = c.At
	}
	if st.Confidence == "" {
		st.Confidence = usualConfidence(st.Reason)
	}
	if len(j.Held) > 0 {
		if err := json.Unmarshal(j.Held, &st.Held); err != nil {
			return standing{}, fmt.Errorf("read standing of %s: %w", c.Cite, err)
		}
	}
	return st, nil
}
