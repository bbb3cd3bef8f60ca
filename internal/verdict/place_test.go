package verdict

import (
	"strings"
	"testing"
)

// A list, a form or an empty category that calls itself by a place of the site is
// no other article. What only lacks sentences may be anything.
func TestPlaceInItsStead(t *testing.T) {
	const url = "https://court.example/note.aspx?id=1418"
	type site struct{ name, section, other, prose string }
	sites := map[string]site{
		"en": {"Court for Rights", "Registrar's notes", "Summer recess\nElection of the President of the Chamber\nFiling by post\nThree judgments", "The hearing in the case of Orlan and others is put off to the third of December, at the request of the applicants' counsel."},
		"ru": {"Суд по правам", "Сообщения секретаря", "Летний перерыв\nИзбрание председателя палаты\nПодача по почте\nТри решения", "Слушание по делу Орлана и других отложено на третье декабря по просьбе представителя заявителей, и стороны об этом извещены."},
		"kk": {"Құқық соты", "Хатшының хабарлары", "Жазғы үзіліс\nПалата төрағасын сайлау\nПошта арқылы беру\nҮш қарар", "Орлан және басқалардың ісі бойынша тыңдау арыз берушілер өкілінің өтінішімен үшінші желтоқсанға шегерілді, тараптар хабардар етілді."},
		"fr": {"Cour des droits", "Notes du greffier", "Vacances d'été\nÉlection du président de la chambre\nDépôt par la poste\nTrois arrêts", "L'audience dans l'affaire Orlan et autres est reportée au trois décembre à la demande du conseil des requérants, et les parties en sont averties."},
	}
	placed := map[string][2]string{
		"en": {"Category: Floods", "There are no posts in this category yet."},
		"ru": {"Рубрика: Паводки", "В этой рубрике пока нет записей."},
		"kk": {"Айдар: Су тасқыны", "Бұл айдарда әзірге мақала жоқ."},
		"fr": {"Rubrique : Inondations", "Il n'y a pas d'article dans cette rubrique."},
	}
	for lang, s := range sites {
		page := func(title, text string) Page {
			head, _, _ := strings.Cut(text, "\n")
			menu := s.name + "\n" + s.section + "\t" + "A\tB"
			return Page{Kind: "html", Title: strings.Trim(title+" - "+s.name, " -"), Headings: []string{head}, Visible: menu + "\n" + text, Main: text}
		}
		ref := refOf(page("14/2018", "14/2018\n"+s.prose+"\n"+s.prose[:40]))
		ref.URL, ref.FinalURL = url, url
		form := page(s.section, s.section+"\nA B C")
		for _, c := range []struct {
			name string
			page Page
			head string
			want string
		}{
			{"the section's list", page(s.section, s.section+"\n"+s.other), "", "dead/soft-404"},
			{"the section's form", form, `<form action="/find"><select>`, "dead/soft-404"},
			{"no form", form, "", "changed/replaced"},
			{"titled as the site alone", page("", "X\n"+s.other), "", "dead/soft-404"},
			{"calls itself the section", page("Z", "X\n"+s.other), `<link rel="canonical" href="https://court.example/">`, "dead/soft-404"},
			{"a list that is called otherwise", page("Z", "X\n"+s.other), "", "changed/replaced"},
			{"an empty category", page(placed[lang][0], placed[lang][0]+"\n"+placed[lang][1]), "", "dead/soft-404"},
			{"another article of that name", page(s.section, s.section+"\n"+tongueOf(lang).article[0]+"\n"+s.other), "", "changed/replaced"},
		} {
			look := lookAt(200, c.page).head("<html>" + c.head)
			look.URL, look.FinalURL = url, url
			j := Judge(ref, look, Probes{Sibling: faulty(Timeout), Home: faulty(Timeout), Section: faulty(Timeout)}, nil)
			if got := string(j.Verdict) + "/" + string(j.Reason); got != c.want {
				t.Errorf("%s: %s: %s, want %s: %v", lang, c.name, got, c.want, j.Evidence)
			}
		}
		// What has no name of a place, before the whole site.
		for _, notice := range []string{"X\nNo such thing\nAsk at the desk\nThe desk is open", "X\nA b c\nD e f\nG h i"} {
			look := lookAt(200, page("Q", notice))
			look.URL, look.FinalURL = url, url
			if j := Judge(ref, look, Probes{Sibling: faulty(Timeout), Home: look, Section: look}, nil); strings.Contains(j.Detail, "list or a form") {
				t.Errorf("%s: %q: %v", lang, notice, j.Evidence)
			}
		}
		// Buttons of a wall, without a sentence.
		for _, buttons := range []string{"Continue with A\nContinue with B\nSign up", "Войти через А\nВойти через Б\nРегистрация", "Кіру\nТіркелу\nРастау", "Se connecter avec A\nS'inscrire\nConnexion"} {
			look := lookAt(200, page(s.section, s.section+"\n"+buttons))
			look.URL, look.FinalURL = url, url
			if j := Judge(ref, look, Probes{Sibling: look, Home: look, Section: look}, nil); j.Verdict == Dead {
				t.Errorf("%s: a wall of buttons is called dead: %q: %v", lang, buttons, j.Evidence)
			}
		}
	}
}

// A list with a few words of each page, by the name of a place.
func TestTeasersByTheirPlace(t *testing.T) {
	for _, s := range [][]string{
		{"News archive", "Daily briefing of 7 April", "Daily briefing of 4 April", "Daily briefing of 3 April", "The following is a transcript of the noon briefing of that day, as we took it down in the room."},
		{"Архив новостей", "Председатель принял делегацию соседей", "Комитет обсудил бюджет на год", "Открыт приём на стажировку", "Речь шла о том, что будет построено в долине до зимы и кто за это заплатит из резерва."},
		{"Жаңалықтар мұрағаты", "Төраға көрші елдің делегациясын қабылдады", "Комитет жылдық бюджетті талқылады", "Тағылымдамаға құжат қабылдау басталды", "Қыс түскенге дейін алқапта не салынатыны және оған кім төлейтіні туралы сөз болды деп хабарлады олар."},
		{"Toutes les actualités", "Vœux du préfet aux habitants du pays", "Influenza aviaire dans le département", "Élection : où faut-il voter dimanche", "Le préfet rappelle les consignes que chacun doit suivre dans les communes avant la fin de la semaine."},
	} {
		for _, titled := range []bool{true, false} {
			page := listOf(s[0], s[1:4], s[4])
			page.Title, page.Headings = "Q", []string{s[0]}
			if !titled {
				page.Headings = []string{"Q"}
			}
			j := Judge(refOf(laid(true, laidOld...)), lookAt(200, page), Probes{Sibling: faulty(Timeout), Home: faulty(Timeout), Section: faulty(Timeout)}, nil)
			if (j.Reason == Soft404) != titled {
				t.Errorf("%s, titled so %v: %s/%s: %v", s[0], titled, j.Verdict, j.Reason, j.Evidence)
			}
		}
	}
}

func tongueOf(lang string) *tongue {
	for i := range tongues {
		if tongues[i].lang == lang {
			return &tongues[i]
		}
	}
	return nil
}

// Another site on the whole host is told from what may be a wall before it.
func TestAnotherSite(t *testing.T) {
	for _, tg := range tongues {
		text := strings.Join(tg.article, "\n") + "\n" + strings.Join(tg.article, "\n")
		page := func(more string) *Look {
			return lookAt(200, Page{Kind: "html", Title: "Q", Visible: "Q\n" + text + more, Main: "Q\n" + text + more})
		}
		ref := refOf(Page{Kind: "html", Title: "R", Visible: article(3, 300, wordsEN), Main: article(3, 300, wordsEN)})
		for _, c := range []struct {
			name string
			look *Look
			p    Probes
			dead bool
		}{
			{"everywhere", page(""), Probes{Sibling: page(""), Home: page("")}, true},
			{"at its address alone", page(""), Probes{Sibling: lookAt(404, tg.small("404", tg.notFound)), Home: lookAt(200, tg.other())}, false},
			{"asks", page("\n" + tg.bot), Probes{Sibling: page("\n" + tg.bot), Home: page("\n" + tg.bot)}, false},
			{"a form to send", page("").head(`<form method="post">`), Probes{Sibling: page(""), Home: page("")}, false},
		} {
			if j := Judge(ref, c.look, c.p, nil); (j.Verdict == Dead) != c.dead {
				t.Errorf("%s: %s: %s/%s: %v", tg.lang, c.name, j.Verdict, j.Reason, j.Evidence)
			}
		}
	}
}
