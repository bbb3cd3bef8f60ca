package lex

import "testing"

// Every script has its own sign at the end of a sentence, and what follows it begins
// another.
func TestSentenceEnds(t *testing.T) {
	for _, c := range []struct {
		text string
		ends bool
	}{
		{"The page was removed. Go home.", true},
		{"“Go home!”", true},
		{"The page was removed…", true},
		{"页面已被删除。返回首页！", true},
		{"ገጹ ተሰርዟል። ወደ መነሻ ገጽ ይመለሱ።", true},
		{"စာမျက်နှာ မရှိပါ။ ပြန်သွားပါ။", true},
		{"पृष्ठ हटा दिया गया। मुखपृष्ठ पर जाएँ।", true},
		{"Էջը հեռացվել է։ Վերադառնալ գլխավոր էջ։", true},
		{"ہفتے کو یہ صفحہ ہٹا دیا گیا۔", true},
		{"هل حذفت الصفحة؟", true},
		{"Go home", false},
		{"Վերադառնալ գլխավոր էջ", false},
		{"الصفحة الرئيسية،", false},
	} {
		s := Text(c.text, false)
		if len(s.Blocks) != 1 || s.EndsSentence(0) != c.ends {
			t.Errorf("%q: %d blocks, the first ends as a sentence: %v", c.text, len(s.Blocks), !c.ends)
		}
	}
	for text, begins := range map[string]int{
		"The page was removed. Go home.":         4,
		"Էջը հեռացվել է։ Վերադառնալ գլխավոր էջ։": 3,
		"ገጹ ተሰርዟል። ወደ መነሻ ገጽ ይመለሱ።":              2,
	} {
		if s := Text(text, false); s.Tokens[begins].Flags&First == 0 || s.Tokens[begins-1].Flags&First != 0 {
			t.Errorf("%q: %q begins no sentence", text, s.Word(begins))
		}
	}
}
