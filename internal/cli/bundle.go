package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"archiver/internal/bundle"
)

type bundleJSON struct {
	Version   int                  `json:"version"`
	Passed    bool                 `json:"passed"`
	Words     bool                 `json:"words_checked"` // false: its words and script are another version's
	Bundle    string               `json:"bundle"`
	Report    string               `json:"report"`
	Software  string               `json:"software"` // that made it
	MadeAt    time.Time            `json:"made_at"`
	Files     int                  `json:"files"`
	Sums      string               `json:"sums_sha256"` // of SHA256SUMS
	LogKey    string               `json:"log_key"`
	Snapshots []bundleSnapshotJSON `json:"snapshots"`
	Missing   []string             `json:"missing"` // refs without a snapshot
	Stamps    []bundleStampJSON    `json:"timestamps"`
	Witnesses []bundleWitnessJSON  `json:"witnesses"`
	Findings  []findingJSON        `json:"findings"`
	Warnings  []findingJSON        `json:"warnings"`
}

type bundleSnapshotJSON struct {
	Refs       []string  `json:"refs"`
	Judges     []string  `json:"judges"` // refs that are judged by it, and have a newer one here
	URL        string    `json:"url"`
	CapturedAt time.Time `json:"captured_at"`
	Taken      string    `json:"taken"` // by whom, when, and by whose word
	SHA256     string    `json:"sha256"`
	LogIndex   int64     `json:"log_index"`
	Checkpoint int64     `json:"checkpoint"` // size of the log that its proof leads to
	Folder     string    `json:"folder"`
}

type bundleStampJSON struct {
	Checkpoint int64     `json:"checkpoint"`
	At         time.Time `json:"at"`
	Authority  string    `json:"authority"`
	Root       string    `json:"root_sha256"`
	Trusted    bool      `json:"trusted"`
}

type bundleWitnessJSON struct {
	Checkpoint int64     `json:"checkpoint"`
	At         time.Time `json:"at"`
	Key        string    `json:"key"`    // verifier key
	Logged     bool      `json:"logged"` // a record of the log that is here names it; else it proves nothing
}

func runVerifyBundle(ctx context.Context, e *env, o verifyOptions, refs []string) error {
	if len(refs) > 0 || o.bundle == "" {
		return &usageError{msg: "verify --bundle: it takes a folder, and no REF", hint: "archiver verify --bundle DIR"}
	}
	opt := bundle.CheckOptions{Software: "archiver " + version()}
	for _, f := range o.roots {
		roots, _, err := readRoots(f)
		if err != nil {
			return &usageError{msg: err.Error(), hint: "--roots takes a PEM file with the authority's root, as the authority publishes it"}
		}
		opt.Roots = append(opt.Roots, roots...)
	}
	if info, err := os.Stat(o.bundle); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return &usageError{msg: fmt.Sprintf("verify --bundle: there is no folder %s", o.bundle)}
	}
	res, err := bundle.Check(ctx, o.bundle, opt)
	if err != nil {
		return err
	}
	v := bundleJSON{Version: 1, Passed: len(res.Findings) == 0, Words: res.WordsChecked, Bundle: o.bundle, Report: res.Report.ID, Software: res.Software, MadeAt: res.MadeAt,
		Files: res.Files, Sums: res.Sums, LogKey: res.LogKey, Snapshots: []bundleSnapshotJSON{}, Missing: append([]string{}, res.Without...),
		Stamps: []bundleStampJSON{}, Witnesses: []bundleWitnessJSON{}, Findings: []findingJSON{}, Warnings: []findingJSON{}}
	for _, s := range res.Snapshots {
		v.Snapshots = append(v.Snapshots, bundleSnapshotJSON{append([]string{}, s.Refs...), append([]string{}, s.Judges...), s.URL, s.CapturedAt, s.Taken, s.SHA256, s.LogIndex, s.Checkpoint, s.Folder})
	}
	for _, s := range res.Stamps {
		v.Stamps = append(v.Stamps, bundleStampJSON{s.Checkpoint, s.Time, s.Authority, s.Root, s.Trusted})
	}
	for _, w := range res.Witnesses {
		v.Witnesses = append(v.Witnesses, bundleWitnessJSON{w.Checkpoint, w.Time, w.Key, w.Named})
	}
	for _, f := range res.Findings {
		v.Findings = append(v.Findings, findingJSON{f.Code, f.File, f.Detail})
	}
	for _, f := range res.Warnings {
		v.Warnings = append(v.Warnings, findingJSON{f.Code, f.File, f.Detail})
	}
	if e.json {
		err = e.printJSON(v)
	} else {
		e.printBundle(v)
	}
	if err == nil && !v.Passed {
		return &failedError{}
	}
	return err
}

func (e *env) printBundle(v bundleJSON) {
	cols := width(e.out)
	e.printFindings(v.Findings, v.Warnings)
	if v.Sums == "" && v.LogKey == "" && v.Report == "" {
		e.say("%s has neither SHA256SUMS nor bundle.json: is it the folder of a bundle?", oneLine(v.Bundle))
	}
	if !v.Passed {
		fmt.Fprintf(e.out, "%s: %s in %s of %s\n", e.paint(e.out, red, "NOT as it was"), plural(len(v.Findings), "finding"), plural(v.Files, "file"), oneLine(v.Bundle))
		return
	}
	two := map[string]bool{} // of which there are two snapshots
	for _, s := range v.Snapshots {
		for _, ref := range s.Judges {
			two[ref] = true
		}
	}
	for _, s := range v.Snapshots {
		whose := slices.Clone(s.Refs)
		for i, ref := range whose {
			whose[i] += either(two[ref], " (the newest snapshot)", "")
		}
		for _, ref := range s.Judges {
			whose = append(whose, ref+" (the snapshot that it is judged by)")
		}
		fmt.Fprintf(e.out, "footnote %s: log entry %d\n  %s\n%s\n  sha256 %s\n", oneLine(strings.Join(whose, ", ")), s.LogIndex,
			oneLine(s.URL), wrap(oneLine(s.Taken), cols, "  "), s.SHA256)
		told := false
		for _, t := range v.Stamps {
			if t.Checkpoint == s.Checkpoint {
				fmt.Fprintln(e.out, wrap(fmt.Sprintf("existed before %s, says %s", longDate(t.At), t.Authority), cols, "  "))
				told = true
			}
		}
		if !told {
			fmt.Fprintln(e.out, "  when it existed is not proved: no timestamp")
		}
	}
	if len(v.Missing) > 0 {
		fmt.Fprintln(e.out, wrap("without a snapshot: "+strings.Join(v.Missing, ", "), cols, "  "))
	}
	if v.Words {
		fmt.Fprintf(e.out, "%s: %s fit together, and every proof holds\n", e.paint(e.out, green, "verified"), plural(v.Files, "file"))
		fmt.Fprintln(e.out, wrap("No proof covers what is told of the report: its claims, quotes and states.", cols, "  "))
	} else {
		fmt.Fprintf(e.out, "%s: its words and script were not checked: made by %s\n", e.paint(e.out, yellow, "the evidence holds"), oneLine(v.Software))
	}
	fmt.Fprintln(e.out, wrap("Compare the log's key with what you know of it from elsewhere:", cols, ""))
	fmt.Fprintln(e.out, "  "+oneLine(v.LogKey))
	for _, t := range v.Stamps {
		if !t.Trusted {
			fmt.Fprintf(e.out, "and the root certificate of %s, SHA-256\n  %s\n", oneLine(t.Authority), t.Root)
		}
	}
	for _, w := range v.Witnesses {
		if !w.Logged {
			continue // a warning tells
		}
		fmt.Fprintf(e.out, "and the key of a witness\n  %s\n", oneLine(w.Key))
	}
	fmt.Fprintln(e.out, wrap("That a web site served these pages is the word of whoever holds that key.", cols, ""))
	fmt.Fprintln(e.out, wrap("Only the SHA-256 of SHA256SUMS tells that this is what was handed out: the statement, what is told of the report, which custody "+
		"records are here, the collection's pages and the script have no other proof. Compare it with what the sender gave you by another way:", cols, ""))
	fmt.Fprintln(e.out, "  "+v.Sums)
}
