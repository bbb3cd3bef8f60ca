package verdict

import "time"

// Rule is how many looks over which time confirm a candidate.
type Rule struct {
	Looks int
	Over  time.Duration
}

// Policy turns single verdicts into states that stand.
type Policy struct {
	// Override replaces the whole table where it is set. Over 0: every look
	// counts.
	Override *Rule
	// HostOpen says that other pages of the host answer with content at the
	// time of this look. Only then a forbidden page may become withdrawn.
	HostOpen bool
}

// Standing is the state of a citation or source after all looks so far.
type Standing struct {
	Verdict     Verdict
	Reason      Reason
	Since       time.Time // since when this state has stood
	Looks       int       // that counted towards confirmation
	First       time.Time // the first of them
	LastCounted time.Time
	LastGood    time.Time // zero: never
	Confirmed   bool
	// Held is the evidence for other candidates, which a look of a different
	// kind (a timeout among 404s) neither adds to nor refutes.
	Held []Series `json:",omitempty"`
}

// Series is the evidence gathered for one kind of candidate.
type Series struct {
	Group       string
	Looks       int
	First       time.Time
	LastCounted time.Time
}
