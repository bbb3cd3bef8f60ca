package watch

import (
	"encoding/json"
	"fmt"

	"archiver/internal/catalog"
	"archiver/internal/ledger"
	"archiver/internal/source"
)

// projectAlert says what a record about alerts means for the catalog: what counts as
// told, and which deliveries are still to be made.
func projectAlert(line ledger.Line) (ch catalog.Change, err error) {
	if line.Kind == ledger.KindAlertSent {
		var r ledger.AlertSentRecord
		if err := json.Unmarshal(line.Body, &r); err != nil {
			return ch, fmt.Errorf("read log record %d: %w", line.Index, err)
		}
		state := r.Outcome
		if state == ledger.AlertFailed {
			state = catalog.Pending
		}
		ch.Delivery = &catalog.Delivery{Alert: r.Alert, Target: r.Target, State: state, Tries: r.Try, LastTry: line.At,
			Next: r.Next, Ambiguous: r.Ambiguous, Detail: r.Detail, LogIndex: line.Index}
		return ch, nil
	}
	var r ledger.AlertRecord
	if err := json.Unmarshal(line.Body, &r); err != nil {
		return ch, fmt.Errorf("read log record %d: %w", line.Index, err)
	}
	ch.Alert = &catalog.Alert{At: line.At, ID: r.ID, Report: r.Report, Body: line.Body, LogIndex: line.Index}
	for _, target := range r.To {
		ch.Alert.Deliveries = append(ch.Alert.Deliveries, catalog.Delivery{Target: target})
	}
	for _, item := range r.Items {
		for _, cite := range item.For {
			ch.Alert.Told = append(ch.Alert.Told, catalog.Told{SourceID: source.ID(item.URL), Cite: cite, Part: item.Part,
				State: item.State, Lost: item.Lost, Shows: item.Shows, At: line.At})
		}
	}
	return ch, nil
}
