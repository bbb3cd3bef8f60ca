package verdict

import (
	"strings"
	"testing"

	"archiver/internal/verdict/compare"
)

func TestLeaf(t *testing.T) {
	leaves := map[string]string{
		"en": "Reference Library of the Council\nYou have downloaded a document from the Reference Library\nPublication date: 23 August 2018\nPlease cite as: https://library.example.org/67",
		"fr": "Bibliothèque de référence du Conseil\nVous avez téléchargé un document de la Bibliothèque\nDate de publication : 12 août 2019\nConditions d’utilisation : https://example.org/22",
		"ru": "Электронная библиотека Совета\nВы скачали документ из Электронной библиотеки\nДата публикации: 23 августа 2018 года\nСсылка для цитирования: https://example.org/67",
		"kk": "Кеңестің электрондық кітапханасы\nСіз құжатты электрондық кітапханадан жүктеп алдыңыз\nЖарияланған күні: 2018 жылғы 23 тамыз\nСілтеме: https://example.org/67",
	}
	pdf := func(leaves ...string) *Prepared {
		text := strings.Join(leaves, "\n")
		return Prepare(Page{Kind: "pdf", Pages: leaves, Visible: text, Main: text})
	}
	for lang, leaf := range leaves {
		d := decisions[lang]
		first, second := d[0]+"\n"+d[1], d[2]
		for _, c := range []struct {
			name    string
			was, is *Prepared
			want    bool
		}{
			{"a leaf before the document", pdf(first, second), pdf(leaf, first, second), false},
			{"a leaf with the title", pdf(first, second), pdf(leaf+"\n"+d[0], first, second), false},
			{"a leaf, and one figure", pdf(first, second), pdf(leaf, strings.Replace(first, "43", "34", 1), second), true},
			{"a leaf, and a page less", pdf(first, second), pdf(leaf, first), true},
			{"a leaf that is the document", pdf(first, second), pdf(leaf, second), true},
			{"a page of something else", pdf(first, second), pdf(decisions["en"][2]+"\nBy 14 May 2021 nothing of this was done by Mr. Karimov or by his office.", first, second), true},
			{"a notice that it was withdrawn", pdf(first, second), pdf(leaf+"\nThis document was withdrawn on 4 May 2021 and replaced. Отозван. Күші жойылды. Retiré.", first, second), true},
		} {
			for i, pair := range [][2]*Prepared{{c.was, c.is}, {c.is, c.was}} {
				if got := compare.Pages(pair[0], pair[1]); got.Significant != c.want {
					t.Errorf("%s, %s, %d: significant %v, want %v: %+v", lang, c.name, i, got.Significant, c.want, got.Edits)
				}
			}
		}
	}
}

func TestCutShort(t *testing.T) {
	page := func(finding string, text string) *Prepared {
		return Prepare(Page{Kind: "pdf", Visible: text, Main: text, Finding: finding})
	}
	whole := strings.Join(decisions["ru"], "\n")
	ref := &Reference{URL: "http://a.example/x.pdf", Page: page("", whole)}
	for _, c := range []struct {
		name string
		is   *Prepared
		want Reason
	}{
		{"half of it", page("cut-short", decisions["ru"][0]+"\n"+decisions["ru"][1]), Truncated},
		{"nothing of it", page("cut-short", ""), Truncated},
		{"all of it", page("cut-short", whole), Same},
		{"another text, whole", page("", strings.Join(decisions["fr"], "\n")), Replaced},
		{"damaged", page("damaged", ""), Unreadable},
	} {
		l := &Look{URL: ref.URL, FinalURL: ref.URL, Status: 200, BodyLen: 10_000, Page: c.is}
		if j := Judge(ref, l, Probes{}, nil); j.Reason != c.want {
			t.Errorf("%s: %s/%s, want %s", c.name, j.Verdict, j.Reason, c.want)
		}
	}
	was := &Reference{URL: ref.URL, Page: page("cut-short", whole)}
	if j := Judge(was, &Look{URL: ref.URL, FinalURL: ref.URL, Status: 200, Page: page("cut-short", decisions["ru"][0]+"\n"+decisions["ru"][1])}, Probes{}, nil); j.Verdict != Changed {
		t.Errorf("both cut short: %s/%s", j.Verdict, j.Reason)
	}
}
