package eval

import (
	"testing"
	"time"
)

// TestGeneratedSet plays the whole set: no false alarm, no miss and no wall
// called dead, and of all other errors at most 2 %.
func TestGeneratedSet(t *testing.T) {
	cases := Cases()
	if len(cases) < 800 {
		t.Fatalf("only %d cases", len(cases))
	}
	start := time.Now()
	outcomes, err := Run(t.Context(), cases, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d cases in %v", len(cases), time.Since(start).Round(time.Millisecond))
	for _, complaint := range excuse(outcomes, known) {
		t.Error(complaint)
	}
}

// excuse lists what is wrong with the outcomes, the known errors aside.
func excuse(outcomes []Outcome, known map[string]string) (complaints []string) {
	seen := map[string]bool{}
	var others []string
	for _, o := range outcomes {
		seen[o.Name] = true
		reason, excused := known[o.Name]
		switch {
		case o.Right && excused:
			complaints = append(complaints, o.Name+" is right now: take it off the list of known errors")
		case excused && reason == "":
			complaints = append(complaints, o.Name+" is a known error without a reason")
		case o.Right || excused:
		case o.Error == Other || o.Error == Capture:
			others = append(others, string(o.Error)+": "+o.Name+": "+o.Why)
		default:
			complaints = append(complaints, string(o.Error)+": "+o.Name+": "+o.Why+"; "+o.Detail)
		}
		if why := o.greedy(); why != "" && !excused {
			complaints = append(complaints, o.Name+": "+why)
		}
	}
	if 50*len(others) > len(outcomes) {
		complaints = append(complaints, others...)
	}
	for name := range known {
		if !seen[name] {
			complaints = append(complaints, name+" is no case, but a known error")
		}
	}
	return complaints
}

// TestExcuse: an error is seen, a known one is not, and one that is mended is.
func TestExcuse(t *testing.T) {
	alarm := Outcome{Name: "a/alarm", Want: []string{"ok/*"}, Given: "dead/http-404", AtCapture: "ok/first-seen"}
	fine := Outcome{Name: "a/fine", Want: []string{"ok/*"}, Given: "ok/noise", AtCapture: "ok/first-seen"}
	odd := Outcome{Name: "a/odd", Want: []string{"dead/http-404"}, Given: "dead/http-410", AtCapture: "ok/first-seen"}
	many := make([]Outcome, 49)
	for i := range many {
		many[i] = fine
	}
	for _, c := range []struct {
		name     string
		outcomes []Outcome
		known    map[string]string
		want     int
	}{
		{"all is well", []Outcome{fine}, nil, 0},
		{"a false alarm", []Outcome{fine, alarm}, nil, 1},
		{"a known one", []Outcome{fine, alarm}, map[string]string{"a/alarm": "hard"}, 0},
		{"a known one without a reason", []Outcome{alarm}, map[string]string{"a/alarm": ""}, 1},
		{"one that is mended", []Outcome{fine}, map[string]string{"a/fine": "hard"}, 1},
		{"one that is no case", []Outcome{fine}, map[string]string{"b/x": "hard"}, 1},
		{"another error in two", []Outcome{fine, odd}, nil, 1},
		{"another error in fifty", append(many, odd), nil, 0},
	} {
		for i := range c.outcomes {
			c.outcomes[i].grade()
		}
		if got := excuse(c.outcomes, c.known); len(got) != c.want {
			t.Errorf("%s: complaints %q, want %d", c.name, got, c.want)
		}
	}
}
