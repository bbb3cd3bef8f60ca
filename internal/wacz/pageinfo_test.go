package wacz

import (
	"encoding/json"
	"slices"
	"testing"
)

func TestPageInfoTold(t *testing.T) {
	var p PageInfo
	err := json.Unmarshal([]byte(`{"browser":"Chrome/1","actions":[{"kind":"consent","what":"OneTrust: rejected with Ablehnen","n":1},
		{"kind":"consent","what":"a dialog: hidden, after pressing Nein","n":1},{"kind":"consent","what":"a dialog: hidden","n":2},
		{"kind":"consent","what":"scrolling unlocked","n":1},{"kind":"scroll","what":"to the end","n":7},{"kind":"dialog","what":"closed: alert","n":3}],"cut":["height","time"]}`), &p)
	if err != nil {
		t.Fatal(err)
	}
	p.PictureHeight = 16000
	want := []string{"pressed “Ablehnen” on a consent dialog (OneTrust)", "pressed “Nein” on a consent dialog (a dialog), and put it out of sight",
		"put a consent dialog out of sight (a dialog) (2 times)", "consent: scrolling unlocked", "scroll: to the end (7)", "dialog: closed: alert (3 times)",
		"the picture is cut at 16000 px: the page is longer", "the page met the limit of time, and may not be whole"}
	if got := p.Told(); !slices.Equal(got, want) || !p.PictureCut() {
		t.Errorf("%q", got)
	}
}
