package verdict

import (
	"fmt"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestRepetitiveTexts: two texts of a megabyte that are made to be slow are compared in a
// second or two, which nothing else ends; by the square of what they repeat it took 23
// seconds to minutes. What counts is the time of the processor, which others' work does not
// lengthen.
func TestRepetitiveTexts(t *testing.T) {
	spent := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_THREAD, &u); err != nil {
			t.Fatal(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	counted := func(unit string) string {
		var b strings.Builder
		for i := 0; b.Len() < 1<<20; i++ {
			b.WriteString(strings.ReplaceAll(unit, "#", fmt.Sprint(i)))
		}
		return b.String()
	}
	every := func(s string, n int, word string) string {
		list := strings.SplitAfter(s, " ")
		for i := n / 2; i < len(list); i += n {
			list[i] = word
		}
		return strings.Join(list, "")
	}
	renumbered := func(s string) string { return strings.ReplaceAll(s, "1", "2") + "x" }
	again := strings.Repeat("a b c d ", 1<<17)
	row, words, rows := counted("https://a.b/# \tp. # "), counted("w# "), counted("w#\tv#\n")
	names, sums := counted("Maks# Bokayev "), counted("#,000 people. ")
	for name, c := range map[string]struct{ old, now string }{
		"the same again and again": {again, again[:len(again)/2] + "e " + again[len(again)/2:]},
		"cells of one row":         {row, every(row, 7, "new ")},
		"words of one line":        {words, every(words, 7, "new ")},
		"every other word, names":  {names, renumbered(names)},
		"every other word, sums":   {sums, renumbered(sums)},
		"rows of a table":          {rows, strings.NewReplacer("w", "x", "v", "y").Replace(rows)},
		"strokes":                  {"1" + strings.Repeat("–#-#", 1<<18), "1" + strings.Repeat("–2-2 ", 1<<17)},
	} {
		t.Run(name, func(t *testing.T) {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			page := func(s string) *Prepared { return Prepare(Page{Kind: "html", Visible: s, Main: s, Title: "The report"}) }
			began := spent()
			Judge(&Reference{URL: "https://a.example/b", Status: 200, Page: page(c.old)},
				&Look{URL: "https://a.example/b", FinalURL: "https://a.example/b", Status: 200, BodyLen: int64(len(c.now)), Page: page(c.now)}, Probes{}, nil)
			if took := spent() - began; took > 15*time.Second {
				t.Errorf("took %s", took)
			} else {
				t.Log(took)
			}
		})
	}
}
