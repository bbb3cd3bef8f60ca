package verdict

import (
	"testing"
)

// A passage into which a negation was put says the opposite, in whatever language:
// each pair is a sentence without and with it.
func TestNegationInManyLanguages(t *testing.T) {
	for lang, pairs := range map[string][][2]string{
		"tr": {
			{"Bakanlık tutuklu öğretmenlerin listesini cuma günü yayımladı, dedi ofis sözcüsü", "Bakanlık tutuklu öğretmenlerin listesini cuma günü yayımlamadı, dedi ofis sözcüsü"},
			{"Savcı dosyayı geçen yıl kapatmış ve aileye haber vermişti, dedi avukatı", "Savcı dosyayı geçen yıl kapatmamış ve aileye haber vermişti, dedi avukatı"},
			{"Aile, raporun sonuçlarını bugün de kabul ediyor ve mahkemeye gidecek", "Aile, raporun sonuçlarını bugün de kabul etmiyor ve mahkemeye gidecek"},
			{"Belediye bu yıl yeni bir okul yapacak ve yolu onaracak", "Belediye bu yıl yeni bir okul yapmayacak ve yolu onaracak"},
			{"Mühendise göre bu baraj ağır bir selden sonra güvenli bir yapıdır", "Mühendise göre bu baraj ağır bir selden sonra güvenli bir yapı değildir"},
		},
		"az": {{"Nazirlik həbs edilmiş müəllimlərin siyahısını cümə günü yaydı", "Nazirlik həbs edilmiş müəllimlərin siyahısını cümə günü yaymadı"}},
		"uz": {{"Vazirlik ushlangan oʻqituvchilar roʻyxatini juma kuni eʼlon qilgan", "Vazirlik ushlangan oʻqituvchilar roʻyxatini juma kuni eʼlon qilmagan"}},
		"ky": {{"Министрлик кармалган мугалимдердин тизмесин жума күнү жарыялаган", "Министрлик кармалган мугалимдердин тизмесин жума күнү жарыялабаган"}},
		"ar": {
			{"نشرت الوزارة قائمة المعلمين المحتجزين كما أكد المكتب يوم الجمعة", "لم تنشر الوزارة قائمة المعلمين المحتجزين كما أكد المكتب يوم الجمعة"},
			{"القرار الذي صدر يوم الجمعة عن المحكمة العليا قانوني وملزم للجميع", "القرار الذي صدر يوم الجمعة عن المحكمة العليا ليس قانوني وملزم للجميع"},
		},
		"fa": {{"این فهرست روز جمعه در دفتر وزارت است و همه آن را دیدند", "این فهرست روز جمعه در دفتر وزارت نیست و همه آن را دیدند"}},
		"he": {{"המשרד פרסם ביום שישי את רשימת המורים העצורים בעיר", "המשרד לא פרסם ביום שישי את רשימת המורים העצורים בעיר"}},
		"it": {{"Il ministero ha pubblicato venerdì la lista degli insegnanti fermati", "Il ministero non ha pubblicato venerdì la lista degli insegnanti fermati"}},
		"pt": {{"O ministério publicou na sexta-feira a lista dos professores detidos", "O ministério não publicou na sexta-feira a lista dos professores detidos"}},
		"pl": {{"Ministerstwo opublikowało w piątek listę zatrzymanych nauczycieli w mieście", "Ministerstwo nie opublikowało w piątek listy zatrzymanych nauczycieli w mieście"}},
		"nl": {{"Het ministerie heeft de lijst van de opgepakte leraren vrijdag gepubliceerd", "Het ministerie heeft de lijst van de opgepakte leraren vrijdag niet gepubliceerd"}},
		"sv": {{"Ministeriet har publicerat listan över de gripna lärarna i fredags", "Ministeriet har inte publicerat listan över de gripna lärarna i fredags"}},
		"hu": {{"A minisztérium pénteken közzétette a letartóztatott tanárok listáját", "A minisztérium pénteken nem tette közzé a letartóztatott tanárok listáját"}},
		"sr": {{"Посланик је у петак био на састанку одбора у главном граду", "Посланик у петак није био на састанку одбора у главном граду"}},
		"hi": {{"मंत्रालय ने शुक्रवार को गिरफ्तार शिक्षकों की सूची प्रकाशित की", "मंत्रालय ने शुक्रवार को गिरफ्तार शिक्षकों की सूची नहीं प्रकाशित की"}},
		"zh": {{"该部周五公布了被拘留教师的名单，办公室发言人证实了这一点", "该部周五没有公布被拘留教师的名单，办公室发言人证实了这一点"}},
		"ka": {{"სამინისტრომ პარასკევს გამოაქვეყნა დაკავებული მასწავლებლების სია", "სამინისტრომ პარასკევს არ გამოაქვეყნა დაკავებული მასწავლებლების სია"}},
	} {
		for _, p := range pairs {
			for _, c := range [][2]string{p, {p[1], p[0]}} {
				page := Page{Kind: "html", Visible: c[1] + ".", Main: c[1] + "."}
				if q := FindQuote(Prepare(page), c[0]); q.Found {
					t.Errorf("%s: %q is %s in %q", lang, c[0], q.State, c[1])
				}
			}
		}
	}
}

// A negation that stood beside a passage all along denies no more than it did, and the
// No of a number denies nothing.
func TestNegationBesideAsBefore(t *testing.T) {
	const quote = "the ministry's decision to close the school on Friday which the parents contested in court"
	judge := func(was, now string) Quote {
		ref := refOf(Page{Kind: "html", Visible: was, Main: was})
		j := Judge(ref, lookAt(200, Page{Kind: "html", Visible: now, Main: now}), Probes{}, []string{quote})
		return j.Quotes[0]
	}
	const before, now = "It was not " + quote + ".", "It was not a ministry's decision to close the school on Friday which the parents contested in court."
	if q := judge(before, now); q.State != StateEdited || !q.Found {
		t.Errorf("denied before and after: %s", q.State)
	}
	if q := judge("It was "+quote+".", now); q.State != StateUnclear || q.Found {
		t.Errorf("denied now: %s", q.State)
	}
	const law = "The committee relied on the opinion of the court that was given in the Regulations No 5 of 2003."
	if q := FindQuote(Prepare(Page{Kind: "html", Visible: law, Main: law}), "The committee relied on the opinion of the court that was given in the Regulation"); q.State != StateEdited {
		t.Errorf("before No 5: %s", q.State)
	}
}
