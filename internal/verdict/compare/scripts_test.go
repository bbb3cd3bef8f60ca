package compare

import (
	"archiver/internal/verdict/pages"
	"strings"
	"testing"
)

// Ages and datelines in Turkish, Arabic and Chinese are noise as a line beside the
// headline; a sentence with the same words is none.
func TestAgesOfOtherTongues(t *testing.T) {
	text := "\n" + strings.Repeat("委员会要求政府提供尚未公布的调查记录，并期待在90天内得到答复。\nKomite, yayımlanmayan soruşturma tutanaklarını hükümetten istedi ve yanıtın gelmesini bekliyor.\n", 2)
	for _, c := range []struct {
		old, now string
		told     bool
	}{
		{"3天前", "2周前", false},
		{"5小时前", "3个月前", false},
		{"更新时间：2021-03-17 10:05", "更新时间：2021-03-18 08:40", false},
		{"3 gün önce", "2 hafta önce", false},
		{"Güncelleme: 17.03.2021 10:05", "Güncelleme: 18.03.2021 08:40", false},
		{"قبل 5 ساعات", "قبل 3 أشهر", false},
		{"罢工发生在3天前，矿工们没有得到任何答复。", "罢工发生在5天前，矿工们没有得到任何答复。", true},
		{"Grev 3 gün önce sona erdi ve madenciler işlerine geri döndü.", "Grev 5 gün önce sona erdi ve madenciler işlerine geri döndü.", true},
		{"开庭时间：2021-03-17 10:05", "开庭时间：2021-03-18 08:40", true},
	} {
		page := func(line string) *pages.Prepared {
			s := "矿工被迫在空白纸上签名\n" + line + text
			return pages.Prepare(pages.Page{Kind: "html", Title: "矿工被迫在空白纸上签名", Headings: []string{"矿工被迫在空白纸上签名"}, Visible: s, Main: s})
		}
		if got := Pages(page(c.old), page(c.now)); got.Significant != c.told {
			t.Errorf("%q → %q: %v %+v", c.old, c.now, got.Significant, got.Edits)
		}
	}
}

// A paragraph whose last words are joined or parted otherwise says what it said, at the
// end of the text too.
func TestJoinedAtTheEnd(t *testing.T) {
	const old = "اتحادیه می\u200cگوید از آغاز سال هفت معدنچی در حادثه\u200cهای کار جان باخته\u200cاند."
	page := func(text string) *pages.Prepared {
		s := "کارگران معدن به کار بازگشتند و دستمزد سه ماه را گرفتند.\n" + text
		return pages.Prepare(pages.Page{Kind: "html", Visible: s, Main: s})
	}
	if got := Pages(page(old), page(strings.ReplaceAll(old, "\u200c", " "))); got.Significant {
		t.Errorf("%+v", got.Edits)
	}
	if got := Pages(page(old), page(strings.Replace(old, "باخته\u200cاند", "داده\u200cاند", 1))); !got.Significant {
		t.Error("other words at the end are not told")
	}
}
