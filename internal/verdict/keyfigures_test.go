package verdict

import (
	"strings"
	"testing"
)

// The figures of a page that is made of them are told; those that count who looked at
// it, and what stands above the headline on every page, are not.
func TestKeyFigures(t *testing.T) {
	const text = "Figures of the Ministry of Health. Beds are counted in all public hospitals of the region; deaths are counted by the date on which they were registered."
	for _, c := range []struct {
		name, lines, later string
		told               bool
	}{
		{"one", "Title/Confirmed/71,204/Deaths/1,118/Beds in use/61 %", "Title/Confirmed/71,204/Deaths/1,502/Beds in use/61 %", true},
		{"all", "Title/Confirmed/71,204/Deaths/1,118/Beds in use/61 %", "Title/Confirmed/98,330/Deaths/1,502/Beds in use/65 %", true},
		{"a share", "Title/In favour/43 %/Opposed/51 %", "Title/In favour/51 %/Opposed/43 %", true},
		{"a small share", "Title/In favour/4 %/Opposed/51 %", "Title/In favour/9 %/Opposed/51 %", true},
		{"above their names", "Title/71 204/Расстреляно/1 118/Сослано", "Title/71 240/Расстреляно/1 118/Сослано", true},
		{"with units", "Title/Budget/4.2 млн/Staff/31", "Title/Budget/2.4 млн/Staff/31", true},
		{"beside their names", "Title/Confirmed 71,204/Deaths 1,118/Beds in use 61 %", "Title/Confirmed 98,330/Deaths 1,502/Beds in use 61 %", true},
		{"one beside its name", "Title/71,204 confirmed/1,118 deaths/61 % of beds", "Title/71,204 confirmed/1,502 deaths/61 % of beds", true},
		{"readers beside their names", "Title/Views 1204/Comments 12", "Title/Views 88123/Comments 33", false},
		{"networks beside their names", "Title/Facebook 120/Telegram 33", "Title/Facebook 1250/Telegram 44", false},
		{"one alone", "Title/Society 1204", "Title/Society 88123", false},
		{"in another order", "Title/Confirmed/71,204/Deaths/1,118/Beds in use/61 %", "Title/Beds in use/61 %/Deaths/1,118/Confirmed/71,204", false},
		{"growth and decline", "Title/GDP/+1.2 %/Exports/-0.4 %", "Title/GDP/+2.1 %/Exports/-4.0 %", true},
		{"who cites", "Title/Accesses/1204/Citations/12/Altmetric/3", "Title/Accesses/1310/Citations/14/Altmetric/4", false},
		{"who pays", "Title/Pledged/1204/Backers/12", "Title/Pledged/9310/Backers/104", false},
		{"readers", "Title/Views/1204/Comments/12", "Title/Views/88123/Comments/33", false},
		{"readers without a name", "Title/Society/1204", "Title/Society/88123", false},
		{"networks", "Title/Facebook/120/Telegram/33", "Title/Facebook/1250/Telegram/44", false},
		{"above the headline", "Kursk/12/Oslo/3/Title", "Kursk/25/Oslo/14/Title", false},
		{"weather", "Title/Almaty/+21/Astana/+15", "Title/Almaty/+3/Astana/+1", false},
		{"rates", "Title/USD/447/EUR/480/Almaty/21", "Title/USD/512/EUR/533/Almaty/3", false},
	} {
		page := func(lines string) Page {
			v := strings.ReplaceAll(strings.ReplaceAll(lines, "/", "\n"), "Title", "The region in figures") + "\n" + text
			return Page{Kind: "html", Title: "The region in figures", Headings: []string{"The region in figures"}, Visible: v, Main: v}
		}
		for _, way := range [][2]string{{c.lines, c.later}, {c.later, c.lines}} {
			j := Judge(refOf(page(way[0])), lookAt(200, page(way[1])), Probes{}, nil)
			if want := map[bool]Verdict{true: Changed, false: OK}[c.told]; j.Verdict != want {
				t.Errorf("%s: %s/%s, %s", c.name, j.Verdict, j.Reason, j.Detail)
			}
		}
	}
}
