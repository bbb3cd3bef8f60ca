package kit

import (
	"fmt"
	"net/http"

	"archiver/internal/eval/set"
)

// HTML answers with a page in UTF-8.
func HTML(body string) set.Answer { return set.Answer{Body: []byte(body)} }

// Status answers with a status and a page in UTF-8.
func Status(code int, body string) set.Answer {
	return set.Answer{Status: code, Body: []byte(body)}
}

// Fault fails as package set says.
func Fault(kind string) set.Answer { return set.Answer{Fault: kind} }

// Truncated promises more than a, and breaks off.
func Truncated(a set.Answer) set.Answer {
	a.Fault = "truncated"
	return a
}

// Redirect answers with a code and a Location, and the few lines nginx puts there.
func Redirect(code int, to string) set.Answer {
	if code < 301 || code > 308 || http.StatusText(code) == "" {
		panic(fmt.Sprintf("kit: no redirect %d", code))
	}
	title := fmt.Sprint(code, " ", http.StatusText(code))
	a := Status(code, "<html>\r\n<head><title>"+title+"</title></head>\r\n<body>\r\n<center><h1>"+title+"</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n")
	a.Location = to
	return a
}

// ObjectMoved is Redirect with the lines IIS puts there.
func ObjectMoved(code int, to string) set.Answer {
	return set.Answer{Status: code, Location: to,
		Body: []byte("<html><head><title>Object moved</title></head><body>\n<h2>Object moved to <a href=\"" + to + "\">here</a>.</h2>\n</body></html>\n")}
}

// With returns a with header lines added, given as name, value, name, value. A
// Content-Type replaces the one there was.
func With(a set.Answer, lines ...string) set.Answer {
	h := a.Header.Clone()
	if h == nil {
		h = http.Header{}
	}
	for i := 0; i < len(lines); i += 2 {
		if lines[i] == "Content-Type" {
			h.Del(lines[i])
		}
		h.Add(lines[i], lines[i+1])
	}
	a.Header = h
	return a
}
