package compare

import "archiver/internal/verdict/lex"

// Data and plain text have no furniture: each line of a CSV, each value of a JSON
// document and each line of a text counts. Where the document is a list of things
// that its server makes on demand, the time at which it was made does not.

// isRecord tells whether a block is a line of such a document.
func (d *Side) isRecord(bi int) bool {
	return d.Page.Page.Kind == "text" && d.Peer.Page.Kind == "text" && !d.made(bi) && d.Stream.Blocks[bi].Len() > 0
}

// made tells whether a block says when the document was made, or which part of a
// list it is.
func (d *Side) made(bi int) bool {
	const most = 12
	b := d.Stream.Blocks[bi]
	if b.Len() > most {
		return false
	}
	for i := b.From; i < min(b.To, b.From+4); i++ {
		if madeWords()[d.Stream.Word(i)] || lex.Vocabulary().Class(d.Stream.Word(i))&(lex.ClassDated|lex.ClassCounter) != 0 {
			return true
		}
	}
	return false
}

// madeWords name such values, and the form in which a document is written.
var madeWords = lex.PhraseSet("generated", "generated_at", "generatedat", "timestamp", "fetched", "exported", "took", "elapsed", "duration", "request", "requestid", "request_id", "querytime", "lastmod", "lastbuilddate", "pubdate", "page", "pages", "next", "prev", "previous", "offset", "limit", "cursor", "etag", "nonce", "token", "session", "uuid", "hits", "schema", "format", "encoding", "charset", "api")
