package extract

import (
	"context"
	"strings"
	"testing"
)

func readPage(t *testing.T, body string) *Document {
	t.Helper()
	d, err := New(Config{}).Extract(context.Background(), Input{Body: strings.NewReader("<!DOCTYPE html><html><body>" + body + "</body></html>"), ContentType: "text/html; charset=utf-8"})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Pieces of a line that stand side by side in a box are words of their own;
// those of a word are not.
func TestJointsOfALine(t *testing.T) {
	for body, want := range map[string]string{
		"<div><span>Вопрос № 44178</span><span>14 ноября 2025</span><span>г. Лесной</span><span>Просмотров 96</span></div>": "Вопрос № 44178 14 ноября 2025 г. Лесной Просмотров 96",
		"<div><b>Ann Lee</b><span>lawyer in Paris</span></div>": "Ann Lee lawyer in Paris",
		"<div><span>М</span><span>инистр</span> сказал</div>":   "Министр сказал",
		"<div><span>mini</span><span>stry</span></div>":         "ministry",
		"<p><span>in 20</span><span>19 it</span></p>":           "in 2019 it",
		"<div><b>CO</b><span>,</span></div>":                    "CO,",
	} {
		if d := readPage(t, body); d.Visible != want {
			t.Errorf("%s: %q", body, d.Visible)
		}
	}
}

// What a button unfolds is part of the text; what else is hidden is not.
func TestFoldedText(t *testing.T) {
	for body, want := range map[string]bool{
		"<p>First.</p><button>Показать полностью</button><p hidden>THE REST.</p>":      true,
		"<p>First.</p><button>Read more</button><div hidden><p>THE REST.</p></div>":    true,
		"<p>First.</p><p hidden>THE REST.</p>":                                         false,
		"<p>First.</p><button>Menu</button><div hidden>THE REST.</div>":                false,
		"<p>First.</p><button>Read more</button><p>Second.</p><p hidden>THE REST.</p>": false,
		"<p>First.</p><button>Read more</button><p style='display:none'>THE REST.</p>": false,
	} {
		if got := strings.Contains(readPage(t, body).Visible, "THE REST"); got != want {
			t.Errorf("%s: %v", body, got)
		}
	}
}

// A line that is links for the most part, with signs between, is a menu; one
// that cites articles is not. What follows a label and is a link goes with it.
func TestLinesOfLinks(t *testing.T) {
	for line, dropped := range map[string]bool{
		"<div><a>In English</a> | LINE: <a>03.03</a> <a>11.02</a> <a>2025</a> <a>2024</a></div>":                          true,
		"<p>LINE, as articles <a>12</a>, <a>13</a>, <a>14</a>, <a>15</a> have it</p>":                                     false,
		"<p>Ещё по теме</p><p><a href=x>LINE of another text, which is about something else</a></p>":                      true,
		"<p>The report</p><p><a href=x>LINE of another text, which is about something else</a></p>":                       false,
		"<p>Ещё по теме</p><p>LINE of the text, which goes on and <a href=x>cites</a> another one, as it did before.</p>": false,
	} {
		d := readPage(t, "<div><h1>The ban</h1>"+prose("en")+line+prose("ru")+"</div>")
		if got := !strings.Contains(d.Main, "LINE"); got != dropped {
			t.Errorf("%s: dropped %v", line, got)
		}
	}
}

// Above the title a line that tells what became of the document stays.
func TestStatusAboveTitle(t *testing.T) {
	d := readPage(t, "<div><div>Показан по состоянию на 1 мая</div><div>Утратил силу с 15.03.2026</div><h1>Правила</h1>"+prose("ru")+"</div>")
	if !strings.Contains(d.Main, "Утратил силу") || strings.Contains(d.Main, "Показан") {
		t.Errorf("main %q", d.Main)
	}
}
