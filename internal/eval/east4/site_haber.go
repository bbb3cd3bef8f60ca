package east4

// haber is a Turkish news site.
func haber() *site {
	s := newSite("haber-tr", "/gundem/siginmaci-gazeteci-karar-158842h.htm", "Müvekkilim serbest bırakılmadı, yalnızca uçağa bindirilmesi engellendi",
		"idari gözetim kararına yaptıkları üç itirazın da reddedildiğini hatırlattı")
	s.Healthy(s.Inside("Kıyı Haber", "<h1>Manşet</h1><ul><li>Sınırda yeni uygulama</li><li>Zam geldi</li></ul>\n"), s.Inside("Sayfa bulunamadı", "<h1>Aradığınız sayfa bulunamadı</h1><p>Haber yayından kaldırılmış olabilir.</p>\n"))

	s.Noise("update-stamp-google-news", sub("Giriş: 21.11.2019 - 14:05", "Giriş: 21.11.2019 - 14:05 Güncelleme: 04.02.2024 - 03:11 <a>Google News'te takip et</a> <span>A- A+</span>"),
		sub("<span>DOLAR 5,71</span><span>EURO 6,32</span><span>ALTIN 269</span>", "<span>DOLAR 34,52</span><span>EURO 36,40</span><span>GRAM ALTIN 2.951</span><span>BIST 9.410</span>"),
		above("<p>Göç idaresi", "<div class=\"ilgili-haber\"><b>İLGİLİ HABER</b> <a>Barodan merkez raporu</a></div>\n"), letters(`"`, "“"), above("</div>\n</main>", "<p class=\"etiket\">Etiketler: göç, basın, mahkeme</p><p>Yorum yazmak için giriş yapın</p>\n"))
	s.Noise("comments-and-prayer-times", above(`<section class="ilgili">`, "<section class=\"yorumlar\"><h3>Yorumlar (2)</h3><p>Okur: Geçmiş olsun.</p><p>Mehmet: Karar geç kaldı.</p></section><div>İmsak 06:12 Güneş 07:38 Öğle 12:55 İkindi 15:27 Akşam 17:52 Yatsı 19:13</div>\n"),
		sub(`<div class="haber-metin" property="articleBody">`, `<div class="article-content"><div class="reklam">REKLAM</div>`), sub("© 2019", "© 2025"))
	kvkk := "<div id=\"kvkk-modal\" class=\"modal show\" role=\"dialog\" aria-modal=\"true\"><h3>Gizliliğinize önem veriyoruz</h3><p>Biz ve 812 iş ortağımız, kişisel verilerinizi işlemek için açık rızanızı istiyoruz. Devam etmek için bir seçim yapın.</p><button>Kabul et</button><button>Reddet</button><button>Tercihler</button></div>\n"
	s.Noise("consent-modal-over-text", below("<body>", "\n"+kvkk), sub("<body>", `<body class="modal-open">`)).Note("the consent box covers the text, which is there")
	s.Lost("appeals-count", "idari gözetim kararına yaptıkları üç itirazın da reddedildiğini hatırlattı", sub("üç itirazın da reddedildiğini", "itirazlardan birinin kabul edildiğini"))
	s.Dead("removed-notice", s.Answer(s.Inside("Kıyı Haber", "<h1>Bu haber yayından kaldırılmıştır</h1><p>İçerik, Sulh Ceza Hâkimliğinin kararı gereği yayından çıkarılmıştır.</p>\n")), "dead/soft-404", "blocked/legal-451", "dead/withdrawn").
		Note("taken off by the site at a court's order")
	s.Wall("btk-block", status(451, lines("<!DOCTYPE html>", "<html><head><meta charset=\"utf-8\"><title>Erişim Engeli</title></head>", "<body><p>Bu internet sitesi hakkında uygulanan idari tedbir kararı gereğince erişim engellenmiştir.</p><p>Karar tarihi ve sayısı için bilgi edinme sayfasını ziyaret ediniz.</p></body></html>")), "blocked/legal-451").Everywhere("/")
	return s
}
