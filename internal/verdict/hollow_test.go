package verdict

import "testing"

// A page of which menus and footer alone are left is dead; one that shows its text as a
// picture now is not: what it says cannot be read.
func TestPictureInPlaceOfTheText(t *testing.T) {
	const menu, foot = "Home\nNews\nReports\nAbout the foundation\nContact us\n", "\nThe foundation is a registered charity and publishes its accounts each spring.\nWrite to us at the address in the imprint."
	const article = "Inspectors counted nine locked doors\nThe inspectors of the district visited the building on two days and counted nine doors that could not be opened from within.\nThey asked the owner to mend them before the end of the month, and he agreed to do so in writing.\nNobody had been told of the visit, the head of the inspection said when she was asked."
	const url = "https://foundation.example/news/nine-doors"
	page := func(text string, images ...string) *Prepared {
		return Prepare(Page{Kind: "html", Title: "Nine doors", Visible: menu + text + foot, Main: text, Scripts: 2, Images: images})
	}
	ref := &Reference{URL: url, FinalURL: url, Status: 200, Page: page(article, "/img/logo.png")}
	notFound := &Look{URL: url, Status: 404, Page: page("Nothing here")}
	for name, c := range map[string]struct {
		images []string
		want   string
	}{
		"no picture":           {nil, "dead/empty"},
		"the picture it had":   {[]string{"/img/logo.png"}, "dead/empty"},
		"a picture of its own": {[]string{"/img/logo.png", "/img/nine-doors-scan.png"}, "changed/replaced"},
	} {
		look := &Look{URL: url, FinalURL: url, Status: 200, Page: page("", c.images...), BodyLen: 9000}
		j := Judge(ref, look, Probes{Sibling: notFound, Home: faulty(Timeout)}, nil)
		if got := string(j.Verdict) + "/" + string(j.Reason); got != c.want {
			t.Errorf("%s: %s, want %s: %q", name, got, c.want, j.Evidence)
		}
	}
}
