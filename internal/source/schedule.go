package source

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
	_ "time/tzdata" // CRON_TZ= must work on a machine without a zone database

	"github.com/robfig/cron/v3"
)

// Schedule says when a source is due. The zero Schedule never is.
type Schedule struct {
	expr  string
	spec  *cron.SpecSchedule // evaluated on wall-clock time, see Next
	zone  *time.Location
	every time.Duration
}

// String is the expression that the schedule was parsed from.
func (s Schedule) String() string { return s.expr }

const day = 24 * time.Hour

// ParseSchedule reads a cron expression: five fields (minute, hour, day of
// month, month, day of week; see https://man7.org/linux/man-pages/man5/crontab.5.html),
// or @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually, or
// "@every 36h". Times are UTC unless "CRON_TZ=Asia/Almaty " stands before it.
// It refuses what would never come.
func ParseSchedule(expr string) (Schedule, error) {
	s, err := parseSchedule(expr)
	if err != nil {
		return Schedule{}, fmt.Errorf("parse schedule %q: %w", clip(expr), err)
	}
	return s, nil
}

func parseSchedule(expr string) (Schedule, error) {
	if len(expr) > 512 {
		return Schedule{}, errors.New("too long")
	}
	s := Schedule{expr: strings.TrimSpace(expr), zone: time.UTC}
	rest := s.expr
	// The library slices up to a space that need not be there, so the zone
	// never reaches it.
	if strings.HasPrefix(rest, "TZ=") || strings.HasPrefix(rest, "CRON_TZ=") {
		name, after, ok := strings.Cut(rest[strings.IndexByte(rest, '=')+1:], " ")
		if !ok || name == "" || name == "Local" {
			return Schedule{}, errors.New("a time zone is written CRON_TZ=Asia/Almaty, a space, and the schedule")
		}
		zone, err := time.LoadLocation(name)
		if err != nil {
			return Schedule{}, fmt.Errorf("unknown time zone %q", clip(name))
		}
		s.zone, rest = zone, strings.TrimSpace(after)
		if strings.Contains(rest, "TZ=") {
			return Schedule{}, errors.New("two time zones")
		}
	}
	if rest == "" {
		return Schedule{}, errors.New("it is empty")
	}
	if d, ok := strings.CutPrefix(rest, "@every "); ok {
		every, err := time.ParseDuration(strings.TrimSpace(d))
		switch {
		case err != nil:
			return Schedule{}, fmt.Errorf("%q is not a duration such as 36h", clip(d))
		case every < time.Minute || every > 10*366*day:
			return Schedule{}, errors.New("@every takes one minute to ten years")
		}
		s.every = every.Truncate(time.Second)
		return s, nil
	}
	for _, field := range strings.Fields(rest) {
		for _, part := range strings.Split(field, ",") {
			if part == "" {
				return Schedule{}, fmt.Errorf("a list has an empty element: %q", clip(field))
			}
		}
	}
	parsed, err := cron.ParseStandard(rest)
	if err != nil {
		return Schedule{}, err
	}
	spec, ok := parsed.(*cron.SpecSchedule)
	if !ok {
		return Schedule{}, errors.New("not a schedule")
	}
	spec.Location = time.UTC
	s.spec = spec
	if s.Next(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero() {
		return Schedule{}, errors.New("such a date never comes")
	}
	return s, nil
}

// Next is the first moment after t that the schedule names, in UTC. A time of
// day that the clock skips on that day (summer time begins) is taken at the
// moment of the skip; one that comes twice is taken once. The zero time means
// never.
func (s Schedule) Next(t time.Time) time.Time {
	switch {
	case s.every > 0:
		return t.UTC().Add(s.every).Truncate(time.Second)
	case s.spec == nil:
		return time.Time{}
	}
	// The library leaves out a day whose time falls in the skipped hour. So
	// it is asked about a clock that never skips, showing local time, and its
	// answer is then placed on the real one.
	l := t.In(s.zone)
	wall := time.Date(l.Year(), l.Month(), l.Day(), l.Hour(), l.Minute(), l.Second(), 0, time.UTC)
	for range 200 { // an hour of minutes may all fall on the moment of one skip
		next := s.spec.Next(wall)
		if next.IsZero() { // it looks five years ahead; 29 February may be eight away
			next = s.spec.Next(wall.AddDate(5, 0, 0))
		}
		if next.IsZero() {
			return next
		}
		if real := place(next, s.zone); real.After(t) {
			return real.UTC()
		}
		wall = next
	}
	return time.Time{}
}

// place gives the first moment at which a clock in zone shows what wall shows
// in UTC, or the end of the gap where it never does.
func place(wall time.Time, zone *time.Location) time.Time {
	t := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, zone)
	_, offset := t.Zone()
	shown := t.Add(time.Duration(offset) * time.Second).UTC()
	start, end := t.ZoneBounds()
	switch {
	case shown.After(wall) && !start.IsZero():
		return start
	case shown.Before(wall) && !end.IsZero():
		return end
	case !start.IsZero():
		_, offset = start.Add(-time.Second).Zone()
		if first := wall.Add(time.Duration(-offset) * time.Second); first.Before(start) {
			return first
		}
	}
	return t
}

// Interval is the time between the next two moments after t; zero when there
// are none.
func (s Schedule) Interval(t time.Time) time.Duration {
	first := s.Next(t)
	if first.IsZero() {
		return 0
	}
	second := s.Next(first)
	if second.IsZero() {
		return 0
	}
	return second.Sub(first)
}

// ByClock says whether a schedule names times of day, rather than a time between looks.
func (s Schedule) ByClock() bool { return s.spec != nil }

// Soon is how long after its first look a source with the default schedule is looked
// at again; 0: when that says. Of posts, many are gone within hours of being noticed.
func Soon(rawURL string) time.Duration {
	if u, err := url.Parse(rawURL); err == nil && social(strings.ToLower(u.Hostname())) {
		return 6 * time.Hour
	}
	return 0
}

// Default is the schedule of a source that has none, by risk: posts on social
// networks vanish soonest, PDFs hardly change. Kind is the document's kind
// where it is known ("pdf", "html", …), else "".
func Default(rawURL, kind string) Schedule {
	host, file := "", ""
	if u, err := url.Parse(rawURL); err == nil {
		host, file = strings.ToLower(u.Hostname()), strings.ToLower(u.Path)
	}
	switch {
	case social(host):
		return Schedule{expr: "@every 24h", every: day}
	case kind == "pdf", kind == "" && strings.HasSuffix(file, ".pdf"):
		return Schedule{expr: "@every 720h", every: 30 * day}
	}
	return Schedule{expr: "@every 168h", every: 7 * day}
}

// social reports whether host belongs to a network whose posts their authors,
// or the network, take down at any time.
func social(host string) bool {
	for _, s := range []string{
		"facebook.com", "fb.com", "fb.watch", "instagram.com", "threads.net", "twitter.com", "x.com", "t.co",
		"t.me", "telegram.me", "vk.com", "vk.ru", "ok.ru", "youtube.com", "youtu.be", "tiktok.com",
		"linkedin.com", "reddit.com", "bsky.app", "weibo.com", "livejournal.com", "tumblr.com",
	} {
		if host == s || strings.HasSuffix(host, "."+s) {
			return true
		}
	}
	return false
}
