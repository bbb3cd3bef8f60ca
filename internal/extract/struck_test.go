package extract

import (
	"context"
	"strings"
	"testing"
)

func TestStruckAltRuby(t *testing.T) {
	for _, c := range []struct{ html, want string }{
		{"<p>One <s>two</s> three</p>", "One three"},
		{"<p>One <del>two</del><ins>four</ins> three</p>", "One four three"},
		{"<p style='text-decoration: Line-Through red'>One</p><p>Two</p>", "Two"},
		{"<p style='text-decoration: underline'>One</p><p>Two</p>", "One\nTwo"},
		{"<p><span>One</span> <small>two</small> <sup>st</sup></p>", "One two st"},
		{"<table><tr><td>Water<td><img src=/y.png alt=Yes><td>2</table>", "Water\tYes\t2"},
		{"<table><tr><td>Water<td><img src=/y.png alt=Yes> tested<td>2</table>", "Water\ttested\t2"},
		{"<table><tr><td>Water<td><img src=/y.png alt='A long caption that somebody wrote'><td>2</table>", "Water\t2"},
		{"<p><img src=/y.png alt=Yes> Water</p>", "Water"},
		{"<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字</p>", "漢字"},
	} {
		doc, err := New(Config{}).Extract(context.Background(), Input{Body: strings.NewReader("<!doctype html><body>" + c.html), ContentType: "text/html; charset=utf-8", URL: "https://a.example/"})
		if err != nil {
			t.Fatal(err)
		}
		if doc.Visible != c.want {
			t.Errorf("%s: %q, want %q", c.html, doc.Visible, c.want)
		}
	}
}
