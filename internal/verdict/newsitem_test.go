package verdict

import (
	"strings"
	"testing"
)

// A short item of news about such things is one, and the message itself, with or
// without a date above it, is what it says.
func TestNewsOfSuchThings(t *testing.T) {
	for _, c := range []struct{ name, title, line, text, want string }{
		{"a name for sale", "Domain for sale", "By Dana Rusticus 17 May 2024", "A domain seized from the opposition is now for sale.\nThe price is $3,000, the registrar says.", "ok/first-seen"},
		{"its message", "Domain for sale", "", "This domain is for sale.\nMake an offer to the owner.", "dead/parked"},
		{"its message, dated", "Domain for sale", "17 May 2024", "This domain is for sale.\nClick here to make your offer.", "dead/parked"},
		{"removed, ru", "Страница удалена", "Дана Рустикова, 17 мая 2024", "Страница движения в социальной сети удалена по решению суда, сообщил его лидер.\nДоступ к информационному ресурсу ограничен с 12 марта.", "ok/first-seen"},
		{"its message, ru", "Страница удалена", "", "Запрашиваемая страница удалена по решению суда.\nВоспользуйтесь поиском.", "dead/soft-404"},
		{"its message, ru, dated", "Страница удалена", "17 мая 2024", "Запрашиваемая страница удалена.\nВозможно, она устарела.", "dead/soft-404"},
		{"the block, ru", "Доступ ограничен", "17 мая 2024", "Доступ к информационному ресурсу ограничен на основании закона № 149-ФЗ.", "blocked/geo-block"},
		{"not to be found, fr", "« Page introuvable »", "Par Luc Morel, le 17 mai 2024", "Le site de la préfecture affiche désormais « page introuvable » à la place des analyses.\nLes archives ont été supprimées le 3 mars.", "ok/first-seen"},
		{"its message, fr", "Page introuvable", "", "La page demandée est introuvable.\nLes archives ont été supprimées.", "dead/soft-404"},
		{"deleted, zh", "内容已被删除", "2024年5月17日", "多篇报道湖区污染的文章显示“该内容已被发布者删除”。\n平台没有回应。", "ok/first-seen"},
		{"its message, zh", "内容已被删除", "", "该内容已被发布者删除。\n平台没有回应。", "dead/soft-404"},
	} {
		lines := c.title + "\n" + c.line + "\n" + c.text
		p := Page{Kind: "html", Title: c.title + " | The Herald", Headings: []string{c.title}, Visible: "The Herald\nNews\nAbout\n" + strings.ReplaceAll(lines, "\n\n", "\n") + "\n© 2024 The Herald. All rights reserved.", Main: strings.ReplaceAll(lines, "\n\n", "\n")}
		j := Judge(nil, lookAt(200, p), Probes{}, nil)
		if got := string(j.Verdict) + "/" + string(j.Reason); got != c.want {
			t.Errorf("%s: %s, want %s: %v", c.name, got, c.want, j.Evidence)
		}
		// With the text as reference, it lives.
		if c.want == "ok/first-seen" {
			more := p
			more.Visible = strings.Replace(p.Visible, "About\n", "About\nWeather: +14\n", 1)
			if j := Judge(refOf(p), lookAt(200, more), Probes{}, nil); j.Verdict != OK {
				t.Errorf("%s, later: %s/%s: %v", c.name, j.Verdict, j.Reason, j.Evidence)
			}
		}
	}
}
