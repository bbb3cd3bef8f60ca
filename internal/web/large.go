package web

import (
	"io"
	"net/http"
)

// A page and its text are made in memory, and stay there until a client has taken them.
const (
	// smallPage is how many bytes anybody may have held for him.
	smallPage = 1 << 20
	// maxLarge is how many that are larger are held at once.
	maxLarge = 8
)

// held reads a page or a text, closes it, and gives it with what to call when it was
// sent. Where too many large ones wait for their readers, the error is a *BusyError.
func (s *Server) held(body io.ReadCloser) (whole []byte, leave func(), err error) {
	defer body.Close()
	whole, err = io.ReadAll(io.LimitReader(body, smallPage+1))
	if err != nil || len(whole) <= smallPage {
		return whole, func() {}, err
	}
	select {
	case s.large <- struct{}{}:
	default: // none waits: it would be in memory meanwhile
		return nil, nil, &BusyError{Why: word0("busy")}
	}
	rest, err := io.ReadAll(io.LimitReader(body, maxPage-smallPage-1))
	if err != nil {
		<-s.large
		return nil, nil, err
	}
	return append(whole, rest...), func() { <-s.large }, nil
}

// sendHeld sends the parts of what was held.
func sendHeld(w http.ResponseWriter, parts ...[]byte) {
	out := paced(w)
	for _, p := range parts {
		if _, err := out.Write(p); err != nil {
			panic(http.ErrAbortHandler) // half a page must not look like a whole one
		}
	}
}
