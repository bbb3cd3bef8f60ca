package s3

import (
	"time"
)

// Outcome is what a check of Probe found.
type Outcome string

// The outcomes.
const (
	Yes      Outcome = "yes"
	No       Outcome = "no"
	Untested Outcome = "untested"
)

// Check is one thing that a server does or does not.
type Check struct {
	Name    string  `json:"name"`
	Outcome Outcome `json:"outcome"`
	Detail  string  `json:"detail,omitempty"` // what was seen
}

// The names of checks.
const (
	RefusesOverwrite = "refuses-overwrite" // If-None-Match: * over an object
	OneCreatorWins   = "one-creator-wins"  // of several at once; destructive only
	SwapsExactly     = "swaps-exactly"     // If-Match with another ETag is refused
	ChecksContent    = "checks-content"    // bytes that do not match their SHA-256
	KeepsVersions    = "keeps-versions"    // the bucket's versioning
	LocksObjects     = "locks-objects"     // the bucket's Object Lock
	// Of an object under a lock; destructive only, each for one mode.
	GovernanceRefusesDelete  = "governance-refuses-delete"
	ComplianceRefusesDelete  = "compliance-refuses-delete"
	ComplianceRefusesShorten = "compliance-refuses-shorten"
)

// Report is what Probe found.
type Report struct {
	Endpoint string        `json:"endpoint"`
	Bucket   string        `json:"bucket"`
	Region   string        `json:"region,omitempty"`
	Server   string        `json:"server,omitempty"` // what it calls itself
	Skew     time.Duration `json:"skew"`             // its clock less ours
	Checks   []Check       `json:"checks"`
}

// Outcome gives the outcome of the named check.
func (r *Report) Outcome(name string) Outcome {
	for _, c := range r.Checks {
		if c.Name == name {
			return c.Outcome
		}
	}
	return Untested
}

// Unsafe gives the checks that failed and that nobody may archive without: a
// server that overwrites, or that does not look at what it is sent.
func (r *Report) Unsafe() []Check {
	var out []Check
	for _, c := range r.Checks {
		switch c.Name {
		case RefusesOverwrite, OneCreatorWins, SwapsExactly:
			if c.Outcome == No {
				out = append(out, c)
			}
		}
	}
	return out
}
