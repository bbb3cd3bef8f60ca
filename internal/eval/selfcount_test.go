package eval

import (
	"testing"

	"archiver/internal/extract"
	"archiver/internal/verdict"
)

// What a page counts of itself is silent within its text too, where the line says nothing
// else; the same figure in a line that says something is told.
func TestSelfCounters(t *testing.T) {
	x := extract.New(extract.Config{})
	for _, c := range []struct{ lang, old, now string }{
		{"en", `<div><h4>Support us</h4><p>£12,430 raised of £20,000 by 312 supporters</p></div>`, `<div><h4>Support us</h4><p>£14,215 raised of £20,000 by 355 supporters</p></div>`},
		{"en", `<p>Donations: 4,310 euros of 10,000</p>`, `<p>Donations: 4,510 euros of 10,000</p>`},
		{"fr", `<div class="bar">Dons : 4 310 euros sur 10 000</div>`, `<div class="bar">Dons : 4 410 euros sur 10 000</div>`},
		{"ru", `<p>Пожертвования: 4 310 из 10 000 рублей</p>`, `<p>Пожертвования: 4 510 из 10 000 рублей</p>`},
		{"en", `<div>37 people are reading this article right now</div>`, `<div>112 people are reading this article right now</div>`},
		{"en", `<p>Your IP address: 203.0.113.4 · Page generated 03 May 2023 12:04:11</p>`, `<p>Your IP address: 198.51.100.77 · Page generated 27 Nov 2023 07:31:50</p>`},
		{"en", `<p>This page was generated in 0.213 seconds with 41 queries.</p>`, `<p>This page was generated in 0.541 seconds with 43 queries.</p>`},
		{"en", `<div><div>Petition closes in</div><div>12 days 04:31:08</div></div>`, `<div><div>Petition closes in</div><div>3 days 22:01:50</div></div>`},
		{"en", `<div><b>Quote of the day</b><p>“The river remembers what the town forgets.”</p></div>`, `<div><b>Quote of the day</b><p>“Justice delayed is justice denied.”</p></div>`},
		{"ru", `<div>Ваш IP: 203.0.113.4</div>`, `<div>Ваш IP: 198.51.100.77</div>`},
		{"ru", `<div>Осталось 12 дней 4 часа</div>`, `<div>Осталось 3 дня 22 часа</div>`},
		{"kk", `<p>1204 рет оқылды</p>`, `<p>3871 рет оқылды</p>`},
		{"fr", `<p>Article lu 1 204 fois</p>`, `<p>Article lu 2 310 fois</p>`},
		{"fr", `<p>Déjà 8 214 € collectés sur 15 000 €</p>`, `<p>Déjà 9 030 € collectés sur 15 000 €</p>`},
		{"en", `<p>更新于 5 分钟前</p>`, `<p>更新于 3 天前</p>`},
		{"en", `<p>点赞 12 收藏 3 评论 5</p>`, `<p>点赞 48 收藏 11 评论 21</p>`},
		{"en", `<p>Atualizado há 5 minutos</p>`, `<p>Atualizado há 3 dias</p>`},
		{"en", `<p>Güncelleme: 12 dakika önce</p>`, `<p>Güncelleme: 4 saat önce</p>`},
		{"en", `<p>آخر تحديث قبل 5 دقائق</p>`, `<p>آخر تحديث قبل 3 ساعات</p>`},
		{"en", `<h3>Who is online</h3><p>Users browsing this forum: No registered users and 9 guests</p>`, `<h3>Who is online</h3><p>Users browsing this forum: No registered users and 14 guests</p>`},
		{"en", `<h3>Wer ist online?</h3><p>Mitglieder in diesem Forum: 0 Mitglieder und 15 Gäste</p>`, `<h3>Wer ist online?</h3><p>Mitglieder in diesem Forum: 2 Mitglieder und 26 Gäste</p>`},
		{"ru", `<h3>Кто сейчас на конференции</h3><p>Сейчас этот форум просматривают: нет зарегистрированных пользователей и гости: 16</p>`, `<h3>Кто сейчас на конференции</h3><p>Сейчас этот форум просматривают: нет зарегистрированных пользователей и гости: 8</p>`},
		{"fr", `<h3>Qui est en ligne ?</h3><p>Utilisateurs parcourant ce forum : Aucun utilisateur inscrit et 6 invités</p>`, `<h3>Qui est en ligne ?</h3><p>Utilisateurs parcourant ce forum : Aucun utilisateur inscrit et 17 invités</p>`},
		{"en", `<p>Request ID: bb38b282c464319a</p>`, `<p>Request ID: b7d95bd9a511e743</p>`},
		{"en", `<p>Data as of 31 December 2023. <span>Session fed5e425</span></p>`, `<p>Data as of 31 December 2023. <span>Session e6c523e2</span></p>`},
		{"en", `<div>ID 4c4bc297-f985-4e95-942f-542f328970bd</div>`, `<div>ID f698cf16-d4c3-4f96-8d05-0d052cb9bd9b</div>`},
		{"en", `<p>12 मिनट पहले अपडेट किया गया</p>`, `<p>3 घंटे पहले अपडेट किया गया</p>`},
	} {
		for build := range builds {
			if j := judgeSlots(t, x, build, c.lang, slots{inside: c.old}, slots{inside: c.now}); j.Verdict != verdict.OK {
				t.Errorf("%s in %s: %s/%s: %s", c.old, build, j.Verdict, j.Reason, j.Detail)
			}
		}
	}
	for _, c := range []struct{ lang, old, now string }{
		{"en", `<p>The appeal raised £12,430 of £20,000 before it was closed.</p>`, `<p>The appeal raised £14,215 of £20,000 before it was closed.</p>`},
		{"en", `<p>Donations: 4,310 euros of 10,000</p>`, `<p>Donations: 4,010 euros of 10,000</p>`},
		{"en", `<p>Fines: 4,310 euros of 10,000</p>`, `<p>Fines: 4,510 euros of 10,000</p>`},
		{"en", `<p>£14,215 raised of £20,000</p>`, `<p>£12,430 raised of £20,000</p>`}, // what was raised does not become less
		{"en", `<p>£12,430 raised of £20,000</p>`, `<p>£12,430 raised of £30,000</p>`},
		{"en", `<p>The article had been read 1,204 times when it was withdrawn.</p>`, `<p>The article had been read 2,104 times when it was withdrawn.</p>`},
		{"en", `<ul><li>Source of the attack: 203.0.113.4</li><li>Port: 4431</li></ul>`, `<ul><li>Source of the attack: 198.51.100.77</li><li>Port: 4431</li></ul>`},
		{"en", `<p>Executed on 3 May 2023 at 12:04:11, the prison said.</p>`, `<p>Executed on 4 May 2023 at 12:04:11, the prison said.</p>`},
		{"en", `<p>The order leaves the operator 21 days to appeal.</p>`, `<p>The order leaves the operator 12 days to appeal.</p>`},
		{"en", `<div><b>Quote of the day</b><p>“Justice delayed is justice denied.”</p><p>The mine was closed in May, and 57 men lost their work.</p></div>`, `<div><b>Quote of the day</b><p>“Justice delayed is justice denied.”</p><p>The mine was closed in May, and 75 men lost their work.</p></div>`},
		{"en", `<p>The ministry invited 15 guests and 4 members of the board.</p>`, `<p>The ministry invited 51 guests and 4 members of the board.</p>`},
		{"en", `<p>SHA-256: bb38b282c464319a</p>`, `<p>SHA-256: b7d95bd9a511e743</p>`},
		{"en", `<p>Session 41 was closed</p>`, `<p>Session 14 was closed</p>`},
		{"ru", `<p>Документ прочитали 45 человек, и никто не возразил.</p>`, `<p>Документ прочитали 54 человека, и никто не возразил.</p>`},
		{"ru", `<p>Насосную станцию построили 12 лет назад.</p>`, `<p>Насосную станцию построили 5 лет назад.</p>`},
		{"kk", `<p>Көпір 12 жыл бұрын салынған.</p>`, `<p>Көпір 21 жыл бұрын салынған.</p>`},
		{"fr", `<p>La pétition avait recueilli 2 450 signatures au moment du vote.</p>`, `<p>La pétition avait recueilli 4 250 signatures au moment du vote.</p>`},
	} {
		for build := range builds {
			if j := judgeSlots(t, x, build, c.lang, slots{inside: c.old}, slots{inside: c.now}); j.Reason != verdict.Edited {
				t.Errorf("%s in %s: %s/%s: %s", c.old, build, j.Verdict, j.Reason, j.Detail)
			}
		}
	}
}

// A line that says something, in the place of the day in a page's head, is told although
// that day stands at its end; the day alone in another form is not.
func TestLineForDate(t *testing.T) {
	x := extract.New(extract.Config{})
	for _, c := range [][2]string{
		{"3 May 2023", "The mayor has resigned, 3 May 2023"},
		{"3 мая 2023 года", "Мэр подал в отставку, 3 мая 2023 года"}, // its last word is a unit of time, and no age
		{"2023 жылғы 3 мамыр", "Әкім қызметінен кетті, 2023 жылғы 3 мамыр"},
		{"3 mai 2023", "Le maire a démissionné, 3 mai 2023"},
		{"3 maggio 2023", "Il sindaco si è dimesso, 3 maggio 2023"}, // this “si” is no “if”
		{"3 de maio de 2023", "O prefeito renunciou, 3 de maio de 2023"},
		{"3 may 2023", "Bələdiyyə sədri istefa verdi, 3 may 2023"},
		{"3 mei 2023", "De burgemeester is afgetreden, 3 mei 2023"},
		{"۱۳ اردیبهشت ۱۴۰۲", "شهردار استعفا داد، ۱۳ اردیبهشت ۱۴۰۲"},
		{"3 ماي 2023", "استقال رئيس البلدية، 3 ماي 2023"},
		{"3 मई 2023", "महापौर ने इस्तीफा दिया, 3 मई 2023"},
		{"2023年5月3日", "市长辞职,2023年5月3日"},
	} {
		for build := range builds {
			old, now := slots{head: "<p>" + c[0] + "</p>"}, slots{head: "<p>" + c[1] + "</p>"}
			if j := judgeSlots(t, x, build, "en", old, now); j.Reason != verdict.Edited {
				t.Errorf("%s in %s: %s/%s: %s", c[1], build, j.Verdict, j.Reason, j.Detail)
			}
			if j := judgeSlots(t, x, build, "en", old, slots{}); j.Verdict != verdict.OK {
				t.Errorf("no %s in %s: %s/%s: %s", c[0], build, j.Verdict, j.Reason, j.Detail)
			}
		}
	}
}

// What a site puts into its texts in other languages is its own, and a note of the editors
// is told, above the text and below it.
func TestForeignLines(t *testing.T) {
	x := extract.New(extract.Config{})
	for _, line := range []string{"Leia também: Horários do bonde mudam em maio", "Leggi anche: A maggio cambiano gli orari del tram", "Lees ook: Nieuwe dienstregeling van de tram in mei", "Həmçinin oxuyun: Mayda tramvay cədvəli dəyişir", "İlgili haber: Tramvay saatleri mayısta değişiyor", "اقرأ أيضا: تغيير مواعيد الترام في ماي", "بیشتر بخوانید: تغییر برنامه تراموا در اردیبهشت", "相关阅读:五月电车时刻表调整", "यह भी पढ़ें: मई में ट्राम का समय बदलेगा"} {
		for build := range builds {
			if j := judgeSlots(t, x, build, "en", slots{}, slots{inside: `<p><a href="/n/9">` + line + `</a></p>`}); j.Verdict != verdict.OK {
				t.Errorf("%s in %s: %s/%s: %s", line, build, j.Verdict, j.Reason, j.Detail)
			}
		}
	}
	for _, note := range []string{"Correctie: in een eerdere versie stond een verkeerde maand.", "Düzəliş: əvvəlki versiyada ay səhv göstərilmişdi.", "Correção: uma versão anterior trazia o mês errado.", "Виправлено: у першій версії було вказано хибний місяць.", "Correzione: una versione precedente riportava il mese sbagliato.", "اصلاحیه: در نسخه پیشین ماه اشتباه آمده بود.", "सुधार: पहले के संस्करण में महीना गलत था।"} {
		for build := range builds {
			for _, slot := range []string{"head", "inside"} {
				if j := judgeSlots(t, x, build, "en", slots{}, where[slot]("<p>"+note+"</p>")); j.Reason != verdict.Edited {
					t.Errorf("%s, %s in %s: %s/%s: %s", note, slot, build, j.Verdict, j.Reason, j.Detail)
				}
			}
		}
	}
	for _, c := range [][2]string{{"更新时间:2023年5月3日", "更新时间:2023年11月27日"}, {"به\u200cروزرسانی: ۱۳ اردیبهشت ۱۴۰۲", "به\u200cروزرسانی: ۶ آذر ۱۴۰۲"}} {
		for build := range builds {
			if j := judgeSlots(t, x, build, "en", slots{inside: "<p>" + c[0] + "</p>"}, slots{inside: "<p>" + c[1] + "</p>"}); j.Verdict != verdict.OK {
				t.Errorf("%s in %s: %s/%s: %s", c[0], build, j.Verdict, j.Reason, j.Detail)
			}
		}
	}
}
