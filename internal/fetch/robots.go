package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

const (
	// product is the name that robots.txt files address us by.
	product = "archiver"
	// maxRobots caps a robots.txt in bytes; RFC 9309 §2.5 wants at least 500 KiB.
	maxRobots = 500 << 10
	// maxRules caps the rules kept of one file.
	maxRules = 10_000
	// robotsFor is how long an answer holds (RFC 9309 §2.4: a day at most);
	// robotsFault how long a failure does.
	robotsFor   = 24 * time.Hour
	robotsFault = time.Minute
)

// robots is what one origin's robots.txt says to us (RFC 9309).
type robots struct {
	rules []rule
	// fault: the file could not be had. The whole origin is closed then
	// (§2.3.1.4), and this is why.
	fault *Fault
}

type rule struct {
	pattern string
	allow   bool
}

// robotsCache holds what the origins said.
type robotsCache struct {
	mu sync.Mutex
	at map[string]*robotsEntry
}

type robotsEntry struct {
	mu    sync.Mutex
	have  *robots
	until time.Time
}

// forbids gives the Fault of a URL that robots.txt keeps us from, or nil.
func (c *Client) forbids(ctx context.Context, u *url.URL, as Effort) (*Fault, error) {
	if !c.cfg.ObeyRobots || u.Path == "/robots.txt" {
		return nil, nil
	}
	origin := u.Scheme + "://" + u.Host
	c.robots.mu.Lock()
	e := c.robots.at[origin]
	if e == nil {
		e = new(robotsEntry)
		c.robots.at[origin] = e
	}
	c.robots.mu.Unlock()

	e.mu.Lock()
	defer e.mu.Unlock()
	if e.have == nil || time.Now().After(e.until) {
		r, err := c.askRobots(ctx, u, as)
		if err != nil {
			return nil, err
		}
		e.have, e.until = r, time.Now().Add(robotsFor)
		if r.fault != nil {
			e.until = time.Now().Add(robotsFault)
		}
	}
	if e.have.fault != nil {
		return e.have.fault, nil
	}
	path := u.EscapedPath()
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if !e.have.allows(path) {
		return &Fault{Reason: Robots, Detail: "robots.txt of " + u.Host + " disallows it"}, nil
	}
	return nil, nil
}

// askRobots fetches the file through the recorder, whose exchange is no part of
// the look and is let go.
func (c *Client) askRobots(ctx context.Context, u *url.URL, as Effort) (*robots, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	t := c.newTrip(c.newSession(as))
	t.keep = func(string) int64 { return maxRobots }
	defer t.release()
	if err := t.run(ctx, at); err != nil {
		return nil, err
	}
	switch v := t.last; {
	case t.fault != nil && t.fault.Reason != TooLarge && t.fault.Reason != RedirectLoop:
		return &robots{fault: t.fault}, nil
	case t.fault == nil && v.status == http.StatusNetworkAuthenticationRequired:
		return &robots{fault: &Fault{Reason: Protocol, Detail: "a network in between wants a login", Network: true}}, nil
	case t.fault == nil && v.status >= 500:
		return &robots{fault: &Fault{Reason: Robots,
			Detail: fmt.Sprintf("robots.txt of %s answers %d: everything counts as disallowed", u.Host, v.status)}}, nil
	case v == nil || v.status < 200 || v.status >= 300: // none there: all is allowed (§2.3.1.3)
		return &robots{}, nil
	}
	return parseRobots(string(t.last.body)), nil
}

// parseRobots reads the rules that concern us: those of all groups that name
// our product, else those of the groups for everyone. Lines that make no sense
// are skipped, as §2.3.1.5 demands.
func parseRobots(text string) *robots {
	var ours, all []rule
	var named, general, inRules, known bool
	text = strings.TrimPrefix(text, "\ufeff")
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line, _, _ = strings.Cut(line, "#")
		key, val, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		val = strings.TrimSpace(val)
		switch key = strings.ToLower(strings.TrimSpace(key)); key {
		case "user-agent":
			if inRules { // a new group begins
				named, general, inRules = false, false, false
			}
			switch {
			case val == "*":
				general = true
			case strings.EqualFold(productToken(val), product):
				named, known = true, true
			}
		case "allow", "disallow":
			inRules = true
			if val == "" || len(ours)+len(all) >= maxRules {
				continue
			}
			r := rule{clean(val), key == "allow"}
			if named {
				ours = append(ours, r)
			}
			if general {
				all = append(all, r)
			}
		}
	}
	if known {
		return &robots{rules: ours}
	}
	return &robots{rules: all}
}

// productToken cuts a version or comment off a user agent's name (§2.2.1).
func productToken(s string) string {
	for i, r := range s {
		if !(r == '-' || r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z') {
			return s[:i]
		}
	}
	return s
}

// allows applies the longest matching rule; of two as long, the allowing one
// (§2.2.2).
func (r *robots) allows(path string) bool {
	best, ok := -1, true
	for _, rule := range r.rules {
		if n := len(rule.pattern); n >= best && matches(rule.pattern, path) {
			if n > best {
				best, ok = n, rule.allow
			} else {
				ok = ok || rule.allow
			}
		}
	}
	return ok
}

// matches says whether pattern, with "*" for anything and "$" for the end,
// covers the start of path. It never backtracks past the last star, so no
// pattern makes it slow.
func matches(pattern, path string) bool {
	anchored := strings.HasSuffix(pattern, "$")
	pattern = strings.TrimSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	path = path[len(parts[0]):]
	if len(parts) == 1 {
		return !anchored || path == ""
	}
	for _, p := range parts[1 : len(parts)-1] {
		i := strings.Index(path, p)
		if i < 0 {
			return false
		}
		path = path[i+len(p):]
	}
	last := parts[len(parts)-1]
	if anchored {
		return strings.HasSuffix(path, last)
	}
	return strings.Contains(path, last)
}
