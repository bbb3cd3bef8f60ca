package source

import (
	"strings"
	"testing"
	"time"
)

func TestSchedule(t *testing.T) {
	for _, tt := range []struct{ expr, after, want string }{
		{"0 6 * * 1", "2020-02-20T00:00:00Z", "2020-02-24T06:00:00Z"},
		{"0 6 * * MON", "2020-02-24T06:00:00Z", "2020-03-02T06:00:00Z"},
		{"@daily", "2020-02-20T00:00:00Z", "2020-02-21T00:00:00Z"},
		{"@weekly", "2020-02-20T00:00:00Z", "2020-02-23T00:00:00Z"},
		{"@every 36h", "2020-02-20T01:02:03Z", "2020-02-21T13:02:03Z"},
		{"CRON_TZ=Asia/Almaty 0 6 * * *", "2020-02-20T00:00:00Z", "2020-02-21T00:00:00Z"},
		{"CRON_TZ=Asia/Almaty 30 5 * * *", "2020-02-19T00:00:00Z", "2020-02-19T23:30:00Z"},
		{"TZ=Europe/Paris @daily", "2020-07-01T00:00:00Z", "2020-07-01T22:00:00Z"},
		{"0 0 29 2 *", "2097-01-01T00:00:00Z", "2104-02-29T00:00:00Z"},
		// In Paris 02:00 to 03:00 on 29 March 2020 does not exist: 03:00 is 01:00 UTC.
		{"CRON_TZ=Europe/Paris 30 2 * * *", "2020-03-28T12:00:00Z", "2020-03-29T01:00:00Z"},
		{"CRON_TZ=Europe/Paris 30 2 * * *", "2020-03-29T01:00:00Z", "2020-03-30T00:30:00Z"},
		{"CRON_TZ=Europe/Paris * 2 * * *", "2020-03-29T01:00:00Z", "2020-03-30T00:00:00Z"},
		// Midnight that does not exist.
		{"CRON_TZ=America/Sao_Paulo 0 0 * * *", "2018-11-03T12:00:00Z", "2018-11-04T03:00:00Z"},
		// 02:30 comes twice on 25 October 2020, and is taken once.
		{"CRON_TZ=Europe/Paris 30 2 * * *", "2020-10-24T12:00:00Z", "2020-10-25T00:30:00Z"},
		{"CRON_TZ=Europe/Paris 30 2 * * *", "2020-10-25T00:30:00Z", "2020-10-26T01:30:00Z"},
	} {
		s, err := ParseSchedule(tt.expr)
		if err != nil {
			t.Errorf("%s: %v", tt.expr, err)
			continue
		}
		after, _ := time.Parse(time.RFC3339, tt.after)
		if got := s.Next(after).Format(time.RFC3339); got != tt.want {
			t.Errorf("%s after %s: got %s, want %s", tt.expr, tt.after, got, tt.want)
		}
	}
}

func TestBadSchedule(t *testing.T) {
	for _, expr := range []string{
		"", " ", "TZ=", "CRON_TZ=", "TZ= ", "CRON_TZ=Asia/Almaty", "CRON_TZ=Nowhere/Land 0 0 * * *", "CRON_TZ=../../etc/passwd @daily",
		"TZ=UTC TZ=UTC @daily", "0 0 31 2 *", "0 0 * *", "* * * * * *", "61 * * * *", "@never", "@every", "@every 0s", "@every -1h", "@every 1s",
		"@every 999999h", ", * * * *", "0 0 , * *", "*/0 * * * *", "5-1 * * * *", strings.Repeat("*", 9999),
	} {
		if s, err := ParseSchedule(expr); err == nil {
			t.Errorf("%q: taken as %v", expr, s)
		}
	}
	if !(Schedule{}).Next(time.Now()).IsZero() {
		t.Error("the zero schedule is due")
	}
}

func TestInterval(t *testing.T) {
	at := time.Date(2020, 2, 20, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		url, kind string
		want      time.Duration
	}{
		{"https://www.facebook.com/x.pdf", "", day},
		{"https://notfacebook.com/x", "html", 7 * day},
		{"https://example.org/x.PDF", "", 30 * day},
		{"https://example.org/x.pdf", "html", 7 * day},
		{"https://example.org/x", "pdf", 30 * day},
		{"::", "", 7 * day},
	} {
		d := Default(tt.url, tt.kind)
		if got := d.Interval(at); got != tt.want {
			t.Errorf("%s %s: got %v", tt.url, tt.kind, got)
		}
		if again, err := ParseSchedule(d.String()); err != nil || again.Interval(at) != tt.want {
			t.Errorf("%s does not parse back: %v", d, err)
		}
	}
	if s, _ := ParseSchedule("0 6 * * 1,4"); s.Interval(at) != 4*day {
		t.Errorf("got %v", s.Interval(at))
	}
}

func FuzzSchedule(f *testing.F) {
	for _, s := range []string{"TZ=", "CRON_TZ=Asia/Almaty 0 6 * * 1", "@every 36h", "0 0 29 2 *", "*/5 1-3,7 ? JAN-MAR sun"} {
		f.Add(s, int64(1582156800))
	}
	f.Fuzz(func(t *testing.T, expr string, unix int64) {
		s, err := ParseSchedule(expr)
		if err != nil {
			return
		}
		after := time.Unix(unix%(1<<33), 0)
		if next := s.Next(after); !next.IsZero() && !next.After(after) {
			t.Errorf("%q: %v is not after %v", expr, next, after)
		}
		s.Interval(after)
	})
}
