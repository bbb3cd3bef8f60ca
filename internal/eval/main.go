package eval

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"time"

	"archiver/internal/eval/set"
)

// Report is all that one evaluation found.
type Report struct {
	Generated *Generated `json:"generated,omitempty"`
	Pairs     *Pairs     `json:"pairs,omitempty"` // absent where the pairs are
	Mutations *Mutations `json:"mutations,omitempty"`
	Cost      Cost       `json:"cost"`
	Seconds   float64    `json:"seconds"`
	NotMet    []string   `json:"not_met"` // the aims that are not met
}

// defaultDrift is where the real pairs are expected, seen from the repository.
const defaultDrift = "../shared/data/drift"

// Main runs the evaluation from a command line, and gives the exit code: 0 if
// all aims are met, 1 if not, 2 for wrong usage, 3 if the harness failed.
func Main(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("eval", flag.ContinueOnError)
	flags.SetOutput(stderr)
	dir := os.Getenv("EVAL_DRIFT")
	if dir == "" {
		dir = defaultDrift
	}
	var (
		driftDir = flags.String("drift", dir, "folder of the real pairs (also EVAL_DRIFT); - for none")
		run      = flags.String("run", "", "run only the cases whose names match this expression")
		asJSON   = flags.Bool("json", false, "print one JSON document")
		verbose  = flags.Bool("v", false, "print the evidence for each wrong case")
	)
	if err := flags.Parse(args); err != nil {
		return 2
	}
	pick, err := regexp.Compile(*run)
	if err != nil || flags.NArg() > 0 {
		fmt.Fprintln(stderr, "eval: error: want only flags, and an expression that Go reads after -run;", errors.Join(err))
		return 2
	}
	opt := Options{Progress: func(done, total int) { fmt.Fprintf(stderr, "eval: %d of %d\n", done, total) }}
	r, err := evaluate(context.Background(), pick, *driftDir, opt)
	if err != nil {
		fmt.Fprintln(stderr, "eval: error:", err)
		return 3
	}
	if *asJSON {
		out := json.NewEncoder(stdout)
		out.SetIndent("", "  ")
		err = out.Encode(r)
	} else {
		r.print(printer{stdout, *verbose}, *driftDir)
	}
	switch {
	case err != nil:
		fmt.Fprintln(stderr, "eval: error:", err)
		return 3
	case len(r.NotMet) > 0:
		return 1
	}
	return 0
}

func evaluate(ctx context.Context, pick *regexp.Regexp, driftDir string, opt Options) (*Report, error) {
	start := time.Now()
	r := &Report{NotMet: []string{}}
	drop := func(c set.Case) bool { return !pick.MatchString(c.Name) }
	if cases := slices.DeleteFunc(Cases(), drop); len(cases) > 0 {
		outcomes, err := Run(ctx, cases, opt)
		if err != nil {
			return nil, err
		}
		r.Generated = score(outcomes)
		r.NotMet = append(r.NotMet, r.Generated.gates()...)
	}
	d, err := openDrift(driftDir)
	if err == nil {
		cases, err := d.cases()
		if err != nil {
			return nil, err
		}
		if cases = slices.DeleteFunc(cases, drop); len(cases) > 0 {
			opt.Apart = true
			outcomes, err := Run(ctx, cases, opt)
			if err != nil {
				return nil, err
			}
			r.Pairs = d.score(outcomes)
			r.NotMet = append(r.NotMet, r.Pairs.gates()...)
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if pick.String() == "" {
		if r.Mutations, err = runMutations(ctx, Cases(), d); err != nil {
			return nil, err
		}
		r.NotMet = append(r.NotMet, r.Mutations.gates()...)
	}
	if r.Cost, err = measure(20); err != nil {
		return nil, err
	}
	r.Seconds = time.Since(start).Seconds()
	return r, nil
}

func (r *Report) print(p printer, driftDir string) {
	if r.Generated != nil {
		p.generated(r.Generated)
	}
	if r.Pairs != nil {
		p.pairs(r.Pairs)
	} else if _, err := os.Stat(driftDir); err != nil {
		p.linef("\nREAL PAIRS: skipped, there are none at %s (-drift or EVAL_DRIFT names their folder)", driftDir)
	}
	if r.Mutations != nil {
		p.mutations(r.Mutations)
	}
	p.cost(r.Cost)
	p.gates(r.NotMet)
	p.linef("\n%.1f s", r.Seconds)
}
