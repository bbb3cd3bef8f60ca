package passage

import (
	"archiver/internal/verdict/pages"
	"fmt"
	"strings"
	"testing"
)

// lorem is n words of a sentence about something.
func lorem(seed string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%s%d ", seed, i)
	}
	return strings.ToUpper(b.String()[:1]) + strings.TrimSpace(b.String())[1:] + "."
}

func para(n string) Place { return Place{PlaceParagraph, n} }

func TestLocate(t *testing.T) {
	html := func(lines ...string) pages.Page {
		text := strings.Join(lines, "\n")
		return pages.Page{Kind: "html", Visible: text, Main: text}
	}
	opinion := html(
		"Contents", "1. Facts ........ 2", "2. Law ........ 7", "92. Remedies 31", "93. Disposition 32",
		"91. The source adds that the hearing was closed to the public and to the press.",
		"92. The Government did not reply within the time limit. It asked for none.",
		"(a) The first ground is the want of any legal basis;",
		"93. In the light of the foregoing, the Working Group renders the opinion below.",
		"94. It requests the Government to take steps without delay.",
		"Notes", "91 See A/HRC/30/37, para. 12.", "92 See A/HRC/36/38, annex. It says more of it.", "93 Ibid.", "1. Home", "2. About us")
	law := html("Закон", "Оглавление", "Статья 6. Гласность", "Статья 7. Право на защиту", "Статья 8. Суд",
		"Статья 6. Гласность", "1. Заседания суда открыты для всех, кроме случаев, указанных в законе.",
		"Статья 7. Право на защиту", "1. Каждый имеет право на судебную защиту своих прав и свобод.",
		"2. Каждый имеет право на получение квалифицированной юридической помощи.",
		"Статья 8. Суд", "1. Правосудие осуществляется только судом.", "2. Судебная власть распространяется на все дела.")
	kazakh := html("6-бап. Жариялылық", "Сот отырыстары ашық өтеді және оған кез келген адам қатыса алады.",
		"7-бап. Қорғану құқығы", "1. Әркімнің өз құқықтары мен бостандықтарының сот арқылы қорғалуына құқығы бар.",
		"2. Әркімнің білікті заң көмегін алуға құқығы бар, ол заңмен белгіленеді.", "8-бап. Сот", "1. Сот төрелігін тек сот қана жүзеге асырады.")
	french := html("11. Le Comité note que l'État partie n'a pas répondu.", "12. Il recommande à l'État partie d'abroger la loi de 2018 sans délai.",
		"13. Il demande que les victimes soient indemnisées avant la fin de 2020.", "Pied de page", "12. Contact", "13. Plan du site")
	resolution := html("The European Parliament,", "– having regard to its previous resolutions on the country,",
		"A. whereas a presidential election was held on 9 June 2019 and was not free;",
		"B. whereas peaceful protesters were detained in several cities, some of them for days;",
		"C. whereas the rights of assembly and of association are restricted by law;",
		"D. whereas trade unions can't register;", "E. whereas the list goes on, as lists of this kind do;",
		"1. Calls on the government to:", "(a) release all who were detained for their opinions;", "(b) repeal the law on assemblies of 2020 without delay;", "(c) let the observers in;",
		"2. Instructs its President to forward this resolution.", "B. Smith, rapporteur")
	convention := html("CHAPTER III", "GENERAL PROVISIONS", "Article 7", "Freedom of movement", "Everyone who is lawfully within the territory may move freely in it.",
		"Everyone may leave any country, his own included, at any time.", "Article 8", "1. The first paragraph of the eighth article.", "2. Nobody may be held unless:", "(i) a court has ordered it;", "(ii) he was caught in the act;",
		"(iii) he agreed to it;", "(iv) it is to bring a minor before the authority;", "3. The third paragraph of the eighth article.", "CHAPTER IV", "FINAL PROVISIONS", "This Convention is open for signature.", "ANNEX II", "Forms", "The form to be used is in this annex.")
	russian := html("Европейский парламент,", "A. принимая во внимание, что выборы прошли 9 июня;", "B. принимая во внимание, что мирные протестующие были задержаны в нескольких городах;", "C. принимая во внимание, что закон не менялся;",
		"Статья 3. Права", "Первый абзац статьи говорит о правах, и говорит коротко.", "Второй абзац говорит об обязанностях тех, кто их имеет.", "а) право на труд в любом месте;", "б) право на отдых после труда;", "в) право на помощь;", "Статья 4. Конец", "Конец.")
	notes := html("3. The third paragraph of the text has words of its own, and many of them.", "4. The fourth paragraph.", "Notes", "1. Ibid.", "2. Interview, Almaty, 3 May 2019.", "3. Interview with a lawyer, Astana, 12 May 2019.", "4. Ibid.")
	for _, row := range []struct {
		name   string
		page   pages.Page
		places []Place
		want   []string // beginnings of the passages
		miss   int
	}{
		{"items", opinion, []Place{para("92"), para("93")}, []string{"The Government did not reply within the time limit. It asked for none.\n(a) The first ground", "In the light of the foregoing"}, 0},
		{"last of them", opinion, []Place{para("94")}, []string{"It requests the Government"}, 0},
		{"not there", opinion, []Place{para("95")}, nil, 1},
		{"статья", law, []Place{{PlaceArticle, "7"}}, []string{"Право на защиту\n1. Каждый имеет право на судебную защиту"}, 0},
		{"пункт статьи", law, []Place{para("2"), {PlaceArticle, "7"}}, []string{"Каждый имеет право на получение квалифицированной"}, 0},
		{"no such пункт", law, []Place{para("5"), {PlaceArticle, "7"}}, []string{"Право на защиту"}, 1},
		{"бап", kazakh, []Place{{PlaceArticle, "7"}}, []string{"Қорғану құқығы\n1. Әркімнің"}, 0},
		{"тармақ", kazakh, []Place{{PlaceArticle, "7"}, para("2")}, []string{"Әркімнің білікті заң көмегін"}, 0},
		{"points", french, []Place{para("12"), para("13")}, []string{"Il recommande à l'État", "Il demande que les victimes"}, 0},
		{"page of a web page", french, []Place{{PlacePage, "3"}}, nil, 1},
		{"brackets", html("(4) The fourth.", "(5) The fifth paragraph says a little more than that.", "(6) The sixth."), []Place{para("5")}, []string{"The fifth paragraph"}, 0},
		{"half a bracket", html("4) The fourth.", "5) The fifth paragraph says a little more than that.", "6) The sixth."), []Place{para("5")}, []string{"The fifth paragraph"}, 0},
		{"number in a cell", html("4.\tThe fourth.", "5.\tThe fifth paragraph says a little more than that.", "6.\tThe sixth."), []Place{para("5")}, []string{"The fifth paragraph"}, 0},
		{"number alone", html("4.", "The fourth.", "5.", "The fifth paragraph says a little more than that.", "6.", "The sixth."), []Place{para("5")}, []string{"The fifth paragraph"}, 0},
		{"no sign", html("4 The fourth one is here.", "5 The fifth paragraph says a little more than that.", "6 The sixth."), []Place{para("5")}, []string{"The fifth paragraph"}, 0},
		{"section sign", html("§ 4 Alles Recht geht vom Volke aus.", "§ 5 Eine Zensur findet nicht statt, und das ist gut.", "§ 6 Ende."), []Place{para("5")}, []string{"Eine Zensur"}, 0},
		{"Article", html("Article 6", "Everyone has the right to life and to more than that.", "Article 7", "No one shall be subjected to torture, in any place.", "Article 8", "End."), []Place{{PlaceArticle, "7"}}, []string{"No one shall be"}, 0},
		{"articles by number", html("6. Everyone has the right to life.", "7. No one shall be subjected to torture, in any place.", "8. End."), []Place{{PlaceArticle, "7"}}, []string{"No one shall be"}, 0},
		{"contents with leaders", html("Annex A", "Copying . . . . . . . . . . . 24", "Index . . . . . . . . . 32, and so on.", "Annex B . . . . . . 40", "Annex A", "Copying is allowed to all.", "Annex B", "End."), []Place{{PlaceSection, "a"}}, []string{"Copying is allowed"}, 0},
		{"notes as long as the text", html("6. The sixth paragraph.", "7. The Court finds for the applicant, in short.", "8. The eighth paragraph.", "Notes",
			"6. Ibid., at the page that was cited before, where more is said of this.", "7. See A/HRC/36/38, annex, in which the experts say a good deal more of this matter, and of others. They do so at length.", "8. Ibid."),
			[]Place{para("7")}, []string{"The Court finds"}, 0},
		{"recital", resolution, []Place{{PlaceRecital, "b"}}, []string{"whereas peaceful protesters"}, 0},
		{"recitals that are roman numbers", resolution, []Place{{PlaceRecital, "c"}, {PlaceRecital, "d"}}, []string{"whereas the rights of assembly", "whereas trade unions"}, 0},
		{"recital and paragraph", resolution, []Place{{PlaceRecital, "e"}, para("2")}, []string{"whereas the list goes on", "Instructs its President"}, 0},
		{"no such recital", resolution, []Place{{PlaceRecital, "k"}}, nil, 1},
		{"point of a paragraph", resolution, []Place{{PlacePoint, "b"}, para("1")}, []string{"repeal the law"}, 0},
		{"пункт В преамбулы", russian, []Place{{PlaceRecital, "в"}}, []string{"принимая во внимание, что мирные"}, 0},
		{"chapter that holds articles", convention, []Place{{PlaceSection, "iii"}}, []string{"GENERAL PROVISIONS"}, 0},
		{"annex", convention, []Place{{PlaceSection, "ii"}}, []string{"Forms\nThe form to be used"}, 0},
		{"article that is a heading", convention, []Place{{PlaceArticle, "7"}}, []string{"Freedom of movement\nEveryone who is"}, 0},
		{"paragraph that bears no number", convention, []Place{{PlaceArticle, "7"}, para("2")}, []string{"Everyone may leave any country"}, 0},
		{"small roman number", convention, []Place{{PlaceArticle, "8"}, para("2"), {PlacePoint, "iv"}}, []string{"it is to bring a minor"}, 0},
		{"one more paragraph than there are", convention, []Place{{PlaceArticle, "7"}, {PlaceCount, "3"}}, []string{"Freedom of movement"}, 1},
		{"paragraph with the article's number", html("7. Obligations", "7.1. The member says who he is, and says it truly.", "7.2. The member keeps it up to date at all times.", "8. End"), []Place{{PlaceArticle, "7"}, para("2")}, []string{"The member keeps it"}, 0},
		{"no paragraph of those that have numbers", html("7. Obligations", "They are these.", "1. The member says who he is, and says it truly.", "3. The member keeps it up to date.", "8. End"), []Place{{PlaceArticle, "7"}, para("2")}, []string{"Obligations"}, 1},
		{"letters of a list are no annex", html("What we collect:", "A. Identifiers, such as name and location;", "B. Information on payments, such as cards;", "C. The rest."), []Place{{PlaceSection, "a"}}, nil, 1},
		{"section by its letter", html("A. Facts", "The facts are these, and they are told in words.", "B. Findings of the court", "The court finds for the applicant, in short.", "C. Costs", "None."), []Place{{PlaceSection, "b"}}, []string{"Findings of the court\nThe court finds"}, 0},
		{"paragraph of no article", law, []Place{{PlaceArticle, "70"}, para("2")}, nil, 2},
		{"абзац статьи", russian, []Place{{PlaceCount, "2"}, {PlaceArticle, "3"}}, []string{"Второй абзац говорит"}, 0},
		{"абзац", html("Заголовок", "Первый абзац страницы говорит о том, что было вчера в городе.", "Подпись под фото", "Второй абзац страницы говорит о том, что было сегодня в городе."), []Place{{PlaceCount, "2"}}, []string{"Второй абзац страницы"}, 0},
		{"подпункт", russian, []Place{{PlacePoint, "б"}, {PlaceArticle, "3"}}, []string{"право на отдых"}, 0},
		{"note, and not the paragraph", notes, []Place{{PlaceNote, "3"}}, []string{"Interview with a lawyer"}, 0},
		{"no such note", notes, []Place{{PlaceNote, "7"}}, nil, 1},
		{"chapter", html("Section III", "Of this.", "Section IV", "Of that, at some length, in words.", "Section V", "End."), []Place{{PlaceSection, "iv"}}, []string{"Of that"}, 0},
		{"decimal", html("3.1. This is the first of them.", "3.2. That is the second of them, at some length.", "3.3. End."), []Place{para("3.2")}, []string{"That is the second"}, 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			found, missing := Locate(pages.Prepare(row.page), row.places)
			if len(found) != len(row.want) || len(missing) != row.miss {
				t.Fatalf("found %+v, missing %v", found, missing)
			}
			for i, f := range found {
				if !strings.HasPrefix(f.Text, row.want[i]) {
					t.Errorf("found %q, want %q", f.Text, row.want[i])
				}
				for line := range strings.SplitSeq(f.Text, "\n") {
					if q := FindQuote(pages.Prepare(row.page), line); q.State != StateVerbatim {
						t.Errorf("%q is %s in the page", line, q.State)
					}
				}
			}
		})
	}
	if _, missing := Locate(nil, []Place{para("1")}); len(missing) != 1 {
		t.Error("found in no page")
	}
}

// TestLocatePDF: a paragraph runs over the end of its page to the next number,
// and a page is found by the number printed on it.
func TestLocatePDF(t *testing.T) {
	var leaves, bare []string
	for i := range 6 {
		body := fmt.Sprintf("%d. %s\nIt ends\nin well-\nknown lines.\n\n%d. The second of page %d goes on\nwith %s", 2*i+1, lorem("first", 20), 2*i+2, i+1, strings.ToLower(lorem("second", 10)))
		if i == 2 {
			body = strings.TrimSuffix(body, ".") + " and goes"
		}
		if i == 3 {
			body = "on, on the next page.\n\n" + body
		}
		bare = append(bare, body)
		leaves = append(leaves, fmt.Sprintf("A/HRC/WGAD/2018/67\n\n%s\n\n%d", body, i+9))
	}
	page := pages.Page{Kind: "pdf", Pages: leaves, Visible: strings.Join(leaves, "\n"), Main: strings.Join(bare, "\n\n")}
	d := pages.Prepare(page)
	found, missing := Locate(d, []Place{para("5"), para("6")})
	if len(found) != 2 || len(missing) != 0 || found[0].Page != 3 || found[1].Page != 3 {
		t.Fatalf("found %+v, missing %v", found, missing)
	}
	if !strings.HasSuffix(found[0].Text, "It ends in well-known lines.") || strings.Contains(found[0].Text, "second") {
		t.Errorf("paragraph 5 is %q", found[0].Text)
	}
	if !strings.HasSuffix(found[1].Text, "and goes on, on the next page.") {
		t.Errorf("paragraph 6 is %q", found[1].Text)
	}
	// It runs over a page's foot and head, so it has two places.
	sel := Select(d, found[1].Text)
	if q := FindQuote(d, found[1].Text); q.State != StateVerbatim || len(sel) != 2 || sel[0].Page != 3 || sel[1].Page != 4 {
		t.Errorf("%s, selected %+v", q.State, sel)
	}
	for _, s := range sel {
		if got := string([]rune(d.Page.Visible)[s.Start:s.End]); got != s.Exact {
			t.Errorf("the selector means %q, not %q", got, s.Exact)
		}
	}

	// A note at the foot of a page and a year at the beginning of a line are no
	// paragraphs, and no part of one that runs over them.
	leaves = []string{"8. The eighth paragraph says that the hearing was closed.\n9. The ninth was sent on 12 April\n2018. The Government replied to it, as is\n8 See A/HRC/36/38, annex.\n9 The record bears the date of 10 June.",
		"known to all.\n10. The tenth paragraph is the last of them, and ends here.\n11. More."}
	d = pages.Prepare(pages.Page{Kind: "pdf", Pages: leaves, Visible: strings.Join(leaves, "\n"), Main: strings.Join(leaves, "\n")})
	found, _ = Locate(d, []Place{para("8"), para("9")})
	if len(found) != 2 || found[0].Text != "The eighth paragraph says that the hearing was closed." ||
		found[1].Text != "The ninth was sent on 12 April 2018. The Government replied to it, as is known to all." {
		t.Errorf("across a foot: %+v", found)
	}

	d = pages.Prepare(page)
	found, _ = Locate(d, []Place{{PlacePage, "10"}})
	if len(found) != 1 || found[0].Page != 2 || !found[0].Printed || !strings.HasPrefix(found[0].Text, "3. First0") || strings.Contains(found[0].Text, "A/HRC") {
		t.Errorf("page 10: %+v", found)
	}
	if found, missing = Locate(d, []Place{{PlacePage, "10"}, para("4")}); len(found) != 1 || len(missing) != 0 || !strings.HasPrefix(found[0].Text, "The second of page 2") {
		t.Errorf("paragraph 4 of page 10: %+v, missing %v", found, missing)
	}
	if _, missing = Locate(d, []Place{{PlacePage, "99"}}); len(missing) != 1 {
		t.Errorf("page 99: missing %v", missing)
	}
}
