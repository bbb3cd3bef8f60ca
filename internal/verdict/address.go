package verdict

import "strings"

// addresses tells whether a paragraph that came under the text, or above it, asks
// something of the reader: to share the page, to write, to pay. A text that speaks
// to its reader throughout does so in its own name.
func (d *side) addresses(bi int) bool {
	b := d.s.blocks[bi]
	if !d.gain || b.len() > 40 || strings.ContainsAny(d.s.blockText(bi), "«“„\"") || !d.s.calls(b.span) {
		return false
	}
	for i := bi + 1; i < len(d.s.blocks) && bi > d.headEnd(); i++ {
		if d.prose(i) && !d.isFresh(i) {
			return false // among the text's own paragraphs
		}
	}
	other := d.peer.base()
	for _, x := range other.blocks {
		if x.len() >= 4 && other.calls(x.span) {
			return false
		}
	}
	return true
}

// calls tells whether one of the first two sentences of a run begins by speaking
// to the reader.
func (s *stream) calls(r span) bool {
	for i, first := r.from, 0; i < r.to && first < 2; i++ {
		if i == r.from || s.tok[i].flags&tokFirst != 0 {
			first++
			if w := s.word(i); toReader[w] || imperative(w) {
				return true
			}
		}
	}
	return false
}

var toReader = map[string]bool{"вы": true, "вам": true, "вас": true, "ваш": true, "ваша": true, "ваше": true, "ваши": true, "you": true, "your": true,
	"vous": true, "votre": true, "vos": true, "сіз": true, "сізге": true, "сіздің": true}

// imperative tells whether a word has the ending of a request to several, or to
// one politely, and is no noun that ends so.
func imperative(w string) bool {
	for _, end := range []string{"йте", "йтесь", "ите", "итесь", "ьте", "ьтесь", "ңыз", "ңіз", "ңыздар", "ңіздер"} {
		if len(w) > len(end)+4 && strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}
