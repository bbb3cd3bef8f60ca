package extract

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
)

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
// process of its own; and laid, where it is asked for.
func (x *Extractor) readPDF(ctx context.Context, doc *Document, body io.Reader, laid *Laid) error {
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
	var pdf pdfReader
	res, err := x.stream(ctx, f, x.limited(tool, "-enc", "UTF-8", "-bbox-layout", "/proc/self/fd/0", "-"), pdf.read)
	if err != nil {
		return err
	}
	if res.notStarted() {
		return fmt.Errorf("start pdftotext: %s", lastLine(res.notes))
	}
	doc.Charset, doc.CharsetFrom = "utf-8", "utf-8"
	size := bodySize(pdf.pages)
	if laid != nil {
		mirrorPages(pdf.pages)
		size = markedSize(pdf.pages, size)
		joinMarks(pdf.pages, size)
	}
	doc.setLines(pdf.pages, size)
	if laid != nil {
		links, why, err := x.pdfLinks(ctx, f)
		if err != nil {
			return err
		}
		laid.NoLinks = why
		laid.take(pdf.pages, links)
	}
	words := hasWords([]byte(doc.Visible), 1)
	switch {
	case res.timeout:
		doc.find(FindingTimeout, fmt.Sprintf("pdftotext took longer than %v", x.cfg.Timeout))
	case res.cut:
		doc.find(FindingTooLarge, fmt.Sprintf("only the first %d MiB of text were read", maxOutput>>20))
	case endsEarly(f, st.Size()) && (res.code != 0 || !words || strings.Contains(res.notes, "Syntax ")):
		doc.find(FindingCutShort, "the PDF ends before its end: its last part is missing")
	case res.code == 0 && words:
	case res.code == 0 && len(doc.Pages) > 0:
		if blank, err := x.blankPages(ctx, f, len(doc.Pages)); err != nil {
			return err
		} else if blank && !strings.Contains(res.notes, " Error") {
			doc.Kind = KindEmpty
			break
		} else if blank { // what could not be made has nothing on it either: it is not known to be blank
			doc.find(FindingDamaged, "pdftotext could not read it: "+lastLine(res.notes))
			break
		}
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

// mostBlank is how many pages a PDF has at most that is looked at for being blank.
const mostBlank = 4

// blankPages tells whether nothing at all is to be seen on the pages of a PDF
// without text: a scan shows something. Where they cannot be drawn it tells no.
func (x *Extractor) blankPages(ctx context.Context, f *os.File, pages int) (bool, error) {
	tool, err := exec.LookPath("pdftoppm")
	if err != nil || pages > mostBlank {
		return false, nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return false, fmt.Errorf("read the PDF again: %w", err)
	}
	drawn, even := 0, true
	res, err := x.stream(ctx, f, x.limited(tool, "-gray", "-scale-to", "600", "/proc/self/fd/0"), func(r io.Reader) bool {
		in := bufio.NewReader(r)
		for even {
			var w, h, most int
			if n, _ := fmt.Fscanf(in, "P5\n%d %d\n%d\n", &w, &h, &most); n < 3 {
				return true // the end
			}
			if w <= 0 || h <= 0 || w > 600 || h > 600 {
				return false
			}
			page := make([]byte, w*h)
			if _, err := io.ReadFull(in, page); err != nil {
				return false
			}
			even = slices.Max(page)-slices.Min(page) <= 2
			drawn++
		}
		return false // one shows something
	})
	if err != nil {
		return false, err
	}
	return even && drawn == pages && res.code == 0 && !res.cut, nil
}

// endsEarly tells that a PDF lacks the mark at its end (ISO 32000-1, 7.5.5), which
// readers look for in the last kilobyte. Some writers forget it, so it takes more
// to say that something is missing.
func endsEarly(r io.ReaderAt, size int64) bool {
	const tail = 2 << 10
	return size > tail && bytes.Contains(window(r, 0, min(size, pdfWindow)), []byte(" obj")) && !bytes.Contains(window(r, max(0, size-tail), size), []byte("%%EOF"))
}

// lastLine is what pdftotext gave up with.
func lastLine(notes string) string {
	notes = strings.TrimSpace(notes)
	return collapse([]byte(notes[strings.LastIndexByte(notes, '\n')+1:]), 200)
}
