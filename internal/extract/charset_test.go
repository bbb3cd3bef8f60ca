package extract

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	xunicode "golang.org/x/text/encoding/unicode"
)

const (
	russian = "Комиссия проверила, как выполняется решение суда, и опубликовала отчёт о том, что власти не приняли мер. " +
		"Заявители обратились в комитет ещё в марте; ответ пришёл лишь через год."
	shortRussian = "Указ подписан во вторник"
	ukrainian    = "Уряд затвердив порядок, за яким громадяни її областей можуть звернутися до суду, і оприлюднив його текст у вівторок. " +
		"Чиє рішення є остаточним, з'ясує їхній комітет."
	kazakh = "Қазақстан Республикасының Үкіметі жаңа қаулы қабылдады, онда азаматтардың құқықтары мен бостандықтарын қорғау туралы " +
		"өзгерістер енгізілді. Бұл шешім ғылым мен білім саласындағы әңгіменің негізі болып отыр."
	serbian = "Влада је усвојила одлуку о томе да се њена примена одложи до јула, а министар је рекао да ће ћутање управе бити " +
		"протумачено као пристанак. Јавност је обавештена."
	french = "L'élève a été reçu à l'école où l'on enseigne à présent le français, et il s'en réjouit déjà."
)

// encode gives the bytes of s in an encoding, as a server would send them.
func encode(t testing.TB, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// inTable encodes by one of our own tables.
func inTable(t testing.TB, high, s string) string {
	t.Helper()
	table := []rune(high)
	var b []byte
next:
	for _, r := range s {
		if r < utf8.RuneSelf {
			b = append(b, byte(r))
			continue
		}
		for i, c := range table {
			if c == r {
				b = append(b, byte(0x80+i))
				continue next
			}
		}
		t.Fatalf("%q is not in the table", r)
	}
	return string(b)
}

func TestCharset(t *testing.T) {
	kz := func(s string) string { return inTable(t, kz1048High, s) }
	pt := func(s string) string { return inTable(t, ptcp154High, s) }
	in := func(e encoding.Encoding) func(string) string {
		return func(s string) string { return encode(t, e, s) }
	}
	utf8Bytes := func(s string) string { return s }
	cp1251, koi8r, koi8u, cp866 := in(charmap.Windows1251), in(charmap.KOI8R), in(charmap.KOI8U), in(charmap.CodePage866)
	iso5, mac, latin := in(charmap.ISO8859_5), in(charmap.MacintoshCyrillic), in(charmap.Windows1252)
	utf16le := in(xunicode.UTF16(xunicode.LittleEndian, xunicode.IgnoreBOM))
	utf16be := in(xunicode.UTF16(xunicode.BigEndian, xunicode.UseBOM))
	late := strings.Repeat("<!-- padding before the label -->", 200)

	for _, c := range []struct {
		name, text, header, meta string
		bytes                    func(string) string
		want, from               string
	}{
		{"utf-8, no label", russian, "", "", utf8Bytes, "utf-8", "utf-8"},
		{"utf-8, lying header", russian, "text/html; charset=windows-1251", "", utf8Bytes, "utf-8", "utf-8"},
		{"utf-8, lying meta", kazakh, "", "windows-1251", utf8Bytes, "utf-8", "utf-8"},
		{"utf-8 with mark, lying header", french, "text/html; charset=iso-8859-1", "", func(s string) string { return "\ufeff" + s }, "utf-8", "bom"},
		{"ascii", "Only plain letters here.", "text/html; charset=windows-1251", "", utf8Bytes, "utf-8", "ascii"},
		{"utf-16 with mark", russian, "", "", utf16be, "utf-16be", "bom"},
		{"utf-16 by its zeros", french, "", "", utf16le, "utf-16le", "utf-16"},
		{"windows-1251, header", russian, "text/html; charset=windows-1251", "", cp1251, "windows-1251", "header"},
		{"windows-1251, header in capitals and quotes", russian, `text/html; Charset="WINDOWS-1251"`, "", cp1251, "windows-1251", "header"},
		{"windows-1251, meta", russian, "text/html", "windows-1251", cp1251, "windows-1251", "meta"},
		{"windows-1251, meta against header", russian, "text/html; charset=iso-8859-1", "windows-1251", cp1251, "windows-1251", "meta"},
		{"windows-1251, utf-8 in header", russian, "text/html; charset=utf-8", "windows-1251", cp1251, "windows-1251", "meta"},
		{"windows-1251, late meta", russian, "", "LATE", cp1251, "windows-1251", "meta"},
		{"windows-1251, win-1251", shortRussian, "", "win-1251", cp1251, "windows-1251", "meta"},
		{"windows-1251, cp-1251", shortRussian, "", "cp-1251", cp1251, "windows-1251", "meta"},
		{"windows-1251, windows1251", shortRussian, "text/html; charset=windows1251", "", cp1251, "windows-1251", "header"},
		{"windows-1251, no label", russian, "", "", cp1251, "windows-1251", "letters"},
		{"windows-1251, no label, little text", shortRussian, "", "", cp1251, "windows-1251", "letters"},
		{"windows-1251, latin in header", russian, "text/html; charset=iso-8859-1", "", cp1251, "windows-1251", "letters"},
		{"windows-1251, utf-8 everywhere", russian, "text/html; charset=utf-8", "utf-8", cp1251, "windows-1251", "letters"},
		{"windows-1251, unknown label", russian, "text/html; charset=x-unheard-of", "", cp1251, "windows-1251", "letters"},
		{"windows-1251, labelled koi8-r", russian, "text/html; charset=koi8-r", "", cp1251, "windows-1251", "letters"},
		{"windows-1251, Serbian", serbian, "text/html; charset=windows-1251", "", cp1251, "windows-1251", "header"},
		{"windows-1251, Ukrainian", ukrainian, "", "windows-1251", cp1251, "windows-1251", "meta"},
		{"koi8-r, meta", russian, "", "koi8-r", koi8r, "koi8-r", "meta"},
		{"koi8-r, no label", russian, "", "", koi8r, "koi8-r", "letters"},
		{"koi8-r, labelled windows-1251", russian, "text/html; charset=windows-1251", "", koi8r, "koi8-r", "letters"},
		{"koi8-u, header", ukrainian, "text/html; charset=KOI8-U", "", koi8u, "koi8-u", "header"},
		{"koi8-u, no label", ukrainian, "", "", koi8u, "koi8-u", "letters"},
		{"cp866, meta", russian, "", "cp866", cp866, "ibm866", "meta"},
		{"cp866, no label", russian, "", "", cp866, "ibm866", "letters"},
		{"iso-8859-5, header", russian, "text/html; charset=ISO-8859-5", "", iso5, "iso-8859-5", "header"},
		{"iso-8859-5, no label", russian, "", "", iso5, "iso-8859-5", "letters"},
		{"mac, meta", russian, "", "x-mac-cyrillic", mac, "x-mac-cyrillic", "meta"},
		{"mac, no label", russian, "", "", mac, "x-mac-cyrillic", "letters"},
		{"kz-1048, header", kazakh, "text/html; charset=KZ-1048", "", kz, "kz-1048", "header"},
		{"kz-1048, strk1048", kazakh, "", "strk1048-2002", kz, "kz-1048", "meta"},
		{"kz-1048, no label", kazakh, "", "", kz, "kz-1048", "letters"},
		{"kz-1048, labelled windows-1251", kazakh, "", "windows-1251", kz, "kz-1048", "letters"},
		{"ptcp154, header", kazakh, "text/html; charset=PT154", "", pt, "ptcp154", "header"},
		{"ptcp154, text that fits windows-1251 too", russian, "text/html; charset=PT154", "", pt, "ptcp154", "header"},
		{"ptcp154, no label", kazakh, "", "", pt, "ptcp154", "letters"},
		{"windows-1252, no label", french, "", "", latin, "windows-1252", "default"},
		{"windows-1252, header", french, "text/html; charset=iso-8859-1", "", latin, "windows-1252", "header"},
		{"windows-1252, utf-8 in header", french, "text/html; charset=utf-8", "", latin, "windows-1252", "default"},
		{"gb18030", "委员会公布了报告,并说明了决定的理由。", "", "gb18030", in(simplifiedchinese.GB18030), "gb18030", "meta"},
		{"shift_jis", "委員会は報告書を公表し、決定の理由を説明した。", "text/html; charset=Shift_JIS", "", in(japanese.ShiftJIS), "shift_jis", "header"},
		{"euc-kr", "위원회는 보고서를 공개하고 결정의 이유를 설명하였다.", "", "euc-kr", in(korean.EUCKR), "euc-kr", "meta"},
		{"iso-2022-jp", "委員会は報告書を公表した。", "", "iso-2022-jp", in(japanese.ISO2022JP), "iso-2022-jp", "meta"},
		{"windows-1251, labelled shift_jis", russian, "text/html; charset=shift_jis", "", cp1251, "windows-1251", "letters"},
	} {
		t.Run(c.name, func(t *testing.T) {
			meta := ""
			switch c.meta {
			case "":
			case "LATE":
				meta = late + `<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">`
			default:
				meta = `<meta charset="` + c.meta + `">`
			}
			body := c.bytes("<!DOCTYPE html><html><head><title>" + c.text[:0] + "x</title>" + meta + "</head><body><p>" + c.text + "</p></body></html>")
			doc := extract(t, New(Config{}), body, c.header)
			if doc.Kind != KindHTML || doc.Visible != c.text {
				t.Errorf("read as %s %s by %s: %q", doc.Kind, doc.Charset, doc.CharsetFrom, doc.Visible)
			}
			if doc.Charset != c.want || doc.CharsetFrom != c.from {
				t.Errorf("charset %s by %s, want %s by %s", doc.Charset, doc.CharsetFrom, c.want, c.from)
			}
		})
	}
}

// A title or an error page is often all there is to go by. Capitals in Mac
// Cyrillic are left out: their bytes are those of cp866.
func TestCyrillicInFewWords(t *testing.T) {
	for _, text := range []string{
		"Суд", "Новости", "Главная страница", "Страница не найдена", "О нас", "Указ Президента", "Алматы", "Поиск", "Ошибка 404",
		"Доступ ограничен", "Дом и мир", "НОВОСТИ",
	} {
		for want, e := range map[string]encoding.Encoding{
			"windows-1251": charmap.Windows1251, "koi8-r": charmap.KOI8R, "ibm866": charmap.CodePage866,
			"iso-8859-5": charmap.ISO8859_5, "x-mac-cyrillic": charmap.MacintoshCyrillic,
		} {
			if text == strings.ToUpper(text) && want == "x-mac-cyrillic" {
				continue
			}
			if c, ok := cyrillic([]byte(encode(t, e, text)), coding{}); !ok || c.name != want {
				t.Errorf("%q in %s is taken for %q", text, want, c.name)
			}
		}
	}
}

func TestCharsetOneBadByte(t *testing.T) {
	doc := extract(t, New(Config{}), "<p>"+russian+" \xff конец</p>", "text/html; charset=windows-1251")
	if doc.Charset != "utf-8" || !strings.HasSuffix(doc.Visible, "\ufffd конец") {
		t.Errorf("%s: %q", doc.Charset, doc.Visible)
	}
}

// Text of a few characters that is damaged or cut is UTF-8 still, and text in another
// encoding that makes a few of UTF-8 is not.
func TestCharsetDamaged(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"na\u00efve\xa0caf\u00e9", "utf-8"},
		{"caf\u00e9\xa0au lait", "utf-8"},
		{"caf\u00e9 \xe2\x82", "utf-8"},
		{"caf\xe9 au lait", "windows-1252"},
		{"\xabL'\xe9t\xe9 \xc0\xbb", "windows-1252"},
		{encode(t, charmap.CodePage866, "река и тело"), "ibm866"},
		{encode(t, charmap.Windows1251, "Это «ТАСС»"), "windows-1251"},
		{encode(t, simplifiedchinese.GB18030, "委员会公布了报告,并说明了决定的理由。"), "windows-1252"},
	} {
		if got, _, _ := detect([]byte(c.text), ""); got.name != c.want {
			t.Errorf("%q: %s, want %s", c.text, got.name, c.want)
		}
	}
}

func TestCharsetXMLDeclaration(t *testing.T) {
	body := encode(t, charmap.Windows1251, `<?xml version="1.0" encoding="windows-1251"?><rss><channel><title>`+russian+`</title></channel></rss>`)
	doc := extract(t, New(Config{}), body, "text/xml")
	if doc.Kind != KindText || doc.CharsetFrom != "xml" || doc.Visible != russian {
		t.Errorf("%s by %s: %q", doc.Charset, doc.CharsetFrom, doc.Visible)
	}
}

// The Kazakh tables differ from windows-1251 in known places only.
func TestKazakhTables(t *testing.T) {
	for _, c := range []struct {
		name  string
		table func(byte) rune
		high  string
		want  map[byte]rune
	}{
		{"kz-1048", kz1048, kz1048High, map[byte]rune{
			0x8d: 'Қ', 0x8e: 'Һ', 0x9d: 'қ', 0x9e: 'һ', 0xa1: 'Ұ', 0xa2: 'ұ', 0xa3: 'Ә', 0xa5: 'Ө', 0xaa: 'Ғ', 0xaf: 'Ү',
			0xb2: 'І', 0xb3: 'і', 0xb4: 'ө', 0xba: 'ғ', 0xbc: 'ә', 0xbd: 'Ң', 0xbe: 'ң', 0xbf: 'ү', 0xc0: 'А', 0xff: 'я'}},
		{"ptcp154", ptcp154, ptcp154High, map[byte]rune{
			0x80: 'Җ', 0x81: 'Ғ', 0x83: 'ғ', 0x87: 'Ү', 0x89: 'ү', 0x8c: 'Ң', 0x8d: 'Қ', 0x9c: 'ң', 0x9d: 'қ', 0xa5: 'Ҙ',
			0xa6: 'Ұ', 0xaa: 'Ә', 0xb1: 'ұ', 0xb2: 'І', 0xb3: 'і', 0xba: 'ә', 0xc0: 'А', 0xff: 'я'}},
	} {
		if n := utf8.RuneCountInString(c.high); n != 128 {
			t.Fatalf("%s has %d entries", c.name, n)
		}
		for b, r := range c.want {
			if got := c.table(b); got != r {
				t.Errorf("%s: %#x is %q, want %q", c.name, b, got, r)
			}
		}
	}
}

func FuzzCharset(f *testing.F) {
	f.Add([]byte("<meta charset=koi8-r>"+russian), "text/html; charset=utf-8")
	f.Add([]byte(encode(f, charmap.Windows1251, russian)), "")
	f.Add([]byte("\xff\xfe<\x00p\x00"), "text/html; charset=utf-16")
	f.Add([]byte("\x1b$B<meta charset=iso-2022-jp>"), "")
	f.Add([]byte(`<?xml encoding='`), ";;charset")
	f.Fuzz(func(t *testing.T, src []byte, contentType string) {
		c, from, skip := detect(src, contentType)
		if c.name == "" || from == "" || skip > len(src) {
			t.Fatalf("%q by %q, skip %d of %d", c.name, from, skip, len(src))
		}
		before := bytes.Clone(src)
		if out := c.decode(src[skip:]); !utf8.Valid(out) {
			t.Fatalf("%s gives invalid UTF-8 %q", c.name, out)
		}
		if !bytes.Equal(before, src) {
			t.Fatal("the source was written to")
		}
	})
}
