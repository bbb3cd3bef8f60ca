package warc

import (
	"strings"
	"unicode/utf8"
)

// URI makes a URL fit for WARC-Target-URI and an index: ASCII without spaces
// and control characters. Percent-encodings and all else stay as they are; a
// host in other letters becomes its "xn--" name. Line ends and tabs are
// dropped, as browsers do, and so is white space around the URL.
func URI(url string) string {
	if isSafe(url) {
		return url
	}
	url = strings.Trim(url, "\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f ")
	url = strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(url)
	if i := strings.Index(url, "://"); i >= 0 {
		end := len(url)
		if j := strings.IndexAny(url[i+3:], "/?#\\"); j >= 0 {
			end = i + 3 + j
		}
		url = url[:i+3] + asciiHost(url[i+3:end]) + url[end:]
	}
	var b strings.Builder
	for i := range len(url) {
		if c := url[i]; c <= ' ' || c >= 0x7f {
			appendEscaped(&b, c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// TargetURI gives the WARC-Target-URI. Old writers put it in angle brackets, which
// are taken off in pairs only: a URL may end in one.
func (h Header) TargetURI() string {
	uri := h.Get("WARC-Target-URI")
	if bare, ok := strings.CutPrefix(uri, "<"); ok {
		if bare, ok = strings.CutSuffix(bare, ">"); ok {
			return bare
		}
	}
	return uri
}

func isSafe(s string) bool {
	for i := range len(s) {
		if s[i] <= ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// asciiHost encodes the labels of a host that are not ASCII with Punycode. Only
// upper case is folded: what else IDNA maps has been mapped by whoever
// resolved the name. What is no UTF-8 is left to percent-encoding.
func asciiHost(host string) string {
	if !utf8.ValidString(host) {
		return host
	}
	user, name := "", host
	if i := strings.LastIndexByte(host, '@'); i >= 0 {
		user, name = host[:i+1], host[i+1:]
	}
	labels := strings.FieldsFunc(name, isDot)
	if len(labels) != 1+strings.Count(strings.Map(func(r rune) rune {
		if isDot(r) {
			return '.'
		}
		return r
	}, name), ".") {
		return host // empty labels: not a name to take apart
	}
	for i, l := range labels {
		port := ""
		if j := strings.IndexByte(l, ':'); j >= 0 {
			l, port = l[:j], l[j:]
		}
		if !isSafe(l) {
			if p, ok := punycode(strings.ToLower(l)); ok {
				l = "xn--" + p
			}
		}
		labels[i] = l + port
	}
	return user + strings.Join(labels, ".")
}

// isDot tells the characters that separate labels (UTS 46, section 4).
func isDot(r rune) bool { return r == '.' || r == '。' || r == '．' || r == '｡' }

// punycode encodes a label (RFC 3492, section 6.3).
func punycode(label string) (string, bool) {
	const base, tMin, tMax, skew, damp, firstBias, firstN = 36, 1, 26, 38, 700, 72, 128
	if len(label) > 252 { // four bytes for each of 63 letters
		return "", false
	}
	runes := []rune(label)
	var out []byte
	for _, r := range runes {
		if r < firstN {
			out = append(out, byte(r))
		}
	}
	basic := len(out)
	if basic > 0 {
		out = append(out, '-')
	}
	n, delta, bias := rune(firstN), 0, firstBias
	for done := basic; done < len(runes); {
		next := rune(utf8.MaxRune)
		for _, r := range runes {
			if r >= n {
				next = min(next, r)
			}
		}
		delta += int(next-n) * (done + 1)
		n = next
		for _, r := range runes {
			if r < n {
				delta++
			}
			if r != n {
				continue
			}
			q := delta
			for k := base; ; k += base {
				t := min(max(k-bias, tMin), tMax)
				if q < t {
					out = append(out, digit(q))
					break
				}
				out = append(out, digit(t+(q-t)%(base-t)))
				q = (q - t) / (base - t)
			}
			if done == basic {
				delta /= damp
			} else {
				delta /= 2
			}
			done++
			delta += delta / done
			k := 0
			for ; delta > (base-tMin)*tMax/2; k += base {
				delta /= base - tMin
			}
			bias = k + (base-tMin+1)*delta/(delta+skew)
			delta = 0
		}
		delta++
		n++
	}
	return string(out), true
}

func digit(d int) byte {
	if d < 26 {
		return byte('a' + d)
	}
	return byte('0' + d - 26)
}
