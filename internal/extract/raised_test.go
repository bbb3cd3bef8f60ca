package extract

import "testing"

// Figures above the line stay there; what only looks like them is text.
func TestRaised(t *testing.T) {
	for _, c := range []struct{ html, want string }{
		{`the directorate<sup>1</sup> whose`, "the directorate¹ whose"},
		{`the directorate<sup><a href="#fn1">12</a></sup> whose`, "the directorate¹² whose"},
		{`the directorate<sup>1,&nbsp;2</sup> whose`, "the directorate¹,² whose"},
		{`the directorate <sup>3</sup> whose`, "the directorate ³ whose"},
		{`the directorate<a href="#_ftn4" name="_ftnref4">4</a> whose`, "the directorate⁴ whose"},
		{`the directorate<a role="doc-noteref" href="#x">5</a> whose`, "the directorate⁵ whose"},
		{`the directorate<sup id="cite_ref-1"><a href="#cite_note-1"><span>[</span>1<span>]</span></a></sup> whose`, "the directorate[1] whose"},
		{`1 460<sup>1</sup> persons in 12 m<sup>2</sup> and 10<sup>6</sup>`, "1 460¹ persons in 12 m² and 10⁶"},
		{`le 1<sup>er</sup> mars, M<sup>me</sup> Diop, the 21<sup>st</sup>`, "le 1er mars, Mme Diop, the 21st"},
		{`see <a href="#p12">12</a> and <a href="/notes/3">3</a>, <a href="#references">4</a>`, "see 12 and 3, 4"},
		{`CO<sub>2</sub>`, "CO2"},
		{`a note of many figures<sup>12345678901234567</sup>`, "a note of many figures12345678901234567"},
		{`<sup hidden>1</sup>nothing<sup></sup>`, "nothing"},
	} {
		d := fromHTML(t, "<!DOCTYPE html><title>x</title><p>"+c.html+"</p>")
		if d.Visible != c.want {
			t.Errorf("%s: %q, want %q", c.html, d.Visible, c.want)
		}
	}
}
