package verdict

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// indexPages are the names under which servers keep a folder's own page.
var indexPages = []string{"index.html", "index.htm", "index.php", "index.asp", "index.aspx", "index.jsp", "index.shtml", "index.xhtml",
	"default.htm", "default.html", "default.asp", "default.aspx", "home.html", "home.htm", "main.html"}

// idleParams are query parameters that track a visitor or name a session and
// choose no content. A name that ends in "_" stands for all that begin so.
var idleParams = []string{"utm_", "mtm_", "pk_", "hsa_", "fbclid", "gclid", "dclid", "gbraid", "wbraid", "yclid", "ysclid", "msclkid", "twclid", "ttclid",
	"igshid", "igsh", "mc_cid", "mc_eid", "_ga", "_gl", "_openstat", "vero_id", "wt_mc", "oly_anon_id", "oly_enc_id", "cmpid", "s_cid", "ref_src", "ref_url",
	"spm", "mkt_tok", "_hsenc", "_hsmi", "__twitter_impression",
	"phpsessid", "jsessionid", "aspsessionid", "asp.net_sessionid", "sessionid", "session_id", "sessid", "sid", "cfid", "cftoken"}

// canonical brings a URL into a form in which two that show the same page by
// convention are equal: without scheme, www, default port, fragment, trailing
// slash, index page, tracking and session parameters; the host in Unicode and
// the query sorted.
func canonical(raw string) string {
	u, err := url.Parse(strings.TrimSpace(raw))
	if err != nil || u.Host == "" {
		return strings.TrimSpace(raw)
	}
	host := hostOf(u)
	if p := u.Port(); p != "" && !(p == "80" && u.Scheme == "http") && !(p == "443" && u.Scheme == "https") {
		host += ":" + p
	}
	path := canonicalPath(u)
	var keep []string
	for _, kv := range strings.FieldsFunc(u.RawQuery, func(r rune) bool { return r == '&' || r == ';' }) {
		name, _, _ := strings.Cut(kv, "=")
		if n, err := url.QueryUnescape(name); err == nil {
			name = n
		}
		if idleParam(name) {
			continue
		}
		if v, err := url.QueryUnescape(kv); err == nil {
			kv = v
		}
		keep = append(keep, kv)
	}
	slices.Sort(keep)
	if len(keep) > 0 {
		path += "?" + strings.Join(keep, "&")
	}
	return host + path
}

// Destination is where a URL leads by convention, see canonical, whatever its query says.
func Destination(raw string) string {
	place, _, _ := strings.Cut(canonical(raw), "?")
	return place
}

// SamePlace tells whether two URLs show the same page by convention.
func SamePlace(a, b string) bool { return a == b || canonical(a) == canonical(b) }

func hostOf(u *url.URL) string {
	h := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	h = strings.TrimPrefix(h, "www.")
	if strings.Contains(h, "xn--") {
		labels := strings.Split(h, ".")
		for i, l := range labels {
			if s, ok := strings.CutPrefix(l, "xn--"); ok {
				if d, ok := decodePunycode(s); ok {
					labels[i] = d
				}
			}
		}
		h = strings.Join(labels, ".")
	}
	return h
}

func canonicalPath(u *url.URL) string {
	p := u.Path // decoded, so that %D0%B0 and а are equal
	if i := strings.Index(strings.ToLower(p), ";jsessionid="); i >= 0 {
		p = p[:i]
	}
	// ASP.NET keeps sessions in the path: /(S(lit3py55t21z5v55vlm25s55))/page.
	if i := strings.Index(p, "/(S("); i >= 0 {
		if j := strings.Index(p[i:], "))"); j >= 0 {
			p = p[:i] + p[i+j+2:]
		}
	}
	dir, file := p, ""
	if i := strings.LastIndexByte(p, '/'); i >= 0 {
		dir, file = p[:i+1], p[i+1:]
	}
	if slices.Contains(indexPages, strings.ToLower(file)) {
		p = dir
	}
	for strings.Contains(p, "//") {
		p = strings.ReplaceAll(p, "//", "/")
	}
	return strings.TrimRight(p, "/")
}

func idleParam(name string) bool {
	name = strings.ToLower(name)
	for _, p := range idleParams {
		if name == p || strings.HasSuffix(p, "_") && strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

// isHome tells whether a URL is a site's home page, in any language.
func isHome(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return false
	}
	p := strings.ToLower(strings.Trim(canonicalPath(u), "/"))
	if _, query, ok := strings.Cut(canonical(raw), "?"); ok && query != "" && !strings.HasPrefix(query, "lang=") {
		return false
	}
	switch p {
	case "", "home", "main", "start", "homepage", "accueil":
		return true
	}
	switch strings.TrimSuffix(strings.TrimSuffix(p, "/home"), "/main") {
	case "en", "ru", "kk", "kz", "kaz", "rus", "eng", "fr", "de", "es", "uk", "ua", "en-us", "en-gb", "ru-ru", "kk-kz", "fr-fr", "de-de", "es-es":
		return true
	}
	return false
}

// isParent tells whether final is a folder above cited on the same host, its
// home page aside.
func isParent(cited, final string) bool {
	c, f := canonical(cited), canonical(final)
	c, _, _ = strings.Cut(c, "?")
	f, _, _ = strings.Cut(f, "?") // a language, a page of a list
	return f != c && strings.Count(f, "/") > 0 && strings.HasPrefix(c, f+"/")
}

// errorPath tells whether a path says that it is an error page.
func errorPath(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil {
		return false
	}
	if u.Query().Has("aspxerrorpath") {
		return true
	}
	for _, s := range strings.Split(strings.ToLower(u.Path), "/") {
		s, _, _ = strings.Cut(s, ".")
		switch strings.ReplaceAll(strings.ReplaceAll(s, "-", ""), "_", "") {
		case "404", "error404", "404error", "err404", "notfound", "pagenotfound", "404notfound", "filenotfound", "errornotfound", "page404":
			return true
		}
	}
	return false
}

var loginNames = []string{"login", "log-in", "log_in", "signin", "sign-in", "sign_in", "signup", "sign-up", "sign_up", "register", "registration", "authwall",
	"checkpoint", "uas", "auth", "authorize", "authentication", "sso", "openid-connect", "oauth", "oauth2", "user_login", "userlogin", "logon", "wp-login", "connexion", "anmelden", "vhod", "avtorizaciya"}

// loginURL tells whether a URL is a place where people log in, by a whole part
// of its path or the first label of its host.
func loginURL(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil {
		return false
	}
	label, _, _ := strings.Cut(strings.ToLower(u.Hostname()), ".")
	switch label {
	case "login", "signin", "accounts", "auth", "sso", "idp", "passport", "signon":
		return true
	}
	for _, s := range strings.Split(strings.ToLower(u.Path), "/") {
		s, _, _ = strings.Cut(s, ".")
		if slices.Contains(loginNames, s) {
			return true
		}
	}
	return false
}

// consentURL tells whether a URL is one of the known consent pages.
func consentURL(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil {
		return false
	}
	switch h := strings.ToLower(u.Hostname()); h {
	case "consent.youtube.com", "consent.google.com", "consent.yahoo.com", "guce.yahoo.com", "guce.oath.com", "guce.advertising.com", "guce.aol.com", "guce.techcrunch.com", "myprivacy.dpgmedia.nl", "cmp.dpgmedia.nl":
		return true
	default:
		return strings.HasPrefix(h, "consent.") && strings.Count(h, ".") >= 2
	}
}

// movedTo returns where the permanent redirects at the beginning of the way
// lead, "" if they lead nowhere else.
func movedTo(l *Look) string {
	to := ""
	for _, h := range l.Hops {
		if h.Status != 301 && h.Status != 308 {
			break
		}
		to = h.Location
		if base, err := url.Parse(h.URL); err == nil {
			if abs, err := base.Parse(h.Location); err == nil {
				to = abs.String()
			}
		}
	}
	if to == "" || SamePlace(to, l.URL) {
		return ""
	}
	return to
}

// finalURL is where a look ended.
func (l *Look) finalURL() string {
	if l.FinalURL != "" {
		return l.FinalURL
	}
	return l.URL
}

// decodePunycode reads one label of an international host name (RFC 3492).
func decodePunycode(s string) (string, bool) {
	const base, tmin, tmax, skew, damp = 36, 1, 26, 38, 700
	n, i, bias := rune(128), 0, 72
	var out []rune
	if b := strings.LastIndexByte(s, '-'); b >= 0 {
		out = []rune(s[:b])
		s = s[b+1:]
	}
	if len(s) > 63 {
		return "", false
	}
	for pos := 0; pos < len(s); {
		old, w := i, 1
		for k := base; ; k += base {
			if pos >= len(s) {
				return "", false
			}
			var digit int
			switch c := s[pos]; {
			case c >= 'a' && c <= 'z':
				digit = int(c - 'a')
			case c >= '0' && c <= '9':
				digit = int(c-'0') + 26
			default:
				return "", false
			}
			pos++
			i += digit * w
			t := min(max(k-bias, tmin), tmax)
			if digit < t {
				break
			}
			w *= base - t
			if i > 1<<24 || w > 1<<24 {
				return "", false
			}
		}
		size := len(out) + 1
		d := (i - old) / 2
		if old == 0 {
			d = (i - old) / damp
		}
		d += d / size
		k := 0
		for ; d > (base-tmin)*tmax/2; k += base {
			d /= base - tmin
		}
		bias = k + (base-tmin+1)*d/(d+skew)
		n += rune(i / size)
		i %= size
		if n > utf8.MaxRune {
			return "", false
		}
		out = slices.Insert(out, i, n)
		i++
	}
	return string(out), true
}
