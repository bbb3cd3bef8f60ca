// Package eval measures the verdicts: it plays labelled cases to the program
// and compares what it says with what a careful editor would say.
//
// Nothing of the program is played. Every case is a source of a made manifest,
// on a host name of its own; a server on loopback answers for all of them, over
// real sockets, with real faults (see server.go); package watch makes two
// passes, the first taking the references, the second, when the web has become
// its After, as archiver check does. No request can leave loopback: names are
// looked up at a resolver of ours, and connections go to our server, which the
// client takes for a proxy.
//
// Package set says what a case is. The real pairs of pages are not in the
// repository; see drift.go.
package eval

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"archiver/internal/eval/set"
	"archiver/internal/extract"
)

// workerCommand runs this program as the extractor's limited worker.
const workerCommand = "extract-worker"

// Child does the work of the extractor's worker and returns true where this
// process was started as one: a main that runs cases has to call it first, for
// DOCX is read in a process of its own.
func Child() bool {
	if len(os.Args) < 2 || os.Args[1] != workerCommand {
		return false
	}
	if err := extract.RunWorker(os.Args[2:], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return true
}

// Outcome is what the program said of one case.
type Outcome struct {
	Case set.Case `json:"-"`

	Name  string   `json:"name"`
	Site  string   `json:"site"`
	Class string   `json:"class"`
	Want  []string `json:"want"`
	Given string   `json:"given"` // "verdict/reason"

	// AtCapture is what was said of Before's page; "ok/first-seen" if all is well.
	AtCapture  string         `json:"at_capture"`
	Quotes     []QuoteOutcome `json:"quotes,omitempty"`
	Similarity float64        `json:"similarity"`
	Status     int            `json:"status"`
	FinalURL   string         `json:"final_url"`
	Detail     string         `json:"detail"`
	Evidence   []string       `json:"evidence,omitempty"`

	// Requests are those of the second pass, in order; Extra is how many of
	// them were neither the page nor a redirect's target.
	Requests []string `json:"requests"`
	Extra    int      `json:"extra"`

	Right bool   `json:"right"`
	Error Error  `json:"error,omitempty"`
	Why   string `json:"why,omitempty"` // what is wrong, in words
}

// QuoteOutcome is how one passage was found.
type QuoteOutcome struct {
	Text      string   `json:"text"`
	Want      []string `json:"want,omitempty"`
	AtCapture string   `json:"at_capture"` // its state in the reference
	State     string   `json:"state"`      // "" where nothing was said of it
	Now       string   `json:"now,omitempty"`
}

// Options choose how cases are run. The zero value runs them well.
type Options struct {
	// Hang is how long the client waits for a server that hangs. 1 s.
	Hang time.Duration
	// Apart has the page and its quotes judged as two citations, so that the
	// verdict is of the page alone.
	Apart bool
	// Progress is told of every batch that is done; may be nil.
	Progress func(done, total int)
}

// Run plays the cases and gives an outcome for each, in their order. An error
// means that the harness failed, not the program.
func Run(ctx context.Context, cases []set.Case, opt Options) ([]Outcome, error) {
	opt.Hang = cmp.Or(opt.Hang, time.Second)
	plays, err := newPlays(cases)
	if err != nil {
		return nil, err
	}
	batches := batch(plays)
	var (
		wait  sync.WaitGroup
		mu    sync.Mutex
		done  int
		errs  []error
		slots = make(chan struct{}, 2)
	)
	for _, b := range batches {
		wait.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			err := runBatch(ctx, b, opt)
			mu.Lock()
			defer mu.Unlock()
			if done += len(b.plays); opt.Progress != nil {
				opt.Progress(done, len(plays))
			}
			if err != nil {
				errs = append(errs, err)
			}
		})
	}
	wait.Wait()
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	out := make([]Outcome, len(plays))
	for i, p := range plays {
		p.out.grade()
		out[i] = p.out
	}
	return out, nil
}

// play is a case on the host that it was given.
type play struct {
	set.Case
	host string
	url  string
	out  Outcome
}

func newPlays(cases []set.Case) ([]*play, error) {
	names, hosts := map[string]bool{}, map[string]bool{}
	var plays []*play
	for _, c := range cases {
		if names[c.Name] || c.Name == "" {
			return nil, fmt.Errorf("run cases: %q names two cases, or none", c.Name)
		}
		names[c.Name] = true
		if len(c.QuoteStates) != 0 && len(c.QuoteStates) != len(c.Quotes) {
			return nil, fmt.Errorf("run case %s: %d quotes with the states of %d", c.Name, len(c.Quotes), len(c.QuoteStates))
		}
		if !strings.HasPrefix(c.Path, "/") || len(c.Want) == 0 {
			return nil, fmt.Errorf("run case %s: it has no path or wants nothing", c.Name)
		}
		host := cmp.Or(c.Host, hostName(c.Name))
		for n := 0; hosts[host] && c.Host == ""; n++ {
			host = hostName(fmt.Sprintf("%s\n%d", c.Name, n))
		}
		hosts[host] = true
		p := &play{Case: c, host: host, url: "http://" + host + c.Path}
		if c.Host != "" || p.has(true, "tls") {
			p.url = "https://" + host + c.Path
		}
		p.out = Outcome{Case: c, Name: c.Name, Site: c.Site, Class: c.Class, Want: c.Want}
		plays = append(plays, p)
	}
	return plays, nil
}

// has says whether some answer of the case's web plays a fault; own: on the
// case's own host.
func (p *play) has(own bool, fault string) bool {
	for _, web := range []set.Web{p.Before, p.After} {
		for key, a := range web {
			if own && strings.HasPrefix(key, "//") {
				continue
			}
			if a.Fault == fault || a.Browserlike != nil && a.Browserlike.Fault == fault {
				return true
			}
		}
	}
	return false
}

// others lists the hosts that the case's web names, but for one that is the
// case's alone.
func (p *play) others() (hosts []string) {
	if p.Host != "" {
		hosts = append(hosts, p.host)
	}
	for _, web := range []set.Web{p.Before, p.After} {
		for key := range web {
			if host, _ := splitKey(p.host, key); host != p.host {
				hosts = append(hosts, host)
			}
		}
	}
	slices.Sort(hosts)
	return slices.Compact(hosts)
}

// batched are cases that share one web.
type batched struct {
	plays []*play
	taken map[string]bool // hosts beside the cases' own
	hangs bool            // a server hangs: the client is to lose patience soon
}

// batch divides the cases so that no two of one batch name the same further
// host, which may answer differently in each, and where many sources that end
// on one page would be taken for a sign.
func batch(plays []*play) (list []*batched) {
next:
	for _, p := range plays {
		others, hangs := p.others(), p.has(false, "timeout")
		for _, b := range list {
			if b.hangs == hangs && !slices.ContainsFunc(others, func(h string) bool { return b.taken[h] }) {
				b.add(p, others)
				continue next
			}
		}
		b := &batched{taken: map[string]bool{}, hangs: hangs}
		b.add(p, others)
		list = append(list, b)
	}
	return list
}

func (b *batched) add(p *play, others []string) {
	b.plays = append(b.plays, p)
	for _, h := range others {
		b.taken[h] = true
	}
}
