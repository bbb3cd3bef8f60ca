package wacz

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// TestOpenRoom: lists that name more records than the WARC files can hold are left off
// there, in few times their size, whatever the number of the files that they are in.
func TestOpenRoom(t *testing.T) {
	line := `a)/ 20200221101500 {"url":"http://a/","filename":"data.warc.gz","offset":"0","length":"1"}` + "\n"
	page := `{"url":"http://a/","ts":"2020-02-21T10:15:00Z"}` + "\n"
	const warc = 10 * minRecord
	record := [2]string{archiveDir + "data.warc.gz", strings.Repeat("x", warc)}
	many := func(of string) string { return strings.Repeat(of, (4<<20)/len(of)) }
	files := [][2]string{record, {pagesPath, many(page)}}
	for i := range 8 {
		files = append(files, [2]string{fmt.Sprintf("%si%d.cdx", indexDir, i), many(line)})
	}
	b := pack(t, files...)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	a, err := Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	pages := a.Pages()
	runtime.ReadMemStats(&after)
	if n := 16 + warc/minRecord; len(a.Index()) > n || len(pages) > n {
		t.Errorf("%d lines, %d pages: want at most %d", len(a.Index()), len(pages), n)
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > 8*uint64(len(b)) {
		t.Errorf("took %d MiB", took>>20)
	}
	told := map[string]int{}
	for _, f := range a.Verify(t.Context()) {
		if f.Detail == tooMany {
			told[f.Code]++
		}
	}
	if told[CodeIndexMalformed] != 8 || told[CodePagesMalformed] != 1 {
		t.Errorf("told %v", told)
	}
	// All index files together are no longer than one may be.
	long := strings.Repeat("\n", maxIndex/2+1)
	b = pack(t, record, [2]string{indexDir + "a.cdx", long}, [2]string{indexDir + "b.cdx", long}, [2]string{indexDir + "c.cdx", line})
	if a, err = Open(bytes.NewReader(b), int64(len(b))); err != nil || len(a.faults) != 2 || len(a.Index()) != 0 {
		t.Errorf("%v: %+v", err, a.faults)
	}
}
