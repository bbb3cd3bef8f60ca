package verdict

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
	t := l.text
	from, least := at, l.blockAt
	if n := len(l.tok); n > 0 && l.tok[n-1].flags&tokEmail != 0 {
		least = max(least, int(l.tok[n-1].end))
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
	for len(l.tok) > l.blockFrom && int(l.tok[len(l.tok)-1].end) > from {
		last := l.tok[len(l.tok)-1]
		from = min(from, int(last.start))
		l.norm = l.norm[:last.norm]
		l.tok = l.tok[:len(l.tok)-1]
	}
	l.emails = append(l.emails, strings.ToLower(t[from:to]))
	l.emit(from, to, len(l.norm), func() { l.norm = append(l.norm, '@') }, tokEmail)
	return to
}

func isAddress(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-' || c == '+'
}
