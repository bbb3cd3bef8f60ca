package verdict

// Data and plain text have no furniture: each line of a CSV, each value of a JSON
// document and each line of a text counts. Where the document is a list of things
// that its server makes on demand, the time at which it was made does not.

// isRecord tells whether a block is a line of such a document.
func (d *side) isRecord(bi int) bool {
	return d.page.page.Kind == "text" && d.peer.page.Kind == "text" && !d.made(bi) && d.s.blocks[bi].len() > 0
}

// made tells whether a block says when the document was made, or which part of a
// list it is.
func (d *side) made(bi int) bool {
	const most = 12
	b := d.s.blocks[bi]
	if b.len() > most {
		return false
	}
	for i := b.from; i < min(b.to, b.from+4); i++ {
		if madeWords()[d.s.word(i)] || lexicon().class(d.s.word(i))&(classDated|classCounter) != 0 {
			return true
		}
	}
	return false
}

// madeWords name such values, and the form in which a document is written.
var madeWords = phraseSet("generated", "generated_at", "generatedat", "timestamp", "fetched", "exported", "took", "elapsed", "duration", "request", "requestid", "request_id", "querytime", "lastmod", "lastbuilddate", "pubdate", "page", "pages", "next", "prev", "previous", "offset", "limit", "cursor", "etag", "nonce", "token", "session", "uuid", "hits", "schema", "format", "encoding", "charset", "api")
