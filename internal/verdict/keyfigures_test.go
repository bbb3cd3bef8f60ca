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
		{"above the headline, a section's", "Society 1204/Title", "Society 88123/Title", false},
		{"above the headline, money", "Fines 43 euros/Title", "Fines 34 euros/Title", false},
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

// A figure in a short line between headline and text is what the page tells where it is
// money, a share, millions, or of what the text is of; and where it has become less.
func TestFiguresAboveText(t *testing.T) {
	const text = "The inspectorate of the valley looked at all bridges that were built before 1990, and at some that are younger.\nIts report was given to the district council on the day after, and no member of it has answered so far."
	const both, less, never = 1, 2, 3
	for _, c := range []struct {
		was, is string
		told    int
	}{
		{"Fine: 43 euros", "Fine: 54 euros", both},
		{"Штраф: 43 евро", "Штраф: 54 евро", both},
		{"Budget: 43 million", "Budget: 54 million", both},
		{"Share of the refused: 43 per cent", "Share of the refused: 54 per cent", both},
		{"Share of the refused: 43 per cent in 2023", "Share of the refused: 54 per cent in 2023", both},
		{"Длина: 43 км", "Длина: 54 км", both},
		{"43 bridges refused", "54 bridges refused", both},
		{"54 inspected", "61 inspected", both},
		{"Bridges: 43", "Bridges: 54", both},
		{"Refused: 43", "Refused: 54", less},
		{"43 permits refused", "54 permits refused", less},
		{"Qaralǵany: 318", "Qaralǵany: 702", less},
		{"Society 1204", "Society 88123", less},
		{"Views: 318", "Views: 702", never},
		{"318", "702", never},
	} {
		// A headline of few words is too short to be looked up.
		for _, headline := range []string{"What became of them", "What was decided", "Overview now", "Overview"} {
			page := func(line string) Page {
				v := headline + "\n" + line + "\n" + text
				return Page{Kind: "html", Title: headline + " - Valley Post", Headings: []string{headline}, Visible: v, Main: v}
			}
			for _, way := range []struct {
				was, is string
				told    bool
			}{{c.was, c.is, c.told == both}, {c.is, c.was, c.told == both || c.told == less}} {
				j := Judge(refOf(page(way.was)), lookAt(200, page(way.is)), Probes{}, nil)
				if got := j.Verdict == Changed; got != way.told {
					t.Errorf("%s: %q → %q: %s/%s, %s", headline, way.was, way.is, j.Verdict, j.Reason, j.Detail)
				}
			}
		}
	}
}
