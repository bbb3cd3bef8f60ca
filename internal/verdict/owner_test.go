package verdict

import (
	"strings"
	"testing"
)

// A magazine that has neither a name nor the words of the old site, at every
// address, is another owner's. What names the old site, speaks of its matters, or
// may stand before it is not.
func TestAnotherOwner(t *testing.T) {
	for lang, stories := range map[string][]string{
		"en": {"How to pick a stretch ceiling", "Gloss or matte? We find which sheet suits a small bedroom and what fitting costs.", "Cleaning an oven within ten minutes", "Grandmother's remedies and shop sprays: which works, which spoils enamel.", "Tomato seedlings by lunar calendar", "Tables with lucky days, plus beginners' mistakes.", "Kitchen paint that lasts", "Compare brushes, rollers and pigments before spending."},
		"ru": {"Как выбрать натяжной потолок", "Глянцевый или матовый? Разбираемся, какое полотно подойдёт для маленькой комнаты и сколько стоит монтаж.", "Чем отмыть духовку за десять минут", "Народные средства и бытовая химия: что работает, а что портит эмаль.", "Рассада томатов по лунному календарю", "Таблица благоприятных дней и ошибки начинающих.", "Краска для кухни надолго", "Сравниваем кисти, валики и оттенки."},
		"kk": {"Керме төбені қалай таңдауға болады", "Жылтыр ма, күңгірт пе? Шағын бөлмеге қайсысы лайық және құрастыру қанша тұрады.", "Пешті он минутта тазалау тәсілі", "Халықтық әдістер және тұрмыстық химия: қайсысы әсерлі, қайсысы эмальға зиян.", "Қызанақ көшетін ай күнтізбесімен егу", "Қолайлы күндер кестесі және жаңадан бастаушылардың қателері.", "Асханаға арналған бояу түрлері", "Щётка, білікше және реңктерді салыстырамыз."},
		"fr": {"Bien choisir son plafond tendu", "Brillant ou mat ? Quelle toile convient aux petites chambres et combien coûte sa pose.", "Nettoyer un four sans produit cher", "Remèdes maison ou sprays : lequel marche, lequel abîme votre émail.", "Semis de tomates selon la lune", "Tableau des jours favorables, erreurs des débutants.", "Peinture de cuisine qui tient longtemps", "Comparons pinceaux, rouleaux et teintes avant achat."},
	} {
		tg := tongueOf(lang)
		const name = "Karavelle"
		stories = append(stories, stories[:4]...) // it has as many words as it takes
		page := func(lines ...string) *Look {
			text := "Zimzum\n" + strings.Join(lines, "\n")
			return lookAt(200, Page{Kind: "html", Title: "Zimzum", Lang: lang, Visible: text, Main: text})
		}
		text := name + "\nQwerty uiop\n" + strings.Join(tg.article, "\n")
		ref := refOf(Page{Kind: "html", Title: "Qwerty uiop", Lang: lang, Visible: text, Main: text})
		everywhere := func(l *Look) Probes { return Probes{Sibling: l, Home: l} }
		magazine := page(stories...)
		for _, c := range []struct {
			name  string
			look  *Look
			p     Probes
			taken bool
		}{
			{"everywhere", magazine, everywhere(magazine), true},
			{"not at other addresses", magazine, Probes{Sibling: lookAt(404, tg.small("404", tg.notFound)), Home: magazine}, false},
			{"not at the home page", magazine, Probes{Sibling: magazine, Home: lookAt(200, tg.other())}, false},
			{"names the old site", page(append([]string{name}, stories...)...), everywhere(page(append([]string{name}, stories...)...)), false},
			{"sends a form", page(stories...).head(`<form method="post">`), everywhere(magazine), false},
			{"asks", page(append([]string{tg.bot}, stories...)...), everywhere(page(append([]string{tg.bot}, stories...)...)), false},
			{"no headlines", page(strings.Join(stories, " ")), everywhere(page(strings.Join(stories, " "))), false},
			{"the old site's matters", page(append(words(tg.article), stories...)...), everywhere(page(append(words(tg.article), stories...)...)), false},
		} {
			if j := Judge(ref, c.look, c.p, nil); (j.Reason == Hijacked) != c.taken {
				t.Errorf("%s: %s: %s/%s, %v", lang, c.name, j.Verdict, j.Reason, j.Evidence)
			}
		}
	}
}

// words are the words of a text in another order: no shingle is left.
func words(text []string) []string {
	all := strings.Fields(strings.Join(text, " "))
	var out []string
	for i := 0; i+2 < len(all); i += 2 {
		out = append(out, all[i]+" "+all[(i*7+3)%len(all)])
	}
	return out
}
