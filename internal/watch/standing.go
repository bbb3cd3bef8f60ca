package watch

import (
	"encoding/json"
	"fmt"
	"time"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/verdict"
)

// standing is how one citation stands: the newest judgement and how far it is
// confirmed. The log's Judged is its stored form.
type standing struct {
	verdict.Standing
	Similarity float64
	Detail     string
	Quotes     []ledger.Quote
}

// advance adds a judgement to what stood before.
func (p *pass) advance(prev standing, j verdict.Judgement, at time.Time) standing {
	var before *verdict.Standing
	if prev.Verdict != "" {
		before = &prev.Standing
	}
	policy := p.w.cfg.Policy
	policy.HostOpen = j.HostOpen
	st := standing{Standing: policy.Advance(before, j.Verdict, j.Reason, at),
		Similarity: j.Similarity, Detail: j.Detail}
	for _, q := range j.Quotes {
		st.Quotes = append(st.Quotes, ledger.Quote{Text: q.Text, Found: q.Found, State: q.State, Now: q.Now})
	}
	return st
}

func (s standing) logged(cite string) ledger.Judged {
	j := ledger.Judged{For: []string{cite}, Verdict: string(s.Verdict), Reason: string(s.Reason),
		Similarity: s.Similarity, Detail: s.Detail, Quotes: s.Quotes, Confirmed: s.Confirmed, Looks: s.Looks,
		Since: s.Since, First: s.First, Counted: s.LastCounted, LastGood: s.LastGood}
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
		Standing: verdict.Standing{Verdict: verdict.Verdict(j.Verdict), Reason: verdict.Reason(j.Reason),
			Since: j.Since, First: j.First, Looks: j.Looks, LastCounted: j.Counted, LastGood: j.LastGood, Confirmed: j.Confirmed},
		Similarity: j.Similarity, Detail: j.Detail, Quotes: j.Quotes}
	if len(j.Held) > 0 {
		if err := json.Unmarshal(j.Held, &st.Held); err != nil {
			return standing{}, fmt.Errorf("read standing of %s: %w", c.Cite, err)
		}
	}
	return st, nil
}
