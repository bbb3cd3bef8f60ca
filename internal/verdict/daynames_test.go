package verdict

import "testing"

// The day that a site writes at its head is the visitor's or that of its last revision,
// in any language; another day
// in a sentence is an edit.
func TestDayAtTheHead(t *testing.T) {
	labels := map[string]string{"en": "Updated", "tr": "Güncelleme", "az": "Yeniləndi", "uz": "Yangilandi", "ky": "Жаңыртылды", "pl": "Aktualizacja", "it": "Aggiornato", "nl": "Bijgewerkt", "ro": "Actualizat", "id": "Diperbarui", "ka": "განახლდა", "hy": "Թարմացվել է", "ar": "تحديث", "fa": "به\u200cروزرسانی"}
	months := map[string][2]string{"en": {"March", "April"}, "tr": {"Mart", "Nisan"}, "az": {"fevral", "aprel"}, "uz": {"fevral", "aprel"}, "ky": {"март", "апрель"}, "pl": {"marca", "kwietnia"}, "it": {"febbraio", "aprile"}, "nl": {"maart", "april"},
		"ro": {"martie", "aprilie"}, "id": {"Maret", "April"}, "ka": {"მარტი", "აპრილი"}, "hy": {"մարտի", "ապրիլի"}, "ar": {"مارس", "أبريل"}, "fa": {"اسفند", "فروردین"}}
	page := func(head, sentence string) *Prepared {
		text := head + "\nThe harbour\n" + tongueOf("en").page().Main + "\n" + sentence
		return Prepare(Page{Kind: "html", Title: "The harbour", Headings: []string{"The harbour"}, Main: text, Visible: text})
	}
	for lang, c := range map[string][4]string{ // the head, before and after; a sentence, before and after
		"en": {"Monday, 2 March 2026 12:00", "Thursday, 2 April 2026 12:00", "The hearing was held on 2 March in Almaty before three judges.", "The hearing was held on 2 April in Almaty before three judges."},
		"tr": {"2 Mart 2026 Pazartesi 12:00", "2 Nisan 2026 Perşembe 12:00", "Duruşma 14 Mart günü Ankara'da üç hâkimin önünde yapıldı.", "Duruşma 14 Nisan günü Ankara'da üç hâkimin önünde yapıldı."},
		"az": {"2 fevral 2026, bazar ertəsi", "2 aprel 2026, cümə axşamı", "Məhkəmə iclası 2 fevral tarixində Bakıda üç hakimin qarşısında keçirildi.", "Məhkəmə iclası 2 aprel tarixində Bakıda üç hakimin qarşısında keçirildi."},
		"uz": {"Dushanba, 2 fevral 2026", "Payshanba, 2 aprel 2026", "Sud majlisi 2 fevral kuni Toshkentda uch sudya oldida bo‘lib o‘tdi.", "Sud majlisi 2 aprel kuni Toshkentda uch sudya oldida bo‘lib o‘tdi."},
		"ky": {"Дүйшөмбү, 2-март 2026", "Бейшемби, 2-апрель 2026", "Сот жыйыны 2-март күнү Бишкекте үч соттун алдында өттү.", "Сот жыйыны 2-апрель күнү Бишкекте үч соттун алдында өттү."},
		"pl": {"poniedziałek, 2 marca 2026", "czwartek, 2 kwietnia 2026", "Rozprawa odbyła się 2 marca w Łodzi przed trzema sędziami.", "Rozprawa odbyła się 2 kwietnia w Łodzi przed trzema sędziami."},
		"it": {"lunedì 2 febbraio 2026", "giovedì 2 aprile 2026", "L'udienza si è tenuta il 2 febbraio a Torino davanti a tre giudici.", "L'udienza si è tenuta il 2 aprile a Torino davanti a tre giudici."},
		"nl": {"maandag 2 maart 2026", "donderdag 2 april 2026", "De zitting was op 2 maart in Breda voor drie rechters.", "De zitting was op 2 april in Breda voor drie rechters."},
		"ro": {"luni, 2 martie 2026", "joi, 2 aprilie 2026", "Ședința a avut loc pe 2 martie la Iași în fața a trei judecători.", "Ședința a avut loc pe 2 aprilie la Iași în fața a trei judecători."},
		"id": {"Senin, 2 Maret 2026", "Kamis, 2 April 2026", "Sidang digelar pada 2 Maret di Medan di hadapan tiga hakim.", "Sidang digelar pada 2 April di Medan di hadapan tiga hakim."},
		"ka": {"ორშაბათი, 2 მარტი 2026", "ხუთშაბათი, 2 აპრილი 2026", "სხდომა 2 მარტს თბილისში სამი მოსამართლის წინაშე გაიმართა.", "სხდომა 2 აპრილს თბილისში სამი მოსამართლის წინაშე გაიმართა."},
		"hy": {"երկուշաբթի, 2 մարտի 2026", "հինգշաբթի, 2 ապրիլի 2026", "Նիստը կայացավ մարտի 2-ին Երևանում երեք դատավորի առջև։", "Նիստը կայացավ ապրիլի 2-ին Երևանում երեք դատավորի առջև։"},
		"ar": {"الاثنين 2 مارس 2026", "الخميس 2 أبريل 2026", "عقدت الجلسة يوم 2 مارس في تونس أمام ثلاثة قضاة.", "عقدت الجلسة يوم 2 أبريل في تونس أمام ثلاثة قضاة."},
		"fa": {"دوشنبه ۱۱ اسفند ۱۴۰۴", "پنجشنبه ۱۳ فروردین ۱۴۰۵", "جلسه روز ۱۱ اسفند در تهران برابر سه قاضی برگزار شد.", "جلسه روز ۱۱ فروردین در تهران برابر سه قاضی برگزار شد."},
	} {
		updated, again := labels[lang]+": 17 "+months[lang][0], labels[lang]+": 18 "+months[lang][1]
		look := lookAt(200, Page{})
		look.Page = page(again, c[2])
		if j := Judge(&Reference{URL: look.URL, FinalURL: look.URL, Page: page(updated, c[2])}, look, Probes{}, nil); j.Verdict != OK {
			t.Errorf("%s, %q: %s/%s %s", lang, again, j.Verdict, j.Reason, j.Detail)
		}
		for _, now := range []struct {
			head, sentence string
			verdict        Verdict
		}{
			{c[1], c[2], OK},
			{c[0], c[3], Changed},
		} {
			look := lookAt(200, Page{})
			look.Page = page(now.head, now.sentence)
			if j := Judge(&Reference{URL: look.URL, FinalURL: look.URL, Page: page(c[0], c[2])}, look, Probes{}, nil); j.Verdict != now.verdict {
				t.Errorf("%s, %q, %q: %s/%s %s", lang, now.head, now.sentence, j.Verdict, j.Reason, j.Detail)
			}
		}
	}
}
