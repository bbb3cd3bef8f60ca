package compare

import (
	"testing"

	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// TestTails: what pages count behind their text is no edit of it, and what the text
// counts is.
func TestTails(t *testing.T) {
	const rules = "关于工会登记管理的若干规定\n第一条　为规范工会登记管理工作，根据有关法律法规，结合本市实际，制定本规定。\n第二条　申请登记的工会应当有二十五名以上会员，并提交会员名册。\n第三条　登记机关应当自收到申请之日起三十日内作出决定；不予登记的，应当书面说明理由。\n"
	page := func(s string) *pages.Prepared { return pages.Prepare(pages.Page{Kind: "html", Visible: s, Main: s}) }
	for _, c := range []struct {
		old, now string
		want     bool
	}{
		{rules + "分享到： 浏览次数：1204 次", rules + "分享到： 浏览次数：98712 次", false},
		{rules + "【打印】 点击量（33）", rules + "【打印】 点击量（871）", false},
		{rules + "浏览次数：1204 次 字号：大 中 小", rules + "浏览次数：98712 次 字号：大 中 小", false},
		{rules + "监测观看数：1204 人死亡", rules + "监测观看数：2204 人死亡", true},
		{rules + "参加人数：1204 人", rules + "参加人数：2204 人", true},
		{rules + "第四条　罚款 5000 元以上。浏览次数：1", rules + "第四条　罚款 9000 元以上。浏览次数：2", true},
	} {
		if d := Pages(page(c.old), page(c.now)); d.Significant != c.want {
			t.Errorf("%q → %q: %v: %+v", c.old[max(0, len(c.old)-80):], c.now[max(0, len(c.now)-80):], d.Significant, d.Edits)
		}
	}
	for text, want := range map[string]bool{"Page made in 0.034 sec": true, "Время генерации страницы: 0.034 сек.": true, "in 34 sec": false, "3.5 years": false,
		"The shots fell within 1.5 seconds.": false, "The guards waited for 14.25 seconds before they opened the gate and let him go": false} {
		s := lex.Text(text, false)
		if got := isMeasured(s, lex.Span{From: 0, To: len(s.Tokens)}); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
