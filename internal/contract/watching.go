package contract

import "time"

// Watching tells what the server is at, and whether all was looked at that should be.
type Watching struct {
	Version int         `json:"version"`
	Since   time.Time   `json:"since"` // when the server started
	Now     *Underway   `json:"now"`   // null between passes
	Last    *Passed     `json:"last"`  // null before the first one
	Next    *time.Time  `json:"next"`  // null where nothing is scheduled
	Reports []Heartbeat `json:"reports"`
	Alerts  Alerts      `json:"alerts"`
}

// Underway is how far a pass is.
type Underway struct {
	Since time.Time `json:"since"`
	Done  int       `json:"done"` // sources
	Of    int       `json:"of"`
}

// Passed is a pass that ended.
type Passed struct {
	Began   time.Time `json:"began"`
	Ended   time.Time `json:"ended"`
	Looked  int       `json:"looked"`  // sources
	Taken   int       `json:"taken"`   // snapshots
	Trouble string    `json:"trouble"` // why it was not complete; "" where it was
}

// Heartbeat says of a report how many of its citations were looked at within the time
// that their schedules name. Late are the refs of the others.
type Heartbeat struct {
	Report string     `json:"report"`
	Looked int        `json:"looked"`
	Of     int        `json:"of"`
	Late   []string   `json:"late"`
	Oldest *time.Time `json:"oldest"` // the look that is the longest ago
	Next   *time.Time `json:"next"`   // when a source of it is due
}

// Alerts counts the deliveries that are under way, and those that were given up.
type Alerts struct {
	Pending int `json:"pending"`
	GivenUp int `json:"given_up"`
}
