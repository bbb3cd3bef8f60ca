package extract

import (
	"strings"
	"testing"
)

// TestPDFPrintedPage: what stands behind the text of a printed web page is no part
// of it: links to share it, lists of other pages, an address. What may be text is.
func TestPDFPrintedPage(t *testing.T) {
	for lang, c := range map[string]struct{ text, share, related, other, address, remark, more string }{
		"en": {"The court finds that the refusal was not founded in law.", "Share: Post · E-mail · Print", "Related", "Annual report 2023", "Public Ombudsperson, 4 Quay Street, Port Halvard", "The figure was corrected.", "The ministry says that it was never asked about the law at all."},
		"ru": {"Суд считает, что отказ не был основан на законе и отменяется.", "Поделиться: Почта · Печать", "По теме", "Годовой доклад", "Уполномоченный, улица Причальная, 4", "Число было исправлено.", "Министерство говорит, что его ни разу не спросили об этом законе."},
		"kk": {"Сот бас тарту заңға негізделмеген деп тауып, оның күшін жойды.", "Бөлісу: Пошта · Басып шығару", "Оқи отырыңыз", "Жылдық баяндама", "Уәкіл, Айлақ көшесі, 4", "Сан кейін түзетілді.", "Министрлік бұл заң туралы өзінен ешкім ешқашан сұрамағанын айтады екен."},
		"fr": {"La cour juge que le refus n’était pas fondé en droit.", "Partager : Courriel · Imprimer", "Lire aussi", "Rapport annuel 2023", "Défenseur public, 4 rue du Quai, Port-Halvard", "Le chiffre a été corrigé.", "Le ministère dit qu’on ne lui a jamais rien demandé sur cette loi."},
	} {
		for name, k := range map[string]struct {
			lines   []string
			printed bool
			gone    []string // from the main text
			kept    []string
		}{
			"share and address":        {[]string{c.share, c.related, c.other, c.address}, true, []string{c.share, c.related, c.other, c.address}, nil},
			"a list":                   {[]string{c.related, c.other}, true, []string{c.related, c.other}, nil},
			"no browser printed it":    {[]string{c.share, c.other, c.address}, false, nil, []string{c.share, c.other, c.address}},
			"an address of the text":   {[]string{c.other, c.address}, true, nil, []string{c.other, c.address}},
			"more text behind":         {[]string{c.share, c.other, c.more}, true, nil, []string{c.share, c.other, c.more}},
			"a remark behind":          {[]string{c.share, c.remark, c.address}, true, []string{c.share, c.address}, []string{c.remark}},
			"a sentence and the bar":   {[]string{c.more, c.share}, true, []string{c.share}, []string{c.more}},
			"a sentence with its word": {[]string{strings.TrimSuffix(c.more, ".") + ": " + c.share}, true, nil, []string{c.share}},
		} {
			page := []typed{{24, 15, 8, "11/26/26, 12:26 AM"}, {300, 15, 8, "Release"}, {60, 80, 10, "Release on the law"}, {60, 120, 10, c.text}}
			for i, l := range k.lines {
				page = append(page, typed{60, 160 + 40*float64(i), 10, l})
			}
			address := "https://ombud.example/33"
			if !k.printed {
				address = "Ombud"
			}
			page = append(page, typed{24, 782, 8, address}, typed{560, 782, 8, "1/1"})
			doc := readLayout(t, layout(page))
			for _, l := range k.gone {
				if strings.Contains(doc.Main, l) || !strings.Contains(doc.Visible, l) {
					t.Errorf("%s: %s: %q stands in %q, or not in all that is seen", lang, name, l, doc.Main)
				}
			}
			for _, l := range append(k.kept, c.text, "Release on the law") {
				if !strings.Contains(doc.Main, l) {
					t.Errorf("%s: %s: %q is lost from %q", lang, name, l, doc.Main)
				}
			}
		}
	}
}
