package source

import (
	"fmt"
	"strings"
	"testing"
)

func TestPlaces(t *testing.T) {
	for locator, want := range map[string]string{
		"Items 92 and 93":              "¶92 ¶93",
		"p. 14":                        "p14",
		"pp. 14-15":                    "p14 p15",
		"pp. 14–16, 20":                "p14 p15 p16 p20",
		"page 3":                       "p3",
		"paras 12–14":                  "¶12 ¶13 ¶14",
		"paras. 12 to 14 and 17":       "¶12 ¶13 ¶14 ¶17",
		"§ 5":                          "¶5",
		"§§ 5, 7 & 9":                  "¶5 ¶7 ¶9",
		"Article 7":                    "a7",
		"Article 7 (2)":                "a7 ¶2",
		"Article 7(2), p. 3":           "a7 ¶2 p3",
		"Art. 19":                      "a19",
		"пункт 5":                      "¶5",
		"пункты 5 и 6":                 "¶5 ¶6",
		"пп. 5–7":                      "¶5 ¶6 ¶7",
		"п. 2 ст. 7":                   "¶2 a7",
		"стр. 12":                      "p12",
		"с. 12–13":                     "p12 p13",
		"статья 7":                     "a7",
		"ст. 7":                        "a7",
		"Глава 3, статья 12":           "s3 a12",
		"7-бап":                        "a7",
		"7-баптың 2-тармағы":           "a7 ¶2",
		"12-бет":                       "p12",
		"12–14-беттер":                 "p12 p13 p14",
		"5-тармақ":                     "¶5",
		"points 12 et 13":              "¶12 ¶13",
		"pages 3 à 5":                  "p3 p4 p5",
		"Abs. 3":                       "¶3",
		"S. 12":                        "p12",
		"Section IV":                   "siv",
		"Annex A, para. 3":             "sa ¶3",
		"No. 17, paragraphs 12 and 13": "¶12 ¶13",
		"No. 17":                       "¶17",
		"para. 3.2":                    "¶3.2",
		"p. 14, 3 March 2019":          "p14",
		"para. 12 of the annex":        "¶12",
		"Principle 4":                  "¶4",
		"pp. 1-900":                    "p1 p900",
		"Table 2":                      "",
		"12:30":                        "",
		"Operative part":               "",
		"":                             "",
		"in part a matter of opinion":  "",
		"articles in the press":        "",
		"recital B":                    "rb",
		"recitals A to D and F":        "ra rb rc rd rf",
		"considérant B":                "rb",
		"Recital AB":                   "rab",
		"пункт В преамбулы":            "rв",
		"пункт B преамбулы":            "rb",
		"recital 12":                   "r12",
		"Art. 7(2)":                    "a7 ¶2",
		"Article 7(2)(b)":              "a7 ¶2 ·b",
		"point (a) of Article 7(2)":    "·a a7 ¶2",
		"Article 5 § 1 (c)":            "a5 ¶1 ·c",
		"Rule 4":                       "¶4",
		"§ 12":                         "¶12",
		"Chapter III":                  "siii",
		"Annex II":                     "sii",
		"p. 14-16":                     "p14 p15 p16",
		"paras. 5–7 and 9":             "¶5 ¶6 ¶7 ¶9",
		"page 2, page 2:":              "p2",
		"item iv":                      "·iv",
		"items i, ii and iv":           "·i ·ii ·iv",
		"item i":                       "·i",
		"подп. «а» п. 2 ст. 7":         "·а ¶2 a7",
		"пункт а) статьи 3":            "·а a3",
		"абз. 3":                       "c3",
		"абз. 2 ст. 7":                 "c2 a7",
		"alinéa 2 de l'article 7":      "c2 a7",
		"с. 14":                        "p14",
		"note 3":                       "n3",
		"p. 14, note 3":                "p14 n3",
		"footnotes 3 and 4":            "n3 n4",
		"сноска 5":                     "n5",
		"Smith et al. 2019, p. 14":     "p14",
		"п. Алматы":                    "",
		"note that 3 were":             "",
		"Постановление № 12, пункты 3–4": "¶3 ¶4",
	} {
		var got []string
		for _, p := range Places(locator) {
			got = append(got, map[PlaceKind]string{Page: "p", Section: "s", Article: "a", Recital: "r", Paragraph: "¶", Point: "·", Count: "c", Note: "n"}[p.Kind]+p.Number)
		}
		// Kazakh places are found first; the order of kinds does not matter.
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%q: %q, want %q", locator, g, want)
		}
	}
	var long strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&long, "p. %d, ", i)
	}
	if n := len(Places(long.String())); n != maxPlaces {
		t.Errorf("%d places", n)
	}
}
