package extract

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"unicode/utf8"
)

// edgeLines is how many lines at the top and at the foot of a page can be
// running headers and footers.
const edgeLines = 3

// setLimits bounds a process and turns it into another program: seconds of
// processor time before SIGXCPU and before SIGKILL, KiB of memory, no files
// written, no core. A shell does so in 0.2 ms, where a start of this program
// takes twice the time of reading a PDF, and the limits stand before the other
// program's first instruction, as they could not if they were set from outside.
const setLimits = `{ ulimit -c 0 && ulimit -f 0 && ulimit -S -t "$1" && ulimit -H -t "$2" && ulimit -v "$3"; } || exit 125
shift 3
exec "$@"`

// limited is the command that runs argv under the limits of the Extractor.
func (x *Extractor) limited(argv ...string) []string {
	seconds := cpuSeconds(x.cfg.Timeout)
	return append([]string{"/bin/sh", "-c", setLimits, "sh", strconv.FormatInt(seconds, 10), strconv.FormatInt(seconds+1, 10), strconv.FormatInt(x.cfg.Memory>>10, 10)}, argv...)
}

// notStarted tells that setLimits failed, or that the program could not be
// run (POSIX, 2.8.2 Exit Status for Commands). pdftotext ends with less.
func (r *result) notStarted() bool { return r.code >= 125 && r.code <= 127 }

// readPDF fills doc by pdftotext (https://poppler.freedesktop.org), in a
// process of its own.
func (x *Extractor) readPDF(ctx context.Context, doc *Document, body io.Reader) error {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		doc.find(FindingNoTool, "pdftotext is missing, so PDFs cannot be read: apt install poppler-utils")
		return nil
	}
	f, tooLarge, err := spool(body, maxFile)
	if err != nil {
		return err
	}
	defer f.Close()
	if tooLarge {
		doc.find(FindingTooLarge, fmt.Sprintf("the file is over %d MiB", maxFile>>20))
		return nil
	}
	st, err := f.Stat()
	if err != nil {
		return err
	}
	doc.Title = pdfTitle(f, st.Size())
	res, err := x.work(ctx, f, x.limited(tool, "-enc", "UTF-8", "/proc/self/fd/0", "-"))
	if err != nil {
		return err
	}
	if res.notStarted() {
		return fmt.Errorf("start pdftotext: %s", lastLine(res.notes))
	}
	doc.Charset, doc.CharsetFrom = "utf-8", "utf-8"
	doc.setPages(splitPages(res.out))
	words := hasWords([]byte(doc.Visible), 1)
	switch {
	case res.timeout:
		doc.find(FindingTimeout, fmt.Sprintf("pdftotext took longer than %v", x.cfg.Timeout))
	case res.cut:
		doc.find(FindingTooLarge, fmt.Sprintf("only the first %d MiB of text were read", maxOutput>>20))
	case res.code == 0 && words:
	case res.code == 0 && len(doc.Pages) > 0:
		doc.find(FindingNeedsOCR, fmt.Sprintf("no text in %d pages: scanned?", len(doc.Pages)))
	case strings.Contains(res.notes, "Incorrect password"):
		doc.find(FindingEncrypted, "a password is needed to read this PDF")
	case res.outOfMemory():
		doc.find(FindingTooLarge, fmt.Sprintf("pdftotext needs more than %d MiB of memory", x.cfg.Memory>>20))
	default:
		doc.find(FindingDamaged, "pdftotext could not read it: "+lastLine(res.notes))
	}
	return nil
}

// lastLine is what pdftotext gave up with.
func lastLine(notes string) string {
	notes = strings.TrimSpace(notes)
	return collapse([]byte(notes[strings.LastIndexByte(notes, '\n')+1:]), 200)
}

// splitPages cuts pdftotext's output at its form feeds, one after each page.
func splitPages(out []byte) []string {
	var pages []string
	for len(out) > 0 {
		page, rest, _ := bytes.Cut(out, []byte("\f"))
		out = rest
		page = bytes.Map(func(r rune) rune {
			if r < ' ' && r != '\n' && r != '\t' {
				return ' '
			}
			return r // bytes that are no UTF-8 become U+FFFD
		}, page)
		pages = append(pages, strings.Trim(string(page), " \n"))
	}
	return pages
}

// setPages sets the texts from pages: all of them, and the same without the
// lines that run through the document. Words hyphenated at a line's end were
// joined by pdftotext, where it saw the next line.
func (d *Document) setPages(pages []string) {
	d.Pages = pages
	d.Visible = joinPages(pages)
	running := runningLines(pages)
	if len(running) == 0 {
		d.Main = d.Visible
		return
	}
	bare := make([]string, len(pages))
	for i, p := range pages {
		lines := strings.Split(p, "\n")
		kept := make([]string, 0, len(lines))
		edges := edgesOf(lines)
		for j, line := range lines {
			if !edges(j) || !running[mask(line)] {
				kept = append(kept, line)
			}
		}
		bare[i] = strings.Trim(strings.Join(kept, "\n"), "\n")
	}
	d.Main = joinPages(bare)
}

func joinPages(pages []string) string {
	var b strings.Builder
	for _, p := range pages {
		if p != "" {
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(p)
		}
	}
	return b.String()
}

// runningLines finds the lines that stand at the edge of three pages or more,
// whatever numbers are in them.
func runningLines(pages []string) map[string]bool {
	if len(pages) < 3 {
		return nil
	}
	seen := make(map[string]int)
	for _, p := range pages {
		lines := strings.Split(p, "\n")
		edges := edgesOf(lines)
		once := make(map[string]bool, 2*edgeLines)
		for i, line := range lines {
			if m := mask(line); m != "" && edges(i) && !once[m] {
				once[m] = true
				seen[m]++
			}
		}
	}
	running := make(map[string]bool)
	for m, n := range seen {
		if n >= 3 {
			running[m] = true
		}
	}
	return running
}

// edgesOf tells which lines are among the first or the last few that are not
// blank.
func edgesOf(lines []string) func(int) bool {
	top, foot := len(lines), -1
	for i, n := 0, 0; i < len(lines); i++ {
		if strings.TrimSpace(lines[i]) != "" {
			if n++; n == edgeLines {
				top = i
				break
			}
		}
	}
	for i, n := len(lines)-1, 0; i >= 0; i-- {
		if strings.TrimSpace(lines[i]) != "" {
			if n++; n == edgeLines {
				foot = i
				break
			}
		}
	}
	return func(i int) bool { return i <= top || i >= foot }
}

// mask makes lines equal that differ in their numbers alone.
func mask(line string) string {
	out := make([]byte, 0, len(line))
	for _, r := range strings.TrimSpace(line) {
		if '0' <= r && r <= '9' {
			if len(out) == 0 || out[len(out)-1] != '#' {
				out = append(out, '#')
			}
			continue
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out)
}
