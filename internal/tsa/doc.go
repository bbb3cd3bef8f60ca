// Package tsa asks time-stamp authorities (RFC 3161) to stamp bytes, and
// verifies what they answer: now, and from what was archived years later.
//
// A token that Verify accepts proves that the bytes existed at its time, on the
// word of the authority that signed it. Verify checks, at the token's own time,
// all that RFC 3161 and RFC 5816 ask for: the signature, the hash of the signing
// certificate in the signed attributes (ESSCertID or ESSCertIDv2), that this
// certificate may stamp time, critically and for nothing else, that it leads to
// a root, the imprint, the nonce, the policy, and that the time is a sane one.
//
// It does not look at revocation. RFC 3161 leaves the tokens standing that were
// made before a certificate was revoked, unless its key was stolen; whether it
// was cannot be told from an archive alone.
//
// The libraries underneath are not used alone: the parser accepts forged tokens
// (it verifies no chain, and no signature where there is no certificate), and
// the verification does not compare the certificate's hash.
package tsa
