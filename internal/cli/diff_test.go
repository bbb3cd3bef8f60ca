package cli

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"html"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jedib0t/go-pretty/v6/text"

	"archiver/internal/source"
	"archiver/internal/verdict"
	"archiver/internal/watch"
)

func captured(day int, lang, text string) capture {
	page := verdict.Prepare(verdict.Page{Kind: "html", Visible: text, Main: text, Lang: lang})
	return capture{at: time.Date(2024, 5, day, 10, 0, 0, 0, time.UTC), sha256: strings.Repeat("ab", 32), payload: text,
		object: "snapshots/example.org/x/20240501.wacz", text: &watch.Text{Page: page, Kind: "html", Lang: lang}}
}

func compared(old, now string, quotes ...string) *comparison {
	d := &comparison{cite: source.Cite{Ref: "27", Citation: &source.Citation{URL: "https://example.org/x", Quotes: quotes}}, from: captured(1, "ru", old), to: captured(2, "ru", now)}

	d.to.object += "2"
	d.compare()
	return d
}

// printed is what a person reads, without colour.
func printed(d *comparison, verbose bool) string {
	var out bytes.Buffer
	e := &env{out: &out, err: &bytes.Buffer{}, verbose: verbose}
	e.printDiff(d, true)
	return out.String()
}

const (
	oldText = `Суд в Карабеле
По данным министерства, ниже плотины живут 118 000 человек, и решение от 12 мая 2019 года не влияет на снабжение города питьевой водой, как сообщил на встрече с жителями долины представитель областного управления.
Профессор Айгерим Саулебек сообщила суду, что оператор ни разу не измерял давление в северной стене плотины.
Жители долины попросили о новых сиренах, об убежище в школе и о ежегодном отчёте, который прочтёт любой.
Обновлено: 12 мая 2019, 14:05`
	newText = `Суд в Карабеле
Жители долины попросили о новых сиренах, об убежище в школе и о ежегодном отчёте, который прочтёт любой.
По данным министерства, ниже плотины живут 128 000 человек, и решение от 12 июня 2019 года влияет на снабжение города питьевой водой, как сообщил на встрече с жителями долины представитель областного управления.
Билеты на весенний фестиваль поступят в продажу на следующей неделе во всех кассах.
Обновлено: 3 июня 2021, 09:40`
)

func TestDiffForAPerson(t *testing.T) {
	d := compared(oldText, newText, "оператор ни разу не измерял давление в северной стене", "решение от 12 мая 2019 года не влияет", "об убежище в школе")
	got := printed(d, false)
	for _, want := range []string{
		"1 number, 1 date, 1 negation changed; 1 passage edited, 1 paragraph gone, 1 paragraph",
		"2 changes set aside as noise",
		"[-118 000-] {+128 000+} человек", "12 [-мая-] {+июня+} 2019 года [-не-] влияет",
		"number: “118 000” → “128 000”", "date: “12 мая 2019” → “12 июня 2019”", "negation: “не” is gone",
		"[-Профессор Айгерим", "{+Билеты на весенний",
		"quote “оператор ни разу не измерял давление в северной стене”: stood there word for word, is gone",
		"quote “решение от 12 мая 2019 года не влияет”: stood there word for word, is reworded: see whether it says the same",
		"touches the quote", "now reads: “решение от 12 июня 2019 года влияет”", ". moved\n", "stood after “", "now after “",
		"представитель областного", "питьевой водой, как сообщил",
	} {
		if !strings.Contains(strings.Join(strings.Fields(got), " "), strings.Join(strings.Fields(want), " ")) {
			t.Errorf("%q is missing", want)
		}
	}
	if strings.Contains(got, "09:40") {
		t.Error("noise is shown unasked")
	}
	if !strings.Contains(printed(d, true), "09:40") {
		t.Error("noise is not shown with -v")
	}
	if t.Failed() {
		t.Log(got)
	}
	same := printed(compared(oldText, strings.Replace(oldText, "14:05", "19:05", 1)), false)
	if !strings.Contains(same, "says the same: 1 change set aside as noise") {
		t.Error(same)
	}
}

// Lines fit, whatever stands in the text, and what would steer a terminal or
// turn a line around does not get there.
func TestDiffOfHostileText(t *testing.T) {
	evil := "\x1b[31mred\x1b]0;title\x07 \u202etxet \u2066x\u2069 \x00 <script>alert(1)</script> <img src=x onerror=y> {{.Ref}} " + strings.Repeat("w", 500) + " " + strings.Repeat("漢", 300)
	d := compared("The court said so on Monday in the old hall of the town.\nIt was late.", "The court said so on Monday "+evil+" in the old hall of the town.\nIt was late.\n"+evil, "x\x1b[2J"+evil)
	d.cite.Citation.URL = "https://example.org/\x1b[2J\"><script>"
	d.to.text.Lang = `"><script>`
	text := printed(d, true)
	if i := strings.IndexFunc(text, func(r rune) bool {
		return r < ' ' && r != '\n' || r == 0x7f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
	}); i >= 0 {
		t.Errorf("a control character: %q", text[i:min(len(text), i+20)])
	}
	for line := range strings.Lines(text) {
		if n := len([]rune(line)); n > 82 && !strings.Contains(line, "sha256") {
			t.Errorf("%d characters: %q", n, line)
		}
	}
	page, err := d.html(time.Now(), true)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script", "<img", "onerror=y>", "\x1b", "\u202e", `lang=""`} {
		if strings.Contains(page, bad) {
			t.Errorf("%q stands in the page", bad)
		}
	}
	b, err := json.Marshal(d.json())
	if err != nil || bytes.ContainsAny(b, "\x1b\x00") {
		t.Errorf("json: %v", err)
	}
}

// The page asks for nothing from outside, and its policy allows its own style.
func TestDiffPage(t *testing.T) {
	page, err := compared(oldText, newText, "ни разу не измерял").html(time.Now(), false)
	if err != nil {
		t.Fatal(err)
	}
	style := regexp.MustCompile(`(?s)<style>(.*)</style>`).FindStringSubmatch(page)
	policy := regexp.MustCompile(`'sha256-([^']+)'`).FindStringSubmatch(html.UnescapeString(page))
	if style == nil || policy == nil {
		t.Fatal("no style or policy")
	}
	sum := sha256.Sum256([]byte(style[1]))
	if want := base64.StdEncoding.EncodeToString(sum[:]); policy[1] != want {
		t.Errorf("the policy allows %s, the style is %s", policy[1], want)
	}
	for _, want := range []string{`default-src &#39;none&#39;`, `lang="ru"`, `dir="auto"`, strings.Repeat("ab", 32), "snapshots/example.org/x/20240501.wacz",
		`datetime="2024-05-01T10:00:00Z"`, `<del class="fact" title="negation">не</del> `, "prefers-color-scheme:dark", "@media print"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if regexp.MustCompile(`(?i)<script|<link|<img|<iframe|@import|url\(|https?://[^e]`).MatchString(page) {
		t.Error("something of the page may be fetched or run")
	}
	if strings.Contains(page, "ZgotmplZ") {
		t.Error("the template did not trust something")
	}
}

func TestFold(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("a b c d e ", 10))
	for _, row := range []struct {
		first, last bool
		words       int
	}{{false, false, 25}, {true, false, 13}, {false, true, 13}, {true, true, 1}} {
		got := fold(long+" ", row.first, row.last)
		if n := len(strings.Fields(got)); n != row.words || !strings.Contains(got, "…") {
			t.Errorf("%+v: %q", row, got)
		}
	}
	if got := fold("a b c ", true, false); got != "a b c " {
		t.Errorf("%q", got)
	}
}

// A line without a space, of megabytes, takes no longer than other text, and a
// person is shown its beginning.
func TestDiffOfOneWord(t *testing.T) {
	e := &env{out: &bytes.Buffer{}, err: &bytes.Buffer{}}
	long := strings.Repeat("слово", 300_000)
	start := time.Now()
	got := e.passage(verdict.Change{Kind: verdict.KindEdited, Parts: []verdict.Part{{Op: verdict.OpLost, Text: long}, {Op: verdict.OpGained, Text: long + " b"}}}, 80, "   ")
	if n := len([]rune(got)); n > 3*widestWord || !strings.Contains(got, "[-слово") || !strings.Contains(got, "…-]") || !strings.Contains(got, "… b+}") {
		t.Errorf("%d characters: %.200s", n, got)
	}
	l := layout{cols: 77, indent: "   "}
	l.add(strings.Repeat("字", 200), "[-", "-]", red)
	l.space = true
	l.glue(long, "") // what is not capped is no slower
	if took := time.Since(start); took > 30*time.Second {
		t.Errorf("took %v", took)
	}
	for line := range strings.Lines(l.String()) {
		if n := text.StringWidthWithoutEscSequences(strings.TrimRight(line, "\n")); n > 80 {
			t.Fatalf("a line of %d columns", n)
		}
	}
	if got := strings.Count(l.String(), "字"); got != 200 {
		t.Errorf("%d of 200 letters are left", got)
	}
	if got := strings.Count(l.String(), "в"); got != 300_000 {
		t.Errorf("%d of 300000 letters are left", got)
	}
}
