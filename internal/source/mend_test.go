package source

import (
	"strings"
	"testing"

	"archiver/internal/extract"
)

// TestPDFAddressParts: an address that filled its line and was broken within a word goes
// on in the next, where a figure shows that what stands there is no word; so does one that
// ends in a hyphen. A date or a word behind a whole address is none of it.
func TestPDFAddressParts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		full  bool
		lines []string
		want  string
	}{
		{true, []string{"1 Order,", "https://a.example/documents/8f0c2b/2018", "0220; see the letter."}, "https://a.example/documents/8f0c2b/20180220"},
		{true, []string{"1 Map,", "https://a.example/components/EMSR", "377."}, "https://a.example/components/EMSR377"},
		{true, []string{"1 Map,", "https://a.example/components/EMSR", "12 May 2020."}, "https://a.example/components/EMSR"},
		{true, []string{"1 Map,", "https://a.example/components/EMSR", "there."}, "https://a.example/components/EMSR"},
		{true, []string{"1 Map,", "https://a.example/components/EMSR", "12.03.2020."}, "https://a.example/components/EMSR"},
		{true, []string{"1 Map,", "https://a.example/components/EMSR", "p.4."}, "https://a.example/components/EMSR {p.4}"},
		{true, []string{"1 Map,", "https://a.example/components/EMSR", "S.4, 7."}, "https://a.example/components/EMSR {S.4, 7}"},
		{false, []string{"1 Map,", "https://a.example/components/EMSR", "377."}, "https://a.example/components/EMSR"},
		{true, []string{"1 Map: https://a.example/components/EMSR", "377."}, "https://a.example/components/EMSR"},
		{false, []string{"1 Request,", "https://a.example/request/maris#incoming", "-4471."}, "https://a.example/request/maris#incoming-4471"},
		{false, []string{"1 Report,", "https://a.example/03_Maris_(final)", ".pdf, p. 4."}, "https://a.example/03_Maris_(final).pdf {p. 4}"},
		{false, []string{"1 Copy,", "https://web.archive.org/web/20170312101010/http", "s://a.example/news-of-it."}, "https://a.example/news-of-it @20170312101010"},
		{false, []string{"1 Act,", "https://a.example/akty/14_(2019", ").pdf; see the law."}, "https://a.example/akty/14_(2019).pdf"},
		{false, []string{"1 决定，https://a.example/doc?", "from=index，2020年5月3日访问。"}, "https://a.example/doc?from=index"},
		{false, []string{"1 Register, https://a.example/persons-with-significant-", "control (accessed 3 May 2020)."}, "https://a.example/persons-with-significant-control"},
	} {
		laid := &extract.Laid{Lines: []extract.LaidLine{laidLine("It rose. ^1")}}
		for i, s := range tt.lines {
			l := laidLine(s)
			l.Kind, l.Full = extract.NoteLine, tt.full
			if i > 0 {
				l.Join = extract.JoinSpace
			}
			laid.Lines = append(laid.Lines, l)
		}
		im, err := Import("r.pdf", []byte("%PDF-1.7"), ImportOptions{Published: published(), LayPDF: func([]byte) (*extract.Laid, error) { return laid, nil }})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := short(im), "1 <It rose.> "+tt.want+"; "; got != want {
			t.Errorf("%s: got %s, want %s", strings.Join(tt.lines, " | "), got, want)
		}
	}
}
