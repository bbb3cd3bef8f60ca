package compare

import (
	"strings"
	"unicode/utf8"

	"archiver/internal/verdict/lex"
)

// addresses tells whether a paragraph that came under the text, or above it, asks
// something of the reader: to share the page, to write, to pay. A text that speaks
// to its reader throughout does so in its own name.
func (d *Side) addresses(bi int) bool {
	b := d.Stream.Blocks[bi]
	if !d.gain || b.Len() > 40 || speaks(d.Stream.BlockText(bi)) {
		return false
	}
	names := func(s *lex.Stream, r lex.Span) bool { return namesPlatforms(s, r) >= leastPlatforms }
	test, kind := callsOut, 0
	if !callsOut(d.Stream, b.Span) {
		test, kind = names, 1
	}
	if !test(d.Stream, b.Span) {
		return false
	}
	if bi > d.headEnd() && bi < d.lastHeld() {
		return false // among the text's own paragraphs
	}
	known := &d.speaks[kind]
	if *known == 0 {
		*known = -1
		other := d.Peer.Base()
		for _, x := range other.Blocks {
			if x.Len() >= 4 && test(other, x.Span) {
				*known = 1
				break
			}
		}
	}
	return *known < 0
}

// speaks tells whether a text quotes what somebody says: more than a name.
func speaks(text string) bool {
	for {
		i := strings.IndexAny(text, "«“„\"")
		if i < 0 {
			return false
		}
		rest := text[i:]
		_, n := utf8.DecodeRuneInString(rest)
		end := strings.IndexAny(rest[n:], "»”“\"")
		if end < 0 || strings.Count(rest[:n+end], " ") > 2 {
			return true
		}
		text = rest[n+end:]
		_, n = utf8.DecodeRuneInString(text)
		text = text[n:]
	}
}

// leastPlatforms is how many places to follow a site at make a list of such.
const leastPlatforms = 3

// namesPlatforms counts the names of places at which sites are followed.
func namesPlatforms(s *lex.Stream, r lex.Span) (n int) {
	for i := r.From; i < r.To; i++ {
		if platformNames[s.Word(i)] {
			n++
		}
	}
	return n
}

var platformNames = map[string]bool{"facebook": true, "twitter": true, "telegram": true, "instagram": true, "youtube": true, "whatsapp": true, "viber": true, "tiktok": true,
	"вконтакте": true, "vk": true, "rss": true, "spotify": true, "apple": true, "podcasts": true, "deezer": true, "soundcloud": true, "threads": true, "linkedin": true, "mastodon": true, "bluesky": true, "одноклассники": true, "дзен": true, "яндекс": true, "castbox": true}

// callsOut tells whether one of the first two sentences of a run begins by speaking
// to the reader.
func callsOut(s *lex.Stream, r lex.Span) bool {
	for i, first := r.From, 0; i < r.To && first < 2; i++ {
		if i == r.From || s.Tokens[i].Flags&lex.First != 0 {
			first++
			if w := s.Word(i); toReader[w] || imperative(w) {
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
