package east4

import (
	"bytes"
	"fmt"

	"archiver/internal/eval/kit"
	"archiver/internal/eval/set"
)

// darak is an Uzbek news site (Latin script) on Next.js.
func darak() *site {
	s := newSite("darak-uz", "/uz/fargona-kengash-20417", "Biz muassasaga oldindan ogohlantirmasdan kirish huquqini oldik, lekin suratga olishga ruxsat berilmadi",
		"Birinchi tashrif oktabr oyiga rejalashtirilgan")
	s.Healthy(s.Inside("Darak", "<h1>So‘nggi yangiliklar</h1><ul><li>Gaz narxi</li><li>Ob-havo</li></ul>\n"), s.Inside("404", "<h1>404</h1><p>Sahifa topilmadi. Bosh sahifaga qayting.</p>\n"))

	s.Noise("apostrophes-and-hashes", letters("‘", "'", "’", "'", " — ", " – "), rewrite(`(Layout_wrap|Article_main|Article_title|Article_body)__\w+`, "${1}__new9Q"), sub(`"buildId":"k1"`, `"buildId":"Zz77"`),
		sub("2020-yil 8-sentabr, 15:20", "08.09.2020 15:20 · 2 daqiqa o'qiladi · 9 114"))
	s.Noise("cyrillic-switch-and-telegram", sub(`<span>UZ</span>`, `<span>O‘z</span><a href="/oz/fargona-kengash-20417">Ўз</a>`), above("<p>Viloyat adliya", "<a class=\"Banner_tg__1\">Telegram kanalimizga obuna bo‘ling va yangiliklarni birinchi bo‘lib o‘qing</a>\n"),
		sub(`Eng ko‘p o‘qilgan: <a href="/uz/1">Gaz narxi</a>`, `Valyuta kursi: 12 845,10 so‘m. Eng ko‘p o‘qilgan: <a href="/uz/9">Pensiya oshadi</a>`))
	s.Add("type", "tender-notice-pdf", set.Answer{Header: map[string][]string{"Content-Type": {"application/pdf"}}, Body: pdf(
		"TANLOV E'LONI", "Darak nashriyoti 2025-yil uchun qog'oz yetkazib berish bo'yicha tanlov e'lon qiladi.",
		"Hajmi: 14 tonna. Takliflar 20-mart kuni soat 18:00 gacha qabul qilinadi.", "Manzil: Toshkent, Navoiy ko'chasi. Xarid bo'limi: 71 200 00 00.",
		"G'olib eng past narx asosida aniqlanadi. To'lov yetkazib berilgandan so'ng 30 kun ichida.")}, "changed/type", "changed/replaced").States("gone")
	s.Dead("client-side-404", html(kit.Apply(s.Inside("Darak", "<h1 class=\"next-error-h1\">404</h1><h2>Bunday sahifa mavjud emas.</h2>\n"), []edit{sub(`"page":"/[lang]/[slug]"`, `"page":"/404"`)})), "dead/soft-404")
	s.Fault("certificate", kit.Fault("tls"), "unreachable/tls")
	return s
}

// pdf is a one-page PDF of lines of ASCII.
func pdf(text ...string) []byte {
	var content bytes.Buffer
	content.WriteString("BT /F1 12 Tf 14 TL 50 780 Td\n")
	for _, l := range text {
		fmt.Fprintf(&content, "(%s) Tj T*\n", l)
	}
	content.WriteString("ET")
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", content.Len(), content.String()),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}
