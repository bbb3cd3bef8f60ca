package lex

import (
	"strings"
	"unicode/utf8"
)

// maxText bounds the text of one view, in bytes: what follows is not read.
// Extractors stop there as well. A word takes some 40 bytes in each view.
const maxText = 8 << 20

// maxWord bounds a word in bytes: what is longer is cut into several.
const maxWord = 4096

// Token is one word, number or sign of a text, normalised: letters small,
// look-alikes undone, digit groups joined ("118 000", "118,000" and "118000"
// are the same token).
type Token struct {
	Hash       uint64
	Start, End uint32 // bytes in Stream.Text
	Norm       uint32 // where the normalised form starts in Stream.Norm
	Size       uint16 // of the normalised form, in bytes
	Flags      uint8
}

// Flags of a token.
const (
	Number = 1 << iota
	Upper  // starts with a large letter
	First  // starts a sentence, a block or a table cell: a large letter says nothing
	Sign
	Email
	Mark // a number that may be a footnote's: "directorate1 whose", "accused [12]"
)

// Span is a range of tokens.
type Span struct{ From, To int }

// Len is the number of tokens.
func (s Span) Len() int { return s.To - s.From }

// Block is one paragraph, heading, list item or table row.
type Block struct {
	Span
	Start, End uint32 // bytes in Stream.Text, line end excluded
	Cells      bool   // a tab stands in them: it is a row of a table
}

// Stream is one view of a page as tokens.
type Stream struct {
	Text   string
	Tokens []Token
	Blocks []Block
	Norm   []byte // the normalised tokens without anything between
	Hash   uint64 // of all tokens
	Emails []string
	Masked bool  // holds an address that was hidden from robots
	Alefs  bool  // its words are as those of a PDF: see alefsFirst
	Breaks []int // of a PDF: the tokens that pages begin with

	absent *absent // of a long text
}

// HashSeed is what a hash of hashes begins with.
const (
	HashSeed = 14695981039346656037
	fnvPrime = 1099511628211
)

// Text cuts a text into tokens. joinLines undoes hyphenation at line ends, as
// in the text of a PDF.
func Text(text string, joinLines bool) *Stream { return lexAs(text, joinLines, joinLines, nil) }

// Passage is Text for a passage that is looked for in a page.
func Passage(text string, pdf bool) *Stream { return lexAs(text, false, pdf, nil) }

// TextLike is Text with the words of a like text at hand, or nil.
func TextLike(text string, pdf bool, model *Stream) *Stream {
	if model != nil && model.Alefs != pdf {
		model = nil
	}
	return lexAs(text, pdf, pdf, model)
}

// Bit is 1 for true.
func Bit(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

// Words returns the normalised words with one space between.
func (s *Stream) Words() string {
	out := make([]byte, 0, len(s.Norm)+len(s.Tokens))
	for i, t := range s.Tokens {
		if i > 0 {
			out = append(out, ' ')
		}
		out = append(out, s.Norm[t.Norm:t.Norm+uint32(t.Size)]...)
	}
	return string(out)
}

// Word returns the normalised form of token i.
func (s *Stream) Word(i int) string { return s.Compact(Span{i, i + 1}) }

// Compact is the letters and digits of a run within one block, without
// anything between.
func (s *Stream) Compact(r Span) string {
	if r.Len() == 0 {
		return ""
	}
	last := s.Tokens[r.To-1]
	return string(s.Norm[s.Tokens[r.From].Norm : last.Norm+uint32(last.Size)])
}

// Marked returns the text of a range of tokens as the page writes it, with the marks
// around it and white space collapsed.
func (s *Stream) Marked(sp Span) string {
	if sp.From >= sp.To || sp.To > len(s.Tokens) {
		return ""
	}
	start, end := int(s.Tokens[sp.From].Start), int(s.Tokens[sp.To-1].End)
	for start > 0 {
		r, n := utf8.DecodeLastRuneInString(s.Text[:start])
		if !strings.ContainsRune("\"'“„«‘‚([¿¡", r) {
			break
		}
		start -= n
	}
	for end < len(s.Text) {
		r, n := utf8.DecodeRuneInString(s.Text[end:])
		if !strings.ContainsRune("\"'”»’“)].!?…。।؟%", r) {
			break
		}
		end += n
	}
	return strings.Join(strings.Fields(s.Text[start:end]), " ")
}

// Excerpt returns the text of a range of tokens as the page writes it, with
// white space collapsed and at most about limit bytes long.
func (s *Stream) Excerpt(sp Span, limit int) string {
	if sp.From >= sp.To || sp.To > len(s.Tokens) {
		return ""
	}
	raw := s.Text[s.Tokens[sp.From].Start:s.Tokens[sp.To-1].End]
	cut := false
	if len(raw) > limit {
		raw, cut = raw[:limit], true
		for len(raw) > 0 && !utf8.ValidString(raw[max(0, len(raw)-4):]) && !utf8.RuneStart(raw[len(raw)-1]) {
			raw = raw[:len(raw)-1]
		}
		if j := strings.LastIndexAny(raw, " \n\t"); j > limit/2 {
			raw = raw[:j]
		}
	}
	out := strings.Join(strings.Fields(strings.ToValidUTF8(raw, "")), " ")
	if cut {
		out += "…"
	}
	return out
}
