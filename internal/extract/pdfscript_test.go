package extract

import (
	"strings"
	"testing"
)

// TestPDFMirroredWords: on a page that is written from right to left, a line of an address
// alone keeps its last figures, a number is a note's where it stands apart or has its stop
// on the left, and what another font has higher letters for is not raised.
func TestPDFMirroredWords(t *testing.T) {
	t.Parallel()
	end := placedWord{text: "\n\n"}
	got := layWords([]placedWord{
		{280, 100, 24, 16, "ببسلا"}, {307, 101, 20, 12, "2018"}, {331, 100, 40, 16, ".هايملا"}, {374, 101, 9, 12, "40"}, {386, 100, 20, 16, "تقلغأ"}, end,
		{268, 120, 4, 7, "1"}, {272, 120, 4, 15, "."}, {276, 120, 60, 16, "ملعي"}, {339, 120, 30, 16, "ريزولا"}, {372, 120, 34, 16, "ناك"}, end,
		{120, 300, 180, 12, "https://a.example/ar/x"}, {303, 300, 40, 12, "ةيدلبلا"}, {346, 300, 40, 12, "ريرقت"}, {392, 300, 8, 12, ".1"}, end,
		{100, 320, 8, 12, "↩"}, {110, 320, 50, 12, ".Poe,"}, {163, 320, 60, 12, "Salt,"}, {226, 320, 163, 12, "https://b.example/y"}, {392, 320, 8, 12, ".2"}, end,
		{196, 340, 3, 12, "."}, {200, 340, 148, 12, "https://c.example/z"}, {351, 340, 11, 12, "p."}, {365, 340, 14, 12, "40"}, end,
		{150, 360, 30, 12, "رح"}, {180, 360, 5, 12, "-"}, {185, 360, 40, 12, "عيب"}, {225, 360, 5, 12, "/"}, {230, 360, 100, 12, "https://d.example"}, {333, 360, 40, 12, "ةيدلبلا"}, {376, 360, 10, 12, "،22"},
	})
	want := []string{
		"أغلقت 40 المياه. 2018 السبب",
		"كان الوزير يعلم.^1",
		"1. تقرير البلدية https://a.example/ar/x",
		"2. Poe, Salt, https://b.example/y. ↩",
		"https://c.example/z p. 40 .",
		"22، البلدية https://d.example/بيع-حر",
	}
	if got != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

// TestPDFChinese: no blank stands where a figure or an address meets Chinese letters that
// are set a little apart, nor where a line ends; where one was typed, it stays.
func TestPDFChinese(t *testing.T) {
	t.Parallel()
	nl := placedWord{text: "\n"}
	got := layWords([]placedWord{
		{50, 50, 24, 14, "2015"}, {76, 50, 12, 14, "年"}, {90, 50, 120, 14, "水位下降没有安"}, nl,
		{50, 66, 60, 14, "装设备。"}, {114, 66, 100, 14, "https://a.example/b"}, {218, 66, 24, 14, "访问"},
	})
	if want := "2015年水位下降没有安\n装设备。 https://a.example/b 访问"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if j := joinOf([]byte("水位下降没有安"), "装设备。", nil); j != JoinHyphen {
		t.Errorf("a line that goes on in Chinese: join %d", j)
	}
}

// TestPDFLinkGoesOn: a line within the link that the line before ended in begins no note,
// whatever number it begins with.
func TestPDFLinkGoesOn(t *testing.T) {
	t.Parallel()
	page := func(words string) string {
		return "<page width=\"450\" height=\"600\">\n<block >\n" + words + "</block >\n</page>\n"
	}
	line := func(y, text string) string {
		return "<line >\n<word xMin=\"50\" yMin=\"" + y + "00\" xMax=\"250\" yMax=\"" + y + "12\">" + text + "</word>\n</line>\n"
	}
	link := `<text top="%" left="50" width="200" height="12" font="0"><a href="https://a.example/akt/1-2019.docx">x</a></text>` + "\n"
	laid := LayXML(strings.NewReader(page(line("3", "https://a.example/akt/1-201")+line("4", "9.docx"))),
		strings.NewReader("<page number=\"1\" height=\"600\" width=\"450\">\n"+strings.ReplaceAll(link, "%", "300")+strings.ReplaceAll(link, "%", "400")+"</page>\n"))
	if len(laid.Lines) != 2 || laid.Lines[0].Words[0].Link == "" || laid.Lines[1].Join == NewParagraph {
		t.Errorf("lines: %+v", laid.Lines)
	}
}

// TestPDFNotesAlone: notes that fill the next page are notes there as well.
func TestPDFNotesAlone(t *testing.T) {
	t.Parallel()
	word := func(x, y, w, h, text string) string {
		return "<word xMin=\"" + x + "\" yMin=\"" + y + "\" xMax=\"" + w + "\" yMax=\"" + h + "\">" + text + "</word>\n"
	}
	text := "<page width=\"450\" height=\"600\">\n<block >\n<line >\n" + word("50", "50", "250", "65", "Nobody-came-back-to-the-river-since") + word("251", "49", "255", "57", "1") +
		word("258", "50", "290", "65", "or-so.") + word("291", "49", "295", "57", "2") + "</line>\n</block>\n<block >\n<line >\n" +
		word("50", "500", "56", "510", "1.") + word("60", "500", "100", "510", "Letter.") + "</line>\n</block>\n</page>\n" +
		"<page width=\"450\" height=\"600\">\n<block >\n<line >\n" + word("50", "50", "56", "60", "2.") + word("60", "50", "160", "60", "https://a.example/") + "</line>\n</block>\n</page>\n"
	laid := LayXML(strings.NewReader(text), strings.NewReader(""))
	if n := len(laid.Lines); n != 3 || laid.Lines[1].Kind != NoteLine || laid.Lines[2].Kind != NoteLine {
		t.Errorf("lines: %+v", laid.Lines)
	}
}

// TestPDFMirroredHeights: a line whose widest word is a figure of a lower font is as high as
// its own letters, and so goes on in the next.
func TestPDFMirroredHeights(t *testing.T) {
	t.Parallel()
	nl := placedWord{text: "\n"}
	got := layJoined([]placedWord{
		{250, 101, 60, 15, "2010-2019"}, {313, 100, 40, 19, "هايملا"}, {356, 100, 50, 19, "تقلغأ"}, nl,
		{300, 122, 50, 19, "ةيدلبلا"}, {353, 123, 15, 15, "57"}, {371, 122, 35, 19, "نيب"},
	})
	if want := "أغلقت المياه 2010-2019\n+بين 57 البلدية"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
