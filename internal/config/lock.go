package config

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"archiver/internal/ledger"
	"archiver/internal/store/s3"
)

// Lock is the retention that a store with object locks is asked for: each
// none, governance or compliance.
type Lock struct {
	Log       string `yaml:"log"` // log/ and keys/, but for log/checkpoint, which changes
	Snapshots string `yaml:"snapshots"`
	Days      int    `yaml:"days"`  // from the moment of writing
	Renew     bool   `yaml:"renew"` // runs renew locks before they end
}

// The modes of archive.lock.
var lockModes = []string{"none", string(s3.Governance), string(s3.Compliance)}

// NoLock is the default.
var NoLock = Lock{Log: "none", Snapshots: "none", Renew: true}

// Set says whether a lock is asked for.
func (c Lock) Set() bool { return c.Log != "none" || c.Snapshots != "none" }

// Mode gives the lock that an object is created with; "none" of what changes,
// and of what comes with the program.
func (c Lock) Mode(key string) string {
	switch {
	case key == ledger.CheckpointKey:
		return "none"
	case strings.HasPrefix(key, "snapshots/"):
		return c.Snapshots
	case strings.HasPrefix(key, "log/"), strings.HasPrefix(key, "keys/"):
		return c.Log
	}
	return "none"
}

// Retention is what the store is asked for when an object is created.
func (c Lock) Retention(key string) s3.Retention {
	if mode := c.Mode(key); mode != "none" {
		return s3.Retention{Mode: s3.Mode(mode), Days: c.Days}
	}
	return s3.Retention{}
}

// Term is how long a lock holds.
func (c Lock) Term() time.Duration { return time.Duration(c.Days) * 24 * time.Hour }

// Window is how long before their end locks are renewed: a tenth of the days, and
// a day at least, for runs are made daily.
func (c Lock) Window() time.Duration { return max(c.Term()/10, 24*time.Hour) }

// checkPlace validates a place of an archive; key is the one at fault.
func checkPlace(address, endpoint string, lock Lock) (key string, err error) {
	switch {
	case strings.HasPrefix(address, "s3://"):
		if _, _, err := s3.ParseURL(address); err != nil {
			return "url", err
		}
	case !strings.HasPrefix(address, "file:") || len(address) == len("file:"):
		return "url", fmt.Errorf("%q is neither file:FOLDER nor s3://BUCKET/PREFIX", address)
	case lock.Set() || lock.Days != 0 || !lock.Renew:
		return "lock", errors.New("a folder has no object locks; leave it out, or use a url of s3://BUCKET/PREFIX")
	}
	if u, err := url.Parse(endpoint); endpoint != "" &&
		(err != nil || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.Scheme != "http" && u.Scheme != "https") {
		return "endpoint", errors.New("want https://HOST or http://HOST:PORT, and nothing else; credentials come from the usual AWS_* variables and files")
	}
	for _, l := range [][2]string{{"lock.log", lock.Log}, {"lock.snapshots", lock.Snapshots}} {
		if !slices.Contains(lockModes, l[1]) {
			return l[0], fmt.Errorf("%q is none of %s", l[1], strings.Join(lockModes, ", "))
		}
	}
	switch {
	case lock.Set() && lock.Days <= 0:
		return "lock.days", errors.New("a lock needs the number of days that it holds, above zero")
	case !lock.Set() && lock.Days != 0:
		return "lock.days", errors.New("nothing is locked: set log or snapshots to governance or compliance too")
	case lock.Days > maxLockDays:
		return "lock.days", fmt.Errorf("%d is more than %d; a compliance lock can't be taken back", lock.Days, maxLockDays)
	}
	return "", nil
}

// maxLockDays is a hundred years, what AWS allows.
const maxLockDays = 36500
