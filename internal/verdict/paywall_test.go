package verdict

import (
	"slices"
	"testing"

	"archiver/internal/verdict/lex"
)

// A page may tell programs that its text is not free, in whatever language it asks
// its reader to pay: what stands behind the place where it stops was not taken out.
func TestPaywallByMarks(t *testing.T) {
	tg := &tongues[0]
	ref := refOf(tg.page())
	const asks = "Jatka lukemista tilaamalla lehti jo tänään edullisesti"
	cut := tg.with(append(slices.Clone(tg.article[:1]), asks))
	for name, c := range map[string]struct {
		page Page
		head string
		want Verdict
		why  Reason
	}{
		"schema.org":            {cut, `<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree": false}</script>`, Blocked, LoginWall},
		"schema.org, in words":  {cut, `{"isAccessibleForFree":"False"}`, Blocked, LoginWall},
		"Open Graph":            {cut, `<meta property="article:content_tier" content="metered">`, Blocked, LoginWall},
		"the name of the box":   {cut, `<div class="article-end paywall">`, Blocked, LoginWall},
		"free":                  {cut, `{"isAccessibleForFree": true}`, Changed, Replaced},
		"no mark":               {cut, `<div class="wall">`, Changed, Replaced},
		"another article":       {tg.other(), `<div class="paywall">`, Changed, Replaced},
		"nothing asks":          {tg.with(tg.article[:1]), `<div class="paywall">`, Changed, Replaced},
		"a note of the editors": {tg.with(append(slices.Clone(tg.article[:1]), "Correction: an earlier version of this article named the wrong court.")), `{"isAccessibleForFree": false}`, Changed, Replaced},
		"all of it, with marks": {tg.page(), `{"isAccessibleForFree": false}`, OK, Same},
	} {
		if j := Judge(ref, lookAt(200, c.page).head(c.head), Probes{}, nil); j.Verdict != c.want || j.Reason != c.why {
			t.Errorf("%s: %s/%s, want %s/%s (%s)", name, j.Verdict, j.Reason, c.want, c.why, j.Detail)
		}
	}
	// On a site that marks all it has, passages are taken out of an article as well, and
	// something small comes in the same days: most of it is shown.
	last := tg.article[len(tg.article)-1]
	for _, line := range []string{"Read also: the dam at Oroma", "Anna Berg writes about water and dams for the paper.", "Two paragraphs of this article were taken out on 3 May."} {
		page := tg.with(append(slices.Clone(tg.article[:len(tg.article)-2]), line))
		if j := Judge(ref, lookAt(200, page).head(`{"isAccessibleForFree": false}`), Probes{}, []string{last}); j.Reason != QuoteLost {
			t.Errorf("%q after most of the text: %s/%s", line, j.Verdict, j.Reason)
		}
	}
	// And in words.
	for _, asks := range []string{"Neem een abonnement om verder te lezen", "برای خواندن ادامه مطلب وارد شوید"} {
		if j := Judge(ref, lookAt(200, tg.with(append(slices.Clone(tg.article[:1]), asks))), Probes{}, nil); j.Reason != LoginWall {
			t.Errorf("%q: %s/%s", asks, j.Verdict, j.Reason)
		}
	}
}

// What stands in place of a text, in languages that know "gone" by other words.
func TestGoneInMoreLanguages(t *testing.T) {
	for _, text := range []string{
		"Deze pagina bestaat niet meer of is verplaatst.", "Dit artikel is verwijderd.", "صفحه مورد نظر یافت نشد.", "این مطلب حذف شده است.", "Такої сторінки більше немає на нашому сайті.",
	} {
		s := lex.Text(text, false)
		if !s.SaysGone(lex.Span{From: 0, To: len(s.Tokens)}) {
			t.Errorf("%q does not say that something is gone", text)
		}
	}
	s := lex.Text("Melde dich an, um Beiträge zu sehen.", false)
	if !s.SaysJoin(lex.Span{From: 0, To: len(s.Tokens)}) {
		t.Error("asking to log in to see it asks for no login")
	}
}
