package extract

import "encoding/hex"

// maxAddress bounds an e-mail address, in bytes: RFC 5321 allows 254.
const maxAddress = 254

// decodeAddress reads the e-mail address that Cloudflare hides from robots, as
// its script does for readers: hexadecimal digits, the first byte the key of
// the others. Where an address begins is cut anew at every visit, so that the
// stand-in "[email protected]" would differ from look to look. It gives nil for
// what is no such thing.
func decodeAddress(code []byte) []byte {
	if len(code) < 4 || len(code) > 2*maxAddress+2 {
		return nil
	}
	b := make([]byte, hex.DecodedLen(len(code)))
	if _, err := hex.Decode(b, code); err != nil {
		return nil
	}
	for i := range b[1:] {
		c := b[1+i] ^ b[0]
		if c <= ' ' || c >= 0x7f {
			return nil
		}
		b[1+i] = c
	}
	return b[1:]
}
