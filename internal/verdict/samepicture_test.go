package verdict

import (
	"testing"
)

// TestSamePicture: a picture with other bytes is the same where it shows the same.
func TestSamePicture(t *testing.T) {
	picture := func(pixels string) Page { return Page{Kind: "image", Pixels: pixels} }
	ref := refOf(picture("a1"))
	ref.PayloadSHA256 = [32]byte{1}
	for pixels, want := range map[string]string{"a1": "ok/noise", "b2": "changed/edited", "": "changed/edited"} {
		l := lookAt(200, picture(pixels))
		l.PayloadSHA256 = [32]byte{2}
		j := Judge(ref, l, Probes{}, nil)
		if got := string(j.Verdict) + "/" + string(j.Reason); got != want {
			t.Errorf("%q: %s, want %s: %s", pixels, got, want, j.Detail)
		}
	}
	none := refOf(picture(""))
	none.PayloadSHA256 = [32]byte{1}
	l := lookAt(200, picture(""))
	l.PayloadSHA256 = [32]byte{2}
	if j := Judge(none, l, Probes{}, nil); j.Verdict != Changed {
		t.Errorf("without what they show: %s", j.Verdict)
	}
}
