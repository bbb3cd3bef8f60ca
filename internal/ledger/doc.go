// Package ledger is the archive's append-only log: a Merkle tree over records,
// signed, that anyone with a copy of the archive can check, and that cannot be
// rewritten without it showing.
//
// A record is one line of JSON with a random salt in it. Its entry in the log
// holds only the line's SHA-256, so the log can be public while the records
// stay private, and one proof tells nothing of other records. In the store:
//
//	keys/log.pub                 who signs, as a verifier key of signed notes
//	log/records/SIZE.jsonl       the records of the batch that made the log SIZE long
//	log/tile/entries/N[.p/W]     the entries, 256 a bundle
//	log/tile/L/N[.p/W]           the tree's hashes, 256 a tile
//	log/checkpoints/SIZE         the signed checkpoint of that size, never changed
//	log/timestamps/SIZE/*.tsr    what time-stamp authorities answered to it (RFC 3161)
//	log/timestamps/SIZE/*.pem    the certificates of that, the root last
//	log/checkpoint               the newest of them: the one value that changes
//	log/witnesses/SIZE/NAME      the same, with a witness's signature behind the log's
//	keys/witness-NAME.pub        that witness's verifier key
//
// Entries, tiles and checkpoints follow https://c2sp.org/tlog-tiles,
// https://c2sp.org/tlog-checkpoint and https://c2sp.org/signed-note, proofs
// https://c2sp.org/tlog-proof, witnesses https://c2sp.org/tlog-witness and
// https://c2sp.org/tlog-cosignature. The tree is that of RFC 6962.
//
// What may be overwritten, log/checkpoint, is needed by nobody: the newest of
// log/checkpoints says the same. Readers go by that where they must, Check tells of
// it, and the next writer puts it right and logs that it did.
//
// The package promises order and integrity. It does not say when something was
// logged (a timestamp authority can), nor that nobody was shown another log (a
// witness can).
package ledger
