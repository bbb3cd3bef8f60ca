package wide

import (
	"strings"

	"archiver/internal/eval/set"
)

// farther are texts in languages that no word list of the program had been made for.
var farther = []article{
	{"pl", "Górnikom kazano podpisać puste kartki", "Goniec Północny", []string{"Świat", "Sądy", "Opinie"}, []string{
		"Czterdziestu jeden górników z kopalni Karat zmuszono po strajku z 14 marca do podpisania pustych kartek, powiedziała we wtorek przed komisją ich adwokatka.",
		"„Nikomu nie pozwolono przeczytać, co zostanie napisane nad jego nazwiskiem” – powiedziała Dana Ospan, która broni 17 z nich. Prokuratura oświadczyła, że nie otrzymała żadnej skargi.",
		"W tym samym miesiącu spółka przekazała powiatowi 3,2 miliona dolarów na nową drogę. Jej dyrektor Iwan Kerr twierdzi, że te sprawy nie są ze sobą związane.",
		"Komisja zażądała od rządu protokołów śledztwa, których nie opublikowano. Odpowiedzi oczekuje w ciągu 90 dni.",
		"Według organizatora strajku, zwolnionego za kaucją, kartki spalono w kotłowni 2 kwietnia."}},
	{"pt", "Mineiros foram obrigados a assinar folhas em branco", "O Despacho do Norte", []string{"Mundo", "Tribunais", "Opinião"}, []string{
		"Quarenta e um mineiros da mina de Karat foram obrigados a assinar folhas em branco depois da greve de 14 de março, disse a sua advogada na terça-feira perante um comité.",
		"«A ninguém foi permitido ler o que seria escrito por cima do seu nome», disse Dana Ospan, que defende 17 deles. O Ministério Público afirmou que não recebeu qualquer queixa.",
		"No mesmo mês, a empresa pagou ao distrito 3,2 milhões de dólares para uma estrada nova. O diretor, Ivan Kerr, garante que as duas coisas não estão relacionadas.",
		"O comité pediu ao governo as atas do inquérito, que não foram publicadas. Espera uma resposta no prazo de 90 dias.",
		"Segundo o organizador da greve, libertado sob caução, as folhas foram queimadas numa casa de caldeiras a 2 de abril."}},
	{"ro", "Minerii au fost puși să semneze foi albe", "Curierul de Nord", []string{"Externe", "Justiție", "Opinii"}, []string{
		"Patruzeci și unu de mineri de la exploatarea Karat au fost obligați să semneze foi albe după greva din 14 martie, a declarat marți avocata lor în fața unui comitet.",
		"„Nimănui nu i s-a permis să citească ce urma să fie scris deasupra numelui său”, a spus Dana Ospan, care îi apără pe 17 dintre ei. Procuratura a anunțat că nu a primit nicio plângere.",
		"În aceeași lună compania a plătit raionului 3,2 milioane de dolari pentru un drum nou. Directorul Ivan Kerr susține că cele două lucruri nu au legătură.",
		"Comitetul a cerut guvernului procesele-verbale ale anchetei, care nu au fost publicate. Așteaptă un răspuns în 90 de zile.",
		"Potrivit organizatorului grevei, eliberat pe cauțiune, foile au fost arse într-o centrală termică la 2 aprilie."}},
	{"vi", "Thợ mỏ bị buộc ký vào giấy trắng", "Tin Miền Bắc", []string{"Thế giới", "Pháp luật", "Ý kiến"}, []string{
		"Bốn mươi mốt thợ mỏ của mỏ Karat đã bị buộc ký vào giấy trắng sau cuộc đình công ngày 14 tháng 3, luật sư của họ cho biết hôm thứ Ba trước một ủy ban.",
		"“Không ai được phép đọc những gì sẽ được viết phía trên tên mình”, Dana Ospan, người bào chữa cho 17 người trong số họ, nói. Viện kiểm sát cho biết không nhận được đơn khiếu nại nào.",
		"Cũng trong tháng đó, công ty đã trả cho huyện 3,2 triệu đô la để làm một con đường mới. Giám đốc Ivan Kerr khẳng định hai việc này không liên quan đến nhau.",
		"Ủy ban đã yêu cầu chính phủ cung cấp biên bản điều tra chưa được công bố. Ủy ban chờ câu trả lời trong vòng 90 ngày.",
		"Theo người tổ chức đình công được tại ngoại, những tờ giấy đã bị đốt trong một lò hơi vào ngày 2 tháng 4."}},
	{"fa", "معدنچیان مجبور به امضای برگه\u200cهای سفید شدند", "پیک شمال", []string{"جهان", "قضایی", "دیدگاه"}, []string{
		"چهل و یک معدنچی معدن کرت پس از اعتصاب ۱۴ مارس مجبور شدند برگه\u200cهای سفید را امضا کنند، وکیل آنان روز سه\u200cشنبه در برابر کمیته\u200cای گفت.",
		"دانا اوسپان که از ۱۷ نفر از آنان دفاع می\u200cکند گفت: «به هیچ\u200cکس اجازه ندادند بخواند بالای نامش چه نوشته خواهد شد». دادستانی اعلام کرد که هیچ شکایتی دریافت نکرده است.",
		"شرکت در همان ماه ۳٫۲ میلیون دلار برای ساخت جاده\u200cای تازه به شهرستان پرداخت. مدیر آن، ایوان کر، می\u200cگوید این دو موضوع به هم مربوط نیستند.",
		"کمیته از دولت صورت\u200cجلسه\u200cهای بازرسی را خواست که منتشر نشده\u200cاند. انتظار می\u200cرود پاسخ ظرف ۹۰ روز برسد.",
		"به گفتهٔ سازمان\u200cدهندهٔ اعتصاب که با وثیقه آزاد شده است، برگه\u200cها در ۲ آوریل در موتورخانه\u200cای سوزانده شدند."}},
	{"uz", "Konchilarni bo‘sh varaqlarga imzo chekishga majburlashdi", "Shimol xabarchisi", []string{"Jahon", "Sud", "Fikr"}, []string{
		"Karat konining qirq bir konchisi 14-martdagi ish tashlashdan keyin bo‘sh varaqlarga imzo chekishga majbur bo‘ldi, dedi ularning advokati seshanba kuni qo‘mita oldida.",
		"“Hech kimga ismi ustiga nima yozilishini o‘qishga ruxsat berilmadi”, dedi ulardan 17 nafarini himoya qilayotgan Dana Ospan. Prokuratura shikoyat tushmaganini ma’lum qildi.",
		"Shu oyda kompaniya tumanga yangi yo‘l uchun 3,2 million dollar ajratdi. Direktor Ivan Kerr bu ikki voqeaning bir-biriga aloqasi yo‘qligini aytdi.",
		"Qo‘mita hukumatdan e’lon qilinmagan tergov bayonnomalarini so‘radi. Javob 90 kun ichida kutilmoqda.",
		"Garov evaziga ozod qilingan ish tashlash tashkilotchisiga ko‘ra, varaqlar 2-aprel kuni qozonxonada yoqib yuborilgan."}},
	{"ka", "მაღაროელებს ცარიელ ფურცლებზე ხელი მოაწერინეს", "ჩრდილოეთის მაცნე", []string{"მსოფლიო", "სასამართლო", "აზრი"}, []string{
		"კარატის მაღაროს ორმოცდაერთ მაღაროელს 14 მარტის გაფიცვის შემდეგ ცარიელ ფურცლებზე ხელი მოაწერინეს, განაცხადა მათმა ადვოკატმა სამშაბათს კომიტეტის წინაშე.",
		"„არავის მისცეს უფლება წაეკითხა, რა დაიწერებოდა მისი სახელის ზემოთ“, თქვა დანა ოსპანმა, რომელიც 17 მათგანს იცავს. პროკურატურამ განაცხადა, რომ საჩივარი არ მიუღია.",
		"იმავე თვეში კომპანიამ რაიონს ახალი გზისთვის 3,2 მილიონი დოლარი გადაუხადა. მისი დირექტორი ივან კერი ამტკიცებს, რომ ეს ორი ამბავი ერთმანეთთან დაკავშირებული არ არის.",
		"კომიტეტმა მთავრობას გამოუქვეყნებელი გამოძიების ოქმები მოსთხოვა. პასუხს 90 დღის განმავლობაში ელოდება.",
		"გირაოთი გათავისუფლებული გაფიცვის ორგანიზატორის თქმით, ფურცლები 2 აპრილს საქვაბეში დაწვეს."}},
}

func init() {
	for _, a := range farther {
		articles[a.lang] = a
	}
	for _, s := range signs {
		one, two, _ := strings.Cut(s.text, "|")
		articles[s.lang] = article{s.lang, s.title, "Karat", []string{"A", "B"}, []string{one, two, one, two}}
	}
}

// fourth are cases in those languages.
func (l *list) fourth() {
	for _, e := range []struct{ name, old, now string }{
		{"pl-figure", "17 z nich", "71 z nich"}, {"pl-negation", "nie są ze sobą związane", "są ze sobą związane"}, {"pl-name", "Iwan Kerr", "Igor Kerr"}, {"pl-month", "14 marca", "14 maja"}, {"pl-verb", "zmuszono", "poproszono"},
		{"pt-figure", "90 dias", "30 dias"}, {"pt-negation", "não foram publicadas", "foram publicadas"}, {"pt-name", "Ivan Kerr", "Igor Kerr"}, {"pt-month", "2 de abril", "2 de maio"}, {"pt-money", "3,2 milhões", "3,2 mil milhões"},
		{"ro-figure", "17 dintre ei", "7 dintre ei"}, {"ro-negation", "nu au legătură", "au legătură"}, {"ro-name", "Dana Ospan", "Dina Ospan"}, {"ro-month", "14 martie", "14 mai"},
		{"vi-figure", "90 ngày", "60 ngày"}, {"vi-negation", "không liên quan", "có liên quan"}, {"vi-name", "Ivan Kerr", "Igor Kerr"}, {"vi-month", "ngày 2 tháng 4", "ngày 2 tháng 5"},
		{"fa-figure", "۱۷ نفر", "۷۱ نفر"}, {"fa-negation", "مربوط نیستند", "مربوط هستند"}, {"fa-name", "ایوان کر", "سرگئی کر"}, {"fa-money", "میلیون دلار", "میلیارد دلار"},
		{"uz-figure", "90 kun", "9 kun"}, {"uz-negation", "aloqasi yo‘qligini", "aloqasi borligini"}, {"uz-name", "Ivan Kerr", "Igor Kerr"}, {"uz-month", "2-aprel", "2-may"},
		{"ka-figure", "17 მათგანს", "71 მათგანს"}, {"ka-negation", "დაკავშირებული არ არის", "დაკავშირებული არის"}, {"ka-name", "ივან კერი", "იგორ კერი"}, {"ka-month", "2 აპრილს", "2 მაისს"},
	} {
		p := news(articles[e.name[:2]], slots{})
		l.add("edit", e.name, page(p), page(once(p, e.old, e.now)), edited)
	}
	for _, lang := range []string{"pl", "pt", "ro", "vi", "fa", "uz", "ka"} {
		a := articles[lang]
		b := a
		b.paragraphs = append(append([]string{}, a.paragraphs[:3]...), a.paragraphs[4:]...)
		l.add("edit", lang+"-paragraph-dropped", page(news(a, slots{})), page(news(b, slots{})), edited)
		c := l.add("moved", lang+"-new-template", page(drupal(a)), set.Answer{Status: 301, Location: "/p/20417"}, "moved/redirect")
		c.After["/p/20417"] = page(wordpress(a))
	}
	for lang, w := range map[string]struct{ views, share, related, ago, cookie, correction string }{
		"pl": {"Wyświetleń: 1 204|Wyświetleń: 1 377", "Udostępnij na Facebooku", "Czytaj także: Rada odwołała kierownika kąpieliska", "3 godziny temu|2 dni temu", "Używamy plików cookie. Akceptuję", "Sprostowanie: we wcześniejszej wersji tekstu podaliśmy błędną liczbę górników."},
		"pt": {"1.204 visualizações|1.377 visualizações", "Partilhar no Facebook", "Leia também: Câmara reabre a piscina municipal", "há 3 horas|há 2 dias", "Este site utiliza cookies. Aceitar", "Correção: uma versão anterior deste artigo indicava um número errado de mineiros."},
		"ro": {"1.204 vizualizări|1.377 vizualizări", "Distribuie pe Facebook", "Citește și: Primăria a redeschis bazinul", "acum 3 ore|acum 2 zile", "Acest site folosește cookie-uri. Accept", "Erată: o versiune anterioară a articolului dădea un număr greșit de mineri."},
		"vi": {"1.204 lượt xem|1.377 lượt xem", "Chia sẻ lên Facebook", "Xem thêm: Hồ bơi thành phố mở cửa trở lại", "3 giờ trước|2 ngày trước", "Trang web này sử dụng cookie. Đồng ý", "Đính chính: bản trước của bài này nêu sai số thợ mỏ."},
		"fa": {"بازدید: ۱۲۰۴|بازدید: ۱۳۷۷", "اشتراک\u200cگذاری در تلگرام", "بیشتر بخوانید: استخر شهر بازگشایی شد", "۳ ساعت پیش|۲ روز پیش", "این وب\u200cسایت از کوکی استفاده می\u200cکند. می\u200cپذیرم", "اصلاحیه: در نسخهٔ پیشین این خبر شمار معدنچیان اشتباه آمده بود."},
		"uz": {"Ko‘rishlar: 1 204|Ko‘rishlar: 1 377", "Telegramda ulashish", "Shuningdek o‘qing: Shahar hovuzi qayta ochildi", "3 soat oldin|2 kun oldin", "Sayt cookie-fayllardan foydalanadi. Roziman", "Tuzatish: maqolaning avvalgi tahririda konchilar soni noto‘g‘ri ko‘rsatilgan edi."},
		"ka": {"ნახვა: 1204|ნახვა: 1377", "გააზიარე ფეისბუკზე", "წაიკითხეთ აგრეთვე: ქალაქის აუზი გაიხსნა", "3 საათის წინ|2 დღის წინ", "საიტი იყენებს ქუქი-ფაილებს. ვეთანხმები", "შესწორება: სტატიის წინა ვერსიაში მაღაროელთა რაოდენობა არასწორად იყო მითითებული."},
	} {
		a := articles[lang]
		both := func(s string) (string, string) { x, y, _ := strings.Cut(s, "|"); return x, y }
		v1, v2 := both(w.views)
		g1, g2 := both(w.ago)
		one := news(a, slots{meta: "<span>" + g1 + "</span> <span>" + v1 + "</span>"})
		two := news(a, slots{meta: "<span>" + g2 + "</span> <span>" + v2 + "</span>", side: "<ul><li><a href=/n/9>" + a.paragraphs[3][:len(a.paragraphs[3])/2] + "</a></li></ul>",
			end: `<div class="share"><a href="#">` + w.share + `</a></div>`, after: `<section><p><a href="/n/77">` + w.related + `</a></p></section>`, foot: `<div id="cc">` + strings.Replace(w.cookie, ". ", `. <button>`, 1) + `</button></div>`})
		l.add("noise", lang+"-around", page(one), page(two), fine)
		l.add("noise", lang+"-related-within", page(news(a, slots{})), page(news(a, slots{inside: `<p class="more"><a href="/n/77">` + w.related + `</a></p>`})), fine)
		l.add("edit", lang+"-correction", page(news(a, slots{})), page(news(a, slots{end: "<p><em>" + w.correction + "</em></p>"})), edited)
	}
	for lang, w := range map[string]struct{ gone, sale, suspended, works, login, country string }{
		"pl": {"Nie znaleziono strony|Przepraszamy, strona, której szukasz, nie istnieje lub została usunięta.", "Domena goniec.example jest na sprzedaż. Złóż ofertę.", "To konto hostingowe zostało zawieszone. Skontaktuj się z administratorem.", "Przerwa techniczna|Trwają prace konserwacyjne. Wrócimy wkrótce.", "Zaloguj się, aby czytać dalej|Hasło|Zaloguj", "Ta treść nie jest dostępna w Twoim kraju."},
		"pt": {"Página não encontrada|A página que procura não existe ou foi removida.", "O domínio despacho.example está à venda. Faça uma oferta.", "Esta conta de alojamento foi suspensa. Contacte o administrador.", "Em manutenção|O site está em manutenção. Voltamos em breve.", "Inicie sessão para continuar a ler|Palavra-passe|Entrar", "Este conteúdo não está disponível no seu país."},
		"ro": {"Pagina nu a fost găsită|Ne pare rău, pagina căutată nu există sau a fost ștearsă.", "Domeniul curierul.example este de vânzare. Trimite o ofertă.", "Acest cont de găzduire a fost suspendat. Contactați administratorul.", "Mentenanță|Site-ul este în mentenanță. Revenim în curând.", "Autentifică-te pentru a citi mai departe|Parolă|Intră", "Acest conținut nu este disponibil în țara dumneavoastră."},
		"vi": {"Không tìm thấy trang|Trang bạn tìm không tồn tại hoặc đã bị xóa.", "Tên miền tin-mien-bac.example đang được rao bán. Gửi đề nghị giá.", "Tài khoản lưu trữ này đã bị tạm ngưng. Vui lòng liên hệ quản trị viên.", "Bảo trì|Trang web đang được bảo trì. Chúng tôi sẽ sớm trở lại.", "Đăng nhập để đọc tiếp|Mật khẩu|Đăng nhập", "Nội dung này không có sẵn tại quốc gia của bạn."},
		"fa": {"صفحه یافت نشد|متأسفیم، صفحه\u200cای که به دنبال آن هستید وجود ندارد یا حذف شده است.", "دامنهٔ peyk.example برای فروش است. پیشنهاد خود را بفرستید.", "این حساب میزبانی مسدود شده است. با مدیر سایت تماس بگیرید.", "در دست تعمیر|سایت در حال به\u200cروزرسانی است. به زودی برمی\u200cگردیم.", "برای ادامهٔ خواندن وارد شوید|گذرواژه|ورود", "این محتوا در کشور شما در دسترس نیست."},
		"uz": {"Sahifa topilmadi|Kechirasiz, siz qidirayotgan sahifa mavjud emas yoki o‘chirilgan.", "xabarchi.example domeni sotiladi. Taklif yuboring.", "Ushbu xosting hisobi to‘xtatilgan. Administrator bilan bog‘laning.", "Texnik ishlar|Saytda texnik ishlar olib borilmoqda. Tez orada qaytamiz.", "O‘qishni davom ettirish uchun kiring|Parol|Kirish", "Bu kontent sizning mamlakatingizda mavjud emas."},
		"ka": {"გვერდი ვერ მოიძებნა|გვერდი, რომელსაც ეძებთ, არ არსებობს ან წაშლილია.", "დომენი matsne.example იყიდება. გამოგვიგზავნეთ შეთავაზება.", "ჰოსტინგის ანგარიში შეჩერებულია. დაუკავშირდით ადმინისტრატორს.", "ტექნიკური სამუშაოები|საიტზე მიმდინარეობს ტექნიკური სამუშაოები. მალე დავბრუნდებით.", "წასაკითხად გაიარეთ ავტორიზაცია|პაროლი|შესვლა", "ეს შინაარსი თქვენს ქვეყანაში მიუწვდომელია."},
	} {
		a := articles[lang]
		before := page(news(a, slots{}))
		title, words, _ := strings.Cut(w.gone, "|")
		l.add("dead", lang+"-soft-404", before, page(around(a, title, "<h1>"+title+"</h1><p>"+words+"</p>")), "dead/soft-404")
		everywhere(l.add("dead", lang+"-for-sale", before, page(message(w.sale, "<h1>"+w.sale+"</h1>")), "dead/parked"))
		everywhere(l.add("dead", lang+"-suspended", before, page(message(a.site, "<p>"+w.suspended+"</p>")), "dead/parked", "dead/soft-404", "unreachable/http-5xx", "blocked/unreadable"))
		title, words, _ = strings.Cut(w.works, "|")
		everywhere(l.add("fault", lang+"-works", before, page(message(title, "<h1>"+title+"</h1><p>"+words+"</p>")), "unreachable/http-5xx", "blocked/unreadable"))
		parts := strings.Split(w.login, "|")
		l.add("wall", lang+"-login", before, page(around(a, parts[0], "<h1>"+a.title+"</h1><p>"+a.paragraphs[0][:len(a.paragraphs[0])/2]+"…</p><p>"+parts[0]+`</p><form method=post><input type=email name=e><label>`+parts[1]+`</label><input type=password name=p><button>`+parts[2]+`</button></form>`)), "blocked/login-wall")
		l.add("wall", lang+"-country", before, page(message("", "<p>"+w.country+"</p>")), "blocked/geo-block")
		everywhere(l.add("fault", lang+"-500", before, status(500, message("500", "<h1>500</h1>")), "unreachable/http-5xx"))
	}
}

// signs are a short text in four languages more, and what stands in its place.
var signs = []struct{ lang, title, text, gone, removed, sale, lapsed, works, country string }{
	{"cs", "Horníci museli podepsat prázdné papíry", "Jednačtyřicet horníků z dolu Karat muselo po stávce ze 14. března podepsat prázdné papíry, řekla v úterý před výborem jejich advokátka.|Výbor požádal vládu o zápisy z vyšetřování, které nebyly zveřejněny, a čeká odpověď do 90 dnů.",
		"Stránka nenalezena|Omlouváme se, stránka, kterou hledáte, neexistuje.", "Článek byl odstraněn.", "Doména kuryr.example je na prodej.", "Platnost domény kuryr.example vypršela.", "Probíhá údržba|Na webu probíhá údržba. Brzy se vrátíme.", "Tento obsah není ve vaší zemi dostupný."},
	{"sv", "Gruvarbetare tvingades skriva under tomma papper", "Fyrtioen gruvarbetare i Karat tvingades skriva under tomma papper efter strejken den 14 mars, sade deras advokat på tisdagen inför en kommitté.|Kommittén har bett regeringen om protokollen från utredningen, som inte har offentliggjorts, och väntar svar inom 90 dagar.",
		"Sidan hittades inte|Sidan du letar efter finns inte eller har flyttats.", "Artikeln har tagits bort.", "Domänen norrposten.example är till salu.", "Domänen norrposten.example har löpt ut.", "Underhåll pågår|Webbplatsen är under underhåll. Vi är snart tillbaka.", "Innehållet är inte tillgängligt i ditt land."},
	{"az", "Mədənçilərə boş kağız imzalatdılar", "Karat mədəninin qırx bir işçisinə 14 mart tətilindən sonra boş kağız imzalatdıqlarını onların vəkili çərşənbə axşamı komitədə bildirib.|Komitə hökumətdən dərc olunmamış istintaq protokollarını istəyib və 90 gün ərzində cavab gözləyir.",
		"Səhifə tapılmadı|Axtardığınız səhifə mövcud deyil və ya silinib.", "Məqalə silinib.", "simal.example domeni satılır.", "simal.example domeninin müddəti bitib.", "Texniki işlər|Saytda texniki işlər aparılır. Tezliklə qayıdacağıq.", "Bu məzmun ölkənizdə əlçatan deyil."},
	{"id", "Para penambang dipaksa menandatangani kertas kosong", "Empat puluh satu penambang di tambang Karat dipaksa menandatangani kertas kosong setelah mogok kerja 14 Maret, kata pengacara mereka pada hari Selasa di hadapan komite.|Komite meminta pemerintah menyerahkan risalah penyelidikan yang tidak diterbitkan dan menunggu jawaban dalam 90 hari.",
		"Halaman tidak ditemukan|Maaf, halaman yang Anda cari tidak ada atau telah dihapus.", "Artikel ini telah dihapus.", "Domain kabarutara.example dijual.", "Domain kabarutara.example telah kedaluwarsa.", "Sedang dalam pemeliharaan|Situs sedang dalam pemeliharaan. Kami akan segera kembali.", "Konten ini tidak tersedia di negara Anda."},
}

// fifth are deaths and walls in those, written and judged after the fourth were mended.
func (l *list) fifth() {
	for _, w := range signs {
		a := articles[w.lang]
		before := page(news(a, slots{}))
		title, words, _ := strings.Cut(w.gone, "|")
		l.add("dead", w.lang+"-soft-404", before, page(around(a, title, "<h1>"+title+"</h1><p>"+words+"</p>")), "dead/soft-404")
		l.add("dead", w.lang+"-removed", before, page(around(a, a.site, "<p>"+w.removed+"</p>")), "dead/soft-404")
		everywhere(l.add("dead", w.lang+"-for-sale", before, page(message(w.sale, "<h1>"+w.sale+"</h1>")), "dead/parked"))
		everywhere(l.add("dead", w.lang+"-lapsed", before, page(message(w.lapsed, "<h1>"+w.lapsed+"</h1>")), "dead/parked"))
		title, words, _ = strings.Cut(w.works, "|")
		everywhere(l.add("fault", w.lang+"-works", before, page(message(title, "<h1>"+title+"</h1><p>"+words+"</p>")), "unreachable/http-5xx", "blocked/unreadable"))
		l.add("wall", w.lang+"-country", before, page(message("", "<p>"+w.country+"</p>")), "blocked/geo-block")
	}
}
