package lex

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// leastCode is how many digits make a telephone number or the like, which is written
// with signs between its digits or without.
const leastCode = 8

// SameFigures tells whether the numbers of two runs are the same. What stands between
// digits makes one number of them or two: 3/4 is not 34, 14(3) not 143, and 1,5 not 15,
// while 1,500 is 1500. A run without digits may say its number in words, or in Roman
// ones.
func SameFigures(s *Stream, r Span, other *Stream, there Span) bool {
	if r.Len() == 0 || there.Len() == 0 {
		return true
	}
	a, b := figures(s.Text[s.Tokens[r.From].Start:s.Tokens[r.To-1].End]), figures(other.Text[other.Tokens[there.From].Start:other.Tokens[there.To-1].End])
	if len(a) == 0 || len(b) == 0 || slices.Equal(a, b) {
		return true
	}
	code := strings.Join(a, "")
	return len(code) >= leastCode && code == strings.Join(b, "")
}

// figures lists the whole numbers of a text, each in ASCII digits. Groups of three behind
// one and the same sign or space are one number.
func figures(text string) (out []string) {
	var number []byte  // the last one
	var between []rune // since the last digit
	var by rune        // what parts the groups of the number; 0: it has one group
	open := false      // the last rune was a digit
	group := 0         // digits of the last group
	grouped := func(rest string) bool {
		if len(number) == 0 || len(between) != 1 || !strings.ContainsRune(" \u00a0\u2009\u202f,.'’", between[0]) {
			return false
		}
		n := 0
		for _, c := range rest {
			if !unicode.IsDigit(c) {
				break
			}
			n++
		}
		return n == 3 && (by == between[0] && group == 3 || by == 0 && len(number) <= 3 && number[0] != '0')
	}
	for i, c := range text {
		if !unicode.IsDigit(c) {
			between, open = append(between, c), false
			continue
		}
		switch {
		case open:
		case grouped(text[i:]):
			by, group = between[0], 0
		default:
			if len(number) > 0 {
				out = append(out, string(number))
			}
			number, by, group = number[:0], 0, 0
		}
		number = utf8.AppendRune(number, digit(c))
		between, open, group = between[:0], true, group+1
	}
	if len(number) > 0 {
		out = append(out, string(number))
	}
	return out
}

// PlainNumber is a character of a number as it is written in ASCII: a digit of any script,
// and the signs that part Arabic ones.
func PlainNumber(c rune) rune {
	switch {
	case c < utf8.RuneSelf:
	case c == '٬':
		return '\''
	case c == '٫':
		return '.'
	case unicode.IsDigit(c):
		return digit(c)
	}
	return c
}

// digit is a decimal digit of any script as one of ASCII.
func digit(c rune) rune {
	for _, r := range unicode.Nd.R16 {
		if rune(r.Lo) <= c && c <= rune(r.Hi) {
			return '0' + (c-rune(r.Lo))%10
		}
	}
	return c
}
