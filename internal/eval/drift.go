package eval

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"archiver/internal/eval/set"
)

// The labels of the real pairs.
const (
	noise       = "noise"
	substantive = "substantive"
	unversioned = "substantive_unversioned"
	replaced    = "page_replaced_or_empty"
	recovered   = "recovered" // an error page, then the page
	doubtful    = "doubtful"  // by adjudication: a careful person could go either way
)

// wantOf says what answers a label accepts. A pair has bytes but no status and
// no host of its own, so that of a page that was replaced only this counts:
// somebody is told to look.
var wantOf = map[string][]string{
	noise:       {"ok/*"},
	substantive: {"changed/*"},
	unversioned: {"changed/*"},
	replaced:    {"changed/replaced", "changed/type", "changed/quote-lost", "dead/*", "blocked/*", "unreachable/*"},
	recovered:   {"ok/*", "changed/*"},
}

// pair is a line of pairs.jsonl: a real page on two days.
type pair struct {
	ID       int                   `json:"id"`
	Label    string                `json:"label"`
	Instance string                `json:"instance"`
	Doc      string                `json:"doc"` // service/document
	Before   struct{ Blob string } `json:"before"`
	After    struct{ Blob string } `json:"after"`
	MDBefore string                `json:"text_before_md"`
	MDAfter  string                `json:"text_after_md"`
	Truth    struct {
		Kept float64 `json:"kept_4shingles"`
		New  float64 `json:"new_4shingles"`
	} `json:"truth"`
	Passages []struct {
		Text     string `json:"s"` // in lower case, without marks; of some alone
		Survives bool   `json:"surv"`
	} `json:"passages"`
}

// large says that 1 % of the text or more differs.
func (p *pair) large() bool { return max(1-p.Truth.Kept, p.Truth.New) >= 0.01-1e-9 }

func (p *pair) name() string { return fmt.Sprintf("pair-%d", p.ID) }

func (p *pair) service() string {
	s, _, _ := strings.Cut(p.Doc, "/")
	return s
}

// drift is a folder of real pairs.
type drift struct {
	dir   string
	pairs []*pair
	// labels are the adjudicated ones, by pair.
	labels map[int]string
}

//go:embed adjudications.tsv
var adjudications string

// openDrift reads the index of a folder; an error that matches fs.ErrNotExist
// means that there is none.
func openDrift(dir string) (*drift, error) {
	f, err := os.Open(filepath.Join(dir, "pairs.jsonl"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	d := &drift{dir: dir}
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		p := &pair{}
		if err := json.Unmarshal(in.Bytes(), p); err != nil {
			return nil, fmt.Errorf("read pairs: %w", err)
		}
		if wantOf[p.Label] == nil {
			return nil, fmt.Errorf("read pairs: pair %d has the unknown label %q", p.ID, p.Label)
		}
		d.pairs = append(d.pairs, p)
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("read pairs: %w", err)
	}
	d.labels, err = readAdjudications(adjudications)
	return d, err
}

// readAdjudications reads lines of pair, label and reason, parted by tabs.
func readAdjudications(tsv string) (map[int]string, error) {
	labels := map[int]string{}
	for n, line := range strings.Split(tsv, "\n") {
		fields := strings.SplitN(line, "\t", 3)
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" || fields[0] == "pair" {
			continue
		}
		id, err := strconv.Atoi(fields[0])
		if err != nil || len(fields) < 3 || strings.TrimSpace(fields[2]) == "" {
			return nil, fmt.Errorf("read adjudications: line %d: want pair, label and reason, parted by tabs", n+1)
		}
		label := fields[1]
		if wantOf[label] == nil && label != doubtful {
			return nil, fmt.Errorf("read adjudications: line %d: unknown label %q", n+1, label)
		}
		labels[id] = label
	}
	return labels, nil
}

// label is a pair's, as adjudicated where it was.
func (d *drift) label(p *pair, adjudicated bool) string {
	if l := d.labels[p.ID]; adjudicated && l != "" {
		return l
	}
	return p.Label
}

// cases makes one of every pair. Other places of its host answer 404.
func (d *drift) cases() ([]set.Case, error) {
	var list []set.Case
	for _, p := range d.pairs {
		c := set.Case{Name: p.name(), Site: p.service(), Class: p.Label, Path: "/" + slug(p.Doc), Want: wantOf[p.Label]}
		for web, blob := range map[*set.Web]string{&c.Before: p.Before.Blob, &c.After: p.After.Blob} {
			body, err := gunzip(filepath.Join(d.dir, "html", blob+".html.gz"))
			if err != nil {
				return nil, fmt.Errorf("read %s: %w", p.name(), err)
			}
			// What looks like a placeholder of ours is the page's own.
			body = bytes.ReplaceAll(body, []byte("{{host}}"), []byte("{{ host }}"))
			body = bytes.ReplaceAll(body, []byte("{{path}}"), []byte("{{ path }}"))
			*web = set.Web{c.Path: {Body: body}}
		}
		passages, err := d.passages(p)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", p.name(), err)
		}
		for _, q := range passages {
			states := []string{"verbatim", "edited"}
			if !q.survives {
				states = []string{"edited", "unclear", "gone"}
			}
			c.Quotes, c.QuoteStates = append(c.Quotes, q.text), append(c.QuoteStates, states)
		}
		list = append(list, c)
	}
	return list, nil
}

func slug(doc string) string {
	_, title, _ := strings.Cut(doc, "/")
	return strings.ToLower(strings.Join(strings.FieldsFunc(title, func(r rune) bool { return r >= 0x80 || !isAlnum(byte(r)) }), "-"))
}

func isAlnum(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

func gunzip(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}
