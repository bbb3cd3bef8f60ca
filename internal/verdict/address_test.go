package verdict

import (
	"slices"
	"testing"
)

// What a template puts under the paragraphs is no edit: a request to the reader. A
// paragraph of the text is one.
func TestRequests(t *testing.T) {
	frame := "Вы используете ознакомительную версию. Полная версия включает судебную практику и формы документов."
	for _, c := range []struct {
		name   string
		at     []int // indexes of the article's blocks before which each block stands
		blocks []string
		edited bool
	}{
		{"once", []int{1}, []string{"The whole text is kept for members of the society in the old town."}, true},
		{"a request below", []int{9}, []string{"Поделитесь страницей с соседями или переведите нам любую сумму: 300, 500, 1 000 рублей"}, false},
		{"a frame below", []int{9}, []string{frame}, false},
		{"a request within", []int{1}, []string{"Поделитесь страницей с соседями или переведите нам любую сумму: 300, 500, 1 000 рублей."}, true},
		{"a statement below", []int{9}, []string{"Соседи поделились страницей и перевели суду любую сумму: 300, 500, 1 000 рублей."}, true},
		{"a request with a name", []int{9}, []string{"«Вестник» живёт на деньги читателей. Поддержите нас — оформите ежемесячный платёж."}, false},
		{"a saying below", []int{9}, []string{"«Вы не имеете права входить в этот дом», — сказал судья истцу в четверг."}, true},
		{"places to follow it at", []int{9}, []string{"The programme can be heard on Apple Podcasts, on Spotify and on YouTube as well."}, false},
		{"places within the text", []int{1}, []string{"The ministry had Facebook, Telegram and YouTube cut off for the whole of that week."}, true},
		{"what became of it", []int{1, 2}, []string{"The decision was overturned by the court of appeal in May.", "The decision was overturned by the court of appeal in May."}, true},
	} {
		tg := &tongues[0]
		now := slices.Clone(tg.article)
		for i := len(c.blocks) - 1; i >= 0; i-- {
			now = slices.Insert(now, min(c.at[i], len(now)), c.blocks[i])
		}
		page := tg.with(now)
		j := Judge(refOf(tg.with(tg.article)), lookAt(200, page), Probes{}, nil)
		if got := j.Verdict == Changed; got != c.edited {
			t.Errorf("%s: %s/%s %s", c.name, j.Verdict, j.Reason, j.Detail)
		}
	}
}
