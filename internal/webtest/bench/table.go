package bench

import (
	"fmt"
	"strings"
	"time"
)

// Row is one line of a table.
type Row struct {
	Name     string
	Cost     Cost
	Items    int   // pages, sources or look-ups: what CPU is divided by
	Requests int64 // that the origin counted; 0: none
	Stored   int64 // bytes on disk that it added
	Served   int64 // bytes of bodies that the origin sent
	Note     string
}

// Table lines the rows up, for a person.
func Table(title string, rows []Row) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%-34s %8s %9s %9s %7s %9s %9s %9s  %s\n", title, "", "wall s", "items/s", "CPU ms/it", "RSS MB", "requests", "served MB", "stored MB", "")
	for _, r := range rows {
		fmt.Fprintf(&b, "%-34s %8.2f %9.0f %9.2f %7.0f %9s %9s %9s  %s\n", r.Name, r.Cost.Wall.Seconds(), r.Rate(), r.PerItem(),
			float64(r.Cost.RSS)/1e6, count(r.Requests), mega(r.Served), mega(r.Stored), r.Note)
	}
	return b.String()
}

// Rate is items per second.
func (r Row) Rate() float64 { return float64(r.Items) / r.Cost.Wall.Seconds() }

// PerItem is CPU milliseconds for each item.
func (r Row) PerItem() float64 {
	return float64(r.Cost.CPU) / float64(time.Millisecond) / float64(r.Items)
}

func count(n int64) string {
	if n == 0 {
		return "-"
	}
	return fmt.Sprint(n)
}

func mega(n int64) string {
	if n == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f", float64(n)/1e6)
}
