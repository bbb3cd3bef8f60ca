package east4

// sahifa is an Arabic news portal, written from right to left.
func sahifa() *site {
	s := newSite("sahifa-ar", "/news/details/2021/1/14/77120", "إن موكلها لم يُبلَّغ بسبب احتجازه إلا بعد أسبوعين", "بعد احتجازه في المطار لمدة 41 يوماً")
	s.Healthy(s.Inside("بوابة الميناء", "<h1>آخر الأخبار</h1><ul><li>أسعار الذهب اليوم</li><li>حالة الطقس</li></ul>\n"), s.Inside("الصفحة غير موجودة", "<h1>404</h1><p>عذراً، الصفحة التي تبحث عنها غير موجودة.</p>\n"))

	s.Noise("prayer-times-ramadan-theme", sub("الخميس 14 يناير 2021 | القاهرة 18°", "الأحد 2 مارس 2025 | القاهرة 24° | الفجر 4:53 الظهر 12:07 العصر 3:25 المغرب 5:57 العشاء 7:14"),
		sub(`class="rtl node-news"`, `class="rtl node-news ramadan"`), sub("<li>أسعار الذهب اليوم</li><li>مواعيد مباريات الغد</li>", "<li>إمساكية رمضان</li><li>سعر الدولار في البنوك</li>"), sub("© 2021", "© 2025"))
	s.Noise("read-also-and-listen", above("<p>وأضافت أن", "<div class=\"also\">اقرأ أيضاً: <a>تأجيل محاكمة صحفي إلى الشهر المقبل</a></div>\n"), below(`<div class="body">`, "\n<div class=\"tts\">استمع إلى المقال 1:52 ▶ مشاركة واتساب نسخ الرابط</div>"),
		letters(" - ", " – "))
	s.Edit("bail-sum", sub("5 آلاف جنيه", "50 ألف جنيه"))
	s.Dead("domain-for-sale", html(lines("<!DOCTYPE html>", `<html lang="en"><head><meta charset="utf-8"><title>{{host}} is for sale</title></head>`, `<body><div id="container"><h1>{{host}}</h1><p>This domain may be for sale. <a href="//market.example/buy">Get a price in less than 24 hours</a></p>`,
		"<h2>Related searches</h2><ul><li>Cairo Hotels</li><li>Freight Forwarding</li><li>Arabic Courses Online</li></ul><p>Privacy Policy</p></div></body></html>")), "dead/parked").Everywhere("/")
	return s
}
