package verdict

import (
	"strings"
	"testing"
)

// What stands in the way of a page, or in its place, is known in languages beyond those
// that sources are mostly in.
func TestWordsOfMoreLanguages(t *testing.T) {
	const wall, pause, gone = "blocked/bot-wall", "unreachable/http-5xx", "dead/soft-404"
	ref := refOf(tongues[0].page())
	for _, c := range []struct{ lang, text, first, later string }{
		{"ar", "التحقق الأمني\nيرجى التأكيد أنك لست روبوتا للمتابعة.", wall, wall},
		{"ar", "تحقق\nالتحقق من أنك لست روبوتا\nيرجى الانتظار بينما نتحقق من متصفحك.", wall, wall},
		{"he", "אימות\nאנא אשר שאינך רובוט.", wall, wall},
		{"hu", "Ellenőrzés\nErősítse meg, hogy nem robot.", wall, wall},
		{"vi", "Xác minh\nVui lòng xác nhận bạn không phải là rô-bốt.", wall, wall},
		{"pl", "Przerwa techniczna\nTrwają prace serwisowe. Zapraszamy później.", pause, pause},
		{"ka", "ტექნიკური სამუშაოები\nსცადეთ მოგვიანებით.", pause, pause},
		{"ar", "صيانة\nالموقع قيد الصيانة. يرجى المحاولة لاحقا.", pause, pause},
		{"sq", "Faqja nuk u gjet\nFaqja që kërkoni nuk ekziston.", gone, gone},
		{"ca", "Pàgina no trobada\nLa pàgina que cerqueu no existeix.", gone, gone},
		{"sl", "Stran ni bila najdena\nStran, ki jo iščete, ne obstaja.", gone, gone},
		{"mn", "Хуудас олдсонгүй\nТаны хайсан хуудас байхгүй байна.", gone, gone},
	} {
		title, _, _ := strings.Cut(c.text, "\n")
		p := Page{Kind: "html", Title: title, Headings: []string{title}, Lang: c.lang, Visible: c.text, Main: c.text}
		for r, want := range map[*Reference]string{nil: c.first, ref: c.later} {
			if j := Judge(r, lookAt(200, p), Probes{}, nil); string(j.Verdict)+"/"+string(j.Reason) != want {
				t.Errorf("%s %q (reference: %v): %s/%s, want %s: %v", c.lang, title, r != nil, j.Verdict, j.Reason, want, j.Evidence)
			}
		}
	}
}
