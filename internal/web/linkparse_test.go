package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// parsedLink is one link-value.
type parsedLink struct {
	URI    string
	Params map[string]string
}

func (l parsedLink) has(rel string) bool {
	for _, r := range strings.Fields(l.Params["rel"]) {
		if r == rel {
			return true
		}
	}
	return false
}

func (l parsedLink) time(name string) time.Time {
	t, _ := time.Parse(http.TimeFormat, l.Params[name])
	return t
}

// parseLinks reads link-values by the grammar of RFC 8288, section 3, which a Link
// header and (RFC 6690, section 2; RFC 7089, section 5) a TimeMap share, and refuses
// what it does not allow:
//
//	Link       = [ link-value *( OWS "," OWS link-value ) ]
//	link-value = "<" URI-Reference ">" *( OWS ";" OWS link-param )
//	link-param = token "=" quoted-string        (BWS and a bare token are not for writers)
//
// A TimeMap may break lines where white space may stand, as in the RFC's examples.
func parseLinks(s string, lines bool) (list []parsedLink, err error) {
	space := " \t"
	if lines {
		space += "\r\n"
	}
	skip := func() { s = strings.TrimLeft(s, space) }
	for skip(); s != ""; {
		rest, ok := strings.CutPrefix(s, "<")
		if !ok {
			return nil, fmt.Errorf("no '<' at %.40q", s)
		}
		uri, rest, ok := strings.Cut(rest, ">")
		if !ok {
			return nil, fmt.Errorf("no '>' after %.40q", rest)
		}
		if err := checkURI(uri); err != nil {
			return nil, err
		}
		l := parsedLink{uri, map[string]string{}}
		s = rest
		for {
			skip()
			if rest, ok = strings.CutPrefix(s, ";"); !ok {
				break
			}
			s = rest
			skip()
			name, rest, ok := strings.Cut(s, "=")
			if !ok || name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz-*") != "" {
				return nil, fmt.Errorf("no parameter at %.40q", s)
			}
			value, rest, err := quoted(rest)
			if err != nil {
				return nil, err
			}
			if _, twice := l.Params[name]; twice {
				return nil, fmt.Errorf("%s twice for %s", name, uri)
			}
			switch name {
			case "datetime", "from", "until":
				if t, err := time.Parse(http.TimeFormat, value); err != nil || t.Format(http.TimeFormat) != value {
					return nil, fmt.Errorf("%s=%q is no rfc1123-date", name, value)
				}
			case "rel":
				if strings.Join(strings.Fields(value), " ") != value || value == "" {
					return nil, fmt.Errorf("rel=%q", value)
				}
			case "type":
				if !strings.Contains(value, "/") {
					return nil, fmt.Errorf("type=%q", value)
				}
			default:
				return nil, fmt.Errorf("unknown parameter %q", name)
			}
			l.Params[name] = value
			s = rest
		}
		if l.Params["rel"] == "" {
			return nil, fmt.Errorf("%s has no relation", uri)
		}
		list = append(list, l)
		if s == "" {
			break
		}
		if rest, ok = strings.CutPrefix(s, ","); !ok {
			return nil, fmt.Errorf("no ',' at %.40q", s)
		}
		s = rest
		if skip(); s == "" {
			return nil, fmt.Errorf("a ',' at the end")
		}
	}
	return list, nil
}

// quoted reads a quoted-string (RFC 9110, section 5.6.4).
func quoted(s string) (value, rest string, err error) {
	if !strings.HasPrefix(s, `"`) {
		return "", "", fmt.Errorf("no quoted-string at %.40q", s)
	}
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			return value, s[i+1:], nil
		case c == '\\' && i+1 < len(s):
			i++
			value += s[i : i+1]
		case c < ' ' && c != '\t' || c == 0x7f:
			return "", "", fmt.Errorf("control character in %.40q", s)
		default:
			value += s[i : i+1]
		}
	}
	return "", "", fmt.Errorf("no end of %.40q", s)
}

// checkURI holds a URI against the characters of RFC 3986.
func checkURI(s string) error {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case isAlnum(c) || strings.IndexByte("-._~:/?[]@!$&'()*+,;=", c) >= 0:
		case c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
		default:
			return fmt.Errorf("%q may not stand in a URI: %s", c, s)
		}
	}
	u, err := url.Parse(s)
	if err == nil && (u.Scheme == "" || u.Host == "") {
		err = fmt.Errorf("%s is no absolute URI", s)
	}
	return err
}

func isHex(c byte) bool { return strings.IndexByte("0123456789abcdefABCDEF", c) >= 0 }
