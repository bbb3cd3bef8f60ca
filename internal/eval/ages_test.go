package eval

import (
	"testing"

	"archiver/internal/extract"
	"archiver/internal/verdict"
)

// TestAges: how long ago something was said changes by itself; a figure in a line that
// says "before" or "since" does not.
func TestAges(t *testing.T) {
	x := extract.New(extract.Config{})
	for _, c := range []struct {
		old, now string
		told     bool
	}{
		{"قتل 57 مدنيا في القصف قبل يومين من الهدنة.", "", true},
		{"Ateşkesten önce 57 sivil öldürüldü.", "", true},
		{"قتل 57 مدنيا منذ 3 سنوات", "قتل 75 مدنيا منذ 3 سنوات", true},
		{"سجن قبل 5 سنوات.", "سجن قبل 9 سنوات.", true},
		{"اعتقل قبل 5 سنوات في سجن صيدنايا", "اعتقل قبل 7 سنوات في سجن صيدنايا", true},
		{"منذ 3 ساعات", "منذ 5 ساعات", false},
		{"3 gün önce", "5 gün önce", false},
		{"3天前", "5天前", false},
		{"3 hours ago", "5 hours ago", false},
		{"30日前", "15日前", false},
		{"30日以内", "15日以内", true},
		{"30日前までに申請", "15日前までに申請", true},
	} {
		for build := range builds {
			html := func(s string) slots {
				if s == "" {
					return slots{}
				}
				return slots{inside: "<p>" + s + "</p>"}
			}
			j := judgeSlots(t, x, build, "en", html(c.old), html(c.now))
			if told := j.Verdict != verdict.OK; told != c.told && build != "a table" { // in a cell any figure is one
				t.Errorf("%s to %s, %s: told %v: %s", c.old, c.now, build, told, j.Detail)
			}
		}
	}
}
