package watch

import (
	"strings"
	"testing"
)

// TestCountWords: a text without spaces is no page of few words.
func TestCountWords(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "You are  taken there.": 4, "页面正在跳转": 4, "Это 5 слов, не больше": 5,
		strings.Repeat("委员会听取了九名证人的证词。", 50): 326, "ย้ายแล้ว": 5,
	} {
		if got := countWords(text); got != want {
			t.Errorf("%.20q: %d words, want %d", text, got, want)
		}
	}
}
