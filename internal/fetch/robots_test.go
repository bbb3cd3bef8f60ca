package fetch

import (
	"strings"
	"testing"
	"time"
)

func TestRobotsRules(t *testing.T) {
	for _, c := range []struct {
		txt, path string
		want      bool
	}{
		{"", "/a", true},
		{"User-agent: *\nDisallow: /", "/a", false},
		{"User-agent: *\nDisallow:", "/a", true},
		{"User-agent: other\nDisallow: /", "/a", true},
		{"user-AGENT : Archiver\r\nDISALLOW: /a # why\r\n", "/a/b", false},
		{"User-agent: archiver/1.0\nDisallow: /", "/a", false},
		{"User-agent: archiverbot\nDisallow: /", "/a", true},
		// Our own group replaces the general one; groups of one name are one.
		{"User-agent: *\nDisallow: /\nUser-agent: archiver\nDisallow: /x", "/a", true},
		{"User-agent: archiver\nDisallow: /x\nUser-agent: other\nDisallow: /\nUser-agent: archiver\nDisallow: /y", "/y", false},
		{"User-agent: other\nUser-agent: archiver\nDisallow: /x", "/x", false},
		{"User-agent: *\nDisallow: /\n\nUser-agent: archiver\nAllow:", "/a", true},
		// The longest rule, and of two as long the allowing one.
		{"User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true},
		{"User-agent: *\nAllow: /a\nDisallow: /a", "/a", true},
		{"User-agent: *\nDisallow: /a\nAllow: /a", "/a", true},
		{"User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", false},
		{"User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", true},
		{"User-agent: *\nDisallow: /a*b*c", "/a1b2c3", false},
		{"User-agent: *\nDisallow: /a*b*c", "/acb", true},
		{"User-agent: *\nDisallow: /a$", "/a", false},
		{"User-agent: *\nDisallow: /a$", "/ab", true},
		{"User-agent: *\nDisallow: /путь", "/%D0%BF%D1%83%D1%82%D1%8C/x", false},
		{"\ufeffUser-agent: *\nDisallow: /", "/a", false},
		{"Disallow: /\nnonsense\n:::\nUser-agent\nSitemap: /s", "/a", true},
		{"User-agent: *\nCrawl-delay: 5\nDisallow: /a", "/a", false},
	} {
		if got := parseRobots(c.txt).allows(c.path); got != c.want {
			t.Errorf("%q: %s allowed: %v", c.txt, c.path, got)
		}
	}
}

// No pattern is slow.
func TestRobotsBound(t *testing.T) {
	txt := "User-agent: *\n" + strings.Repeat("Disallow: /"+strings.Repeat("*a", 200)+"$\n", 1000)
	start := time.Now()
	parseRobots(txt).allows("/" + strings.Repeat("a", 5000) + "b")
	if d := time.Since(start); d > time.Minute {
		t.Errorf("took %v", d)
	}
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /*a$\nAllow: /", "/xa")
	f.Fuzz(func(t *testing.T, txt, path string) { parseRobots(txt).allows(path) })
}
