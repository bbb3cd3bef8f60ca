package verdict

import (
	"slices"
	"testing"
)

// A line of thanks to those who pay for a text comes and goes with the template;
// a last sentence that says anything else is the text's.
func TestCredits(t *testing.T) {
	for _, c := range []struct {
		tongue int
		line   string
		at     int // index of the paragraph before it, counted from the end
		edited bool
	}{
		{0, "This article was made possible by our readers' donations.", 0, false},
		{1, "Материал подготовлен на средства читателей.", 0, false},
		{1, "Этот текст вышел благодаря поддержке наших читателей и подписчиков.", 0, false},
		{0, "Мақаланы дайындауға оқырман қаражаты жұмсалды.", 0, false},
		{0, "Maqalany daiyndauğa oqyrman qarajaty jūmsaldy.", 0, false},
		{0, "Cet article a été réalisé grâce aux dons de nos lecteurs.", 0, false},
		{0, "This article was made possible by our readers' donations.", 1, true},
		{0, "This article was made possible by donations from Karabel Hydro.", 0, true},
		{0, "This article was not paid for by readers.", 0, true},
		{0, "This article was paid for by the operator.", 0, true},
		{0, "The dam was paid for with readers' donations.", 0, true},
		{0, "The investigation was paid for with readers' donations.", 0, true},
		{0, "Readers donated 12,000 for this report.", 0, true},
		{1, "Материал подготовлен на средства оператора.", 0, true},
		{1, "Материал подготовлен на средства читателей и оператора плотины.", 0, true},
		{1, "Статья исправлена благодаря читателям.", 0, true},
		{0, "Maqalany daiyndauğa äkımdık qarajaty jūmsaldy.", 0, true},
		{0, "Cet article a été financé par la commune.", 0, true},
	} {
		tg := &tongues[c.tongue]
		with := slices.Insert(slices.Clone(tg.article), len(tg.article)-c.at, c.line)
		old, now := tg.with(with), tg.with(tg.article)
		if j := Judge(refOf(old), lookAt(200, now), Probes{}, nil); (j.Verdict == Changed) != c.edited {
			t.Errorf("%q lost: %s/%s %s", c.line, j.Verdict, j.Reason, j.Detail)
		}
		if j := Judge(refOf(now), lookAt(200, old), Probes{}, nil); j.Verdict == Changed && !c.edited {
			t.Errorf("%q gained: %s/%s %s", c.line, j.Verdict, j.Reason, j.Detail)
		}
	}
}
