package web

import (
	"fmt"
	"strings"
	"time"

	"archiver/internal/contract"
)

// chart is a timeline as a drawing: above the line what was stored, below it what the
// looks found. All of it is told in the list beside it as well.
type chart struct {
	Width, Height int
	Snapshots     []point
	Spans         []stretch
	Ticks         []tick
	Title, Desc   string
}

// point is a snapshot.
type point struct {
	X     float64
	Class string
}

// stretch is the time in which looks found the same.
type stretch struct {
	X, W  float64
	Class string
}

type tick struct {
	X    float64
	Text string
}

const (
	chartWidth  = 600
	chartMargin = 12
	maxPoints   = 288 // as many as can be told apart: of two units each
)

// newChart draws a history; nil where there is not enough of it.
func newChart(h *contract.History) *chart {
	var first, last time.Time
	see := func(t time.Time) {
		if first.IsZero() || t.Before(first) {
			first = t
		}
		if t.After(last) {
			last = t
		}
	}
	for _, s := range h.Snapshots {
		see(s.CapturedAt)
	}
	for _, o := range h.Observations {
		see(o.At)
	}
	if last.Sub(first) < time.Minute {
		return nil
	}
	c := &chart{Width: chartWidth, Height: 64}
	x := func(t time.Time) float64 {
		at := float64(t.Sub(first)) / float64(last.Sub(first))
		return float64(int((chartMargin+at*(chartWidth-2*chartMargin))*10)) / 10
	}
	c.Snapshots = pointsOf(h, x)
	c.Spans = spansOf(h, x)
	c.Ticks = ticks(first, last, x)
	c.Title = word0("chart.title", word0(plural("snapshots", len(h.Snapshots)), len(h.Snapshots)), word0(plural("looks", len(h.Observations)), len(h.Observations)))
	c.Desc = chartWords(h)
	return c
}

// column is where on the line a place is, of as many as can be told apart.
func column(x float64) int {
	return min(maxPoints-1, max(0, int((x-chartMargin)/(chartWidth-2*chartMargin)*maxPoints)))
}

func columnX(column int) float64 {
	return chartMargin + float64(column)*(chartWidth-2*chartMargin)/maxPoints
}

// worst orders what colours tell.
var worst = map[string]int{"": 0, passes: 1, neverSeen: 2, toLookAt: 3, fails: 4}

// pointsOf are the snapshots; of those that fall together the worst is shown.
func pointsOf(h *contract.History, x func(time.Time) float64) []point {
	var columns [maxPoints]string
	for _, s := range h.Snapshots {
		class := passes
		switch {
		case s.Withdrawn != nil:
			class = neverSeen
		case s.Flaw != "":
			class = fails
		case s.Class != "source":
			class = toLookAt
		}
		if at := column(x(s.CapturedAt)); worst[class] > worst[columns[at]] {
			columns[at] = class
		}
	}
	var out []point
	for i, class := range columns {
		if class != "" {
			out = append(out, point{columnX(i), class})
		}
	}
	return out
}

// spansOf are the times in which looks found the same, each until the next look; of
// what falls together the worst is shown.
func spansOf(h *contract.History, x func(time.Time) float64) []stretch {
	var columns [maxPoints]string
	for i, o := range h.Observations {
		class := verdictClass(o.Verdict, o.Reason)
		from := column(x(o.At))
		to := from
		if i+1 < len(h.Observations) {
			to = max(from, column(x(h.Observations[i+1].At))-1)
		}
		for at := from; at <= to; at++ {
			if worst[class] > worst[columns[at]] {
				columns[at] = class
			}
		}
	}
	var out []stretch
	for i, class := range columns {
		if class == "" {
			continue
		}
		if n := len(out); n > 0 && out[n-1].Class == class && columns[i-1] == class {
			out[n-1].W = columnX(i+1) - out[n-1].X
			continue
		}
		out = append(out, stretch{X: columnX(i), W: columnX(1) - columnX(0), Class: class})
	}
	return out
}

// ticks are a few dates along the line.
func ticks(first, last time.Time, x func(time.Time) float64) []tick {
	layout := "2 Jan 2006"
	if last.Sub(first) < 48*time.Hour {
		layout = "2 Jan 15:04"
	}
	var out []tick
	const parts = 3
	for i := range parts + 1 {
		t := first.Add(last.Sub(first) / parts * time.Duration(i)).UTC()
		text := t.Format(layout)
		if n := len(out); n > 0 && out[n-1].Text == text {
			continue
		}
		out = append(out, tick{x(t), text})
	}
	return out
}

// chartWords tells the drawing for those who do not see it: how the looks went.
func chartWords(h *contract.History) string {
	var parts []string
	last := ""
	for _, o := range h.Observations {
		if s := stateWords(o.Verdict, o.Reason); s != last {
			last = s
			parts = append(parts, fmt.Sprintf("%s %s", o.At.UTC().Format("2 January 2006"), s))
		}
	}
	const most = 12
	if len(parts) > most {
		parts = append([]string{"…"}, parts[len(parts)-most:]...)
	}
	return strings.Join(parts, "; ")
}

// Anchor says which end of a tick's words is at X.
func (t tick) Anchor() string {
	switch {
	case t.X < chartWidth/4:
		return "start"
	case t.X > chartWidth*3/4:
		return "end"
	}
	return "middle"
}

// spanHeight tells what looks found by more than colour: the worse, the higher.
func spanHeight(class string) int {
	switch class {
	case fails:
		return 16
	case toLookAt:
		return 10
	}
	return 5
}
