package lex

import "strings"

// maskedEmail returns the length of what Cloudflare puts in place of an
// address, "[email protected]", where s begins with it; else 0.
func maskedEmail(s string) int {
	const a, b = "[email", "protected]"
	if len(s) < len(a)+1+len(b) || !strings.EqualFold(s[:len(a)], a) {
		return 0
	}
	rest := strings.TrimLeft(s[len(a):min(len(s), len(a)+16)], " \u00a0-")
	if len(rest) < len(b) || !strings.EqualFold(rest[:len(b)], b) {
		return 0
	}
	return strings.Index(s, rest[:len(b)]) + len(b)
}

// email turns the words around an @ into one token that equals any other
// address: the same one may be shown plainly or hidden from robots.
func (l *lexer) email(at int) int {
	t := l.Text
	from, least := at, l.blockAt
	if n := len(l.Tokens); n > 0 && l.Tokens[n-1].Flags&Email != 0 {
		least = max(least, int(l.Tokens[n-1].End))
	}
	for from > least && isAddress(t[from-1]) {
		from--
	}
	to := at + 1
	for to < len(t) && isAddress(t[to]) {
		to++
	}
	for to > at+1 && (t[to-1] == '.' || t[to-1] == '-') {
		to--
	}
	if from == at || to == at+1 || !strings.Contains(t[at:to], ".") {
		return at + 1
	}
	for len(l.Tokens) > l.blockFrom && int(l.Tokens[len(l.Tokens)-1].End) > from {
		last := l.Tokens[len(l.Tokens)-1]
		from = min(from, int(last.Start))
		l.Norm = l.Norm[:last.Norm]
		l.Tokens = l.Tokens[:len(l.Tokens)-1]
	}
	l.Emails = append(l.Emails, strings.ToLower(t[from:to]))
	l.emit(from, to, len(l.Norm), func() { l.Norm = append(l.Norm, '@') }, Email)
	return to
}

func isAddress(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-' || c == '+'
}

// Address is an e-mail address in small letters; "" for one that is hidden
// from robots.
func (s *Stream) Address(i int) string {
	a := strings.ToLower(s.Text[s.Tokens[i].Start:s.Tokens[i].End])
	if strings.HasPrefix(a, "[") {
		return ""
	}
	return a
}
