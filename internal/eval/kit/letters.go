package kit

import (
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

var notText = regexp.MustCompile(`(?s)<script.*?</script>|<style.*?</style>|<[^>]*>`)

// OnText applies f to what stands between tags; it must change something.
func OnText(f func(string) string) Edit {
	return func(p string) string {
		var b strings.Builder
		end := 0
		for _, loc := range notText.FindAllStringIndex(p, -1) {
			b.WriteString(f(p[end:loc[0]]))
			b.WriteString(p[loc[0]:loc[1]])
			end = loc[1]
		}
		b.WriteString(f(p[end:]))
		if b.String() == p {
			panic("kit: an edit of the text changed nothing")
		}
		return b.String()
	}
}

// Letters replaces pairs of strings everywhere in text, leaving tags alone.
func Letters(pairs ...string) Edit { return OnText(strings.NewReplacer(pairs...).Replace) }

var (
	withoutYo = Letters("ё", "е", "Ё", "Е")
	straight  = Letters("«", "&quot;", "»", "&quot;", "“", "&quot;", "”", "&quot;", " — ", " - ", "…", "...")
	soft      = OnText(func(t string) string { return syllable.ReplaceAllString(t, "$1\u00ad$2") })
	syllable  = regexp.MustCompile(`([аеёиоуыэюяәіөүұ])([бвгджзклмнпрстфхцчшщғқң][аеёиоуыэюяәіөүұ])`)
)

// WithoutYo is the Edit that writes е for ё, as half of the Russian web does.
func WithoutYo(page string) string { return withoutYo(page) }

// Straight is the Edit that writes quotation marks and dashes as typewriters do.
func Straight(page string) string { return straight(page) }

// SoftHyphens is the Edit that offers a word break between a Cyrillic vowel and a
// syllable, as typographers' scripts do.
func SoftHyphens(page string) string { return soft(page) }

// Decomposed is the Edit that writes letters with marks as a letter and a mark, as
// some phones do.
func Decomposed(page string) string { return norm.NFD.String(page) }

var french = strings.NewReplacer(
	"é", "&eacute;", "è", "&egrave;", "ê", "&ecirc;", "à", "&agrave;", "â", "&acirc;",
	"ç", "&ccedil;", "î", "&icirc;", "ô", "&ocirc;", "û", "&ucirc;", "ù", "&ugrave;",
	"É", "&Eacute;", "À", "&Agrave;", "«", "&laquo;", "»", "&raquo;", "\u00a0", "&nbsp;", "’", "&rsquo;",
)

// Entities is the Edit that writes French letters as named character references.
func Entities(page string) string { return french.Replace(page) }

var charsets = map[string]*charmap.Charmap{
	"windows-1251": charmap.Windows1251,
	"windows-1252": charmap.Windows1252,
	"koi8-r":       charmap.KOI8R,
}

// charset returns an old charset by name.
func charset(name string) *charmap.Charmap {
	c, ok := charsets[name]
	if !ok {
		panic("kit: unknown charset " + name)
	}
	return c
}

// Encode gives the bytes of a page in an old charset, or in UTF-8 if it is "". What
// the charset hasn't becomes a character reference, as old content systems did.
func Encode(name, page string) []byte {
	if name == "" {
		return []byte(page)
	}
	return encoded(name, page, encoding.HTMLEscapeUnsupported(charset(name).NewEncoder()))
}

// EncodeAll is Encode for a page that must have only characters of the charset.
func EncodeAll(name, page string) []byte { return encoded(name, page, charset(name).NewEncoder()) }

func encoded(name, page string, e *encoding.Encoder) []byte {
	b, err := e.Bytes([]byte(page))
	if err != nil {
		panic(fmt.Sprintf("kit: a page in %s: %v", name, err))
	}
	return b
}

// Decode reads the bytes of a page in an old charset.
func Decode(name string, page []byte) string {
	b, err := charset(name).NewDecoder().Bytes(page)
	if err != nil {
		panic(fmt.Sprintf("kit: bytes in %s: %v", name, err))
	}
	return string(b)
}
