package watch

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"slices"

	"archiver/internal/catalog"
	"archiver/internal/extract"
	"archiver/internal/fetch"
	"archiver/internal/verdict"
)

// Of an answer that breaks off what came is kept where it shows the source: it may be all
// that there ever is. But what it lacks nobody wrote later. So it is compared with as far
// as it goes, and the first whole answer that says all that it says takes its place.

// unclosed is the Cut of a document that had no end of its own, in an answer of which the
// protocol does not tell whether it was whole: neither its length nor its last chunk.
const unclosed = "unclosed"

// cut is why what was seen is not whole, or may not be; "" where it is.
func (s *sight) cut() (string, error) {
	switch {
	case s.look.Memento != nil:
		return "", nil
	case s.look.Fault != nil:
		return s.look.Fault.Reason, nil
	}
	open, err := s.unclosed()
	if open {
		return unclosed, err
	}
	return "", err
}

// unclosed says whether a document has no end, and nothing else tells that it has come to
// it.
func (s *sight) unclosed() (bool, error) {
	if s.rendered() || s.framed() || s.doc == nil || s.doc.Kind != extract.KindHTML || s.look.PayloadLen > mostCut {
		return false, nil
	}
	data, err := s.body()
	return err == nil && !hasEnd(data), err
}

// framed says whether the protocol tells where the answer ends.
func (s *sight) framed() bool {
	h, main := s.look.Header, s.look.Main
	return h.Get("Content-Length") != "" || h.Get("Transfer-Encoding") != "" || main != nil && slices.Contains(main.Protocol, "h2")
}

func (s *sight) body() ([]byte, error) {
	body, err := s.look.Open()
	if err != nil {
		return nil, err
	}
	defer body.Close()
	return io.ReadAll(body)
}

func hasEnd(document []byte) bool {
	document = bytes.ToLower(document)
	return bytes.Contains(document, []byte("</html")) || bytes.Contains(document, []byte("</body"))
}

// brokeOff finds out whether a look saw part of a page, where the protocol does not tell:
// it has no end, and stops amid what a snapshot has, which does. Then it has the fault that
// it would have had.
func (p *pass) brokeOff(ctx context.Context, s *sight, ref *catalog.Snapshot) error {
	l := s.look
	if l.Status != http.StatusOK {
		return nil // that is what it says, wherever its body ends
	}
	if ref == nil || ref.Cut != "" || ref.Rendered() || l.Fault != nil || l.Main == nil || l.Main.Response == nil || s.rendered() || s.framed() {
		return nil
	}
	switch known := s.t.known; {
	case known.Fault == fetch.Truncated, known.Verdict == string(verdict.Changed), known.Verdict == string(verdict.Dead):
		return nil // two in a row are no accident, nor is what follows: a program that breaks off there, say
	}
	if err := p.read(ctx, s); err != nil {
		return err
	}
	open, err := s.unclosed()
	if !open || err != nil {
		return err
	}
	now, err := s.body()
	if err != nil || len(now) < cutMark {
		return err
	}
	var unreadable *UnreadableError
	had, err := p.w.payload(ctx, ref)
	if errors.As(err, &unreadable) {
		return nil
	}
	if err != nil {
		return err
	}
	if _, rest, ok := bytes.Cut(had, now[len(now)-cutMark:]); ok && hasEnd(rest) {
		l.Fault = &fetch.Fault{Reason: fetch.Truncated, Detail: "the answer ended amid the page, and nothing tells how long it should be"}
	}
	return nil
}

// wholeOf is the snapshot that stands for one of our own that was cut: the next whole one,
// where all since then had nothing else to say. Where the source changed before it was ever
// seen whole, that is the one that was cut.
func wholeOf(list []catalog.Snapshot, s *catalog.Snapshot, logged bool, flaws map[string]flaw) *catalog.Snapshot {
	if s == nil || s.Cut == "" {
		return s
	}
	for i := range list {
		o := &list[i]
		switch {
		case o.Provenance != nil || o.Class != verdict.ClassSource || !o.CapturedAt.After(s.CapturedAt) || flaws[o.Object].state != "":
			continue
		case logged && o.LogIndex < 0, o.Verdict != string(verdict.OK) && o.Verdict != string(verdict.Moved):
			return s
		case o.Cut == "":
			return o
		}
	}
	return s
}

// asFarAs judges a look against a snapshot that was cut as far as that goes, where there
// is no more to tell than that the source was edited. j is the judgement of all of it.
func (p *pass) asFarAs(ctx context.Context, s *sight, ref *catalog.Snapshot, j verdict.Judgement) (verdict.Judgement, error) {
	if j.Verdict != verdict.Changed || j.Reason != verdict.Edited {
		return j, nil
	}
	part, err := p.upTo(ctx, s, ref)
	if err != nil || part == nil {
		return j, err
	}
	k, err := p.judgeView(ctx, part, ref, nil)
	if err != nil || k.Class != verdict.ClassSource || k.Verdict == verdict.Changed && k.Reason != verdict.Edited {
		return j, err
	}
	k.Quotes = j.Quotes
	k.Evidence = append(k.Evidence, "the archived copy is not whole ("+ref.Cut+"): it was compared with as far as it goes")
	return k, nil
}

const (
	mostCut   = 16 << 20 // bytes of a document of which a part is looked for in another
	cutMark   = 64       // bytes by which the end of one is found in the other
	cutBack   = 4 << 10  // before that end: what changed there has other bytes
	cutStride = 16
)

// upTo is a look as far as a snapshot that was cut goes; nil where that can't be told.
func (p *pass) upTo(ctx context.Context, s *sight, ref *catalog.Snapshot) (*sight, error) {
	if s.look.Fault != nil || s.rendered() || ref.Rendered() || ref.Kind != extract.KindHTML || s.doc == nil || s.doc.Kind != ref.Kind || s.look.PayloadLen > mostCut {
		return nil, nil
	}
	if ref.Cut == unclosed {
		if open, err := s.unclosed(); open || err != nil {
			return nil, err // it never has an end
		}
	}
	had, err := p.w.payload(ctx, ref)
	var unreadable *UnreadableError
	if had == nil || errors.As(err, &unreadable) {
		return nil, nil // the archive's own check reports it
	}
	if err != nil {
		return nil, err
	}
	now, err := s.body()
	if err != nil {
		return nil, err
	}
	n := endOf(had, now)
	if n <= 0 || n >= len(now) {
		return nil, nil
	}
	doc, err := p.w.cfg.Extract.Extract(ctx, extract.Input{Body: bytes.NewReader(now[:n]), Size: int64(n), ContentType: s.look.ContentType, URL: s.look.FinalURL})
	if err != nil {
		return nil, err
	}
	return &sight{t: s.t, h: s.h, look: s.look, at: s.at, doc: doc, page: prepare(doc), head: s.head, probes: s.probes, extra: s.extra, asked: s.asked}, nil
}

// payload is the document of a snapshot as the server sent it; nil where it is too long.
func (w *Watcher) payload(ctx context.Context, s *catalog.Snapshot) ([]byte, error) {
	a, closer, err := OpenSnapshot(ctx, w.cfg.Store, s.Object)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	main, err := a.Main()
	if err != nil {
		return nil, &UnreadableError{Object: s.Object, Err: err}
	}
	defer main.Body.Close()
	data, err := io.ReadAll(io.LimitReader(main.Body, mostCut+1))
	if err != nil {
		return nil, &UnreadableError{Object: s.Object, Err: err}
	}
	if len(data) > mostCut {
		return nil, nil
	}
	return data, nil
}

// endOf is where in one document another one that was cut ends: found by the last of its
// bytes that stand in both, the nearest to where they stood; 0 where none do.
func endOf(had, now []byte) int {
	for end := len(had); end >= cutMark && len(had)-end <= cutBack; end -= cutStride {
		mark, best := had[end-cutMark:end], -1
		for from := 0; ; {
			i := bytes.Index(now[from:], mark)
			if i < 0 {
				break
			}
			at := from + i + cutMark
			if best < 0 || max(at-end, end-at) < max(best-end, end-best) {
				best = at
			}
			from += i + 1
		}
		if best >= 0 {
			return min(best+len(had)-end, len(now))
		}
	}
	return 0
}
