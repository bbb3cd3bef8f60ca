package tsa

// maxDepth bounds how deep values may stand within each other. A token with
// certificates has about 15.
const maxDepth = 40

// checkDER refuses what is not one value in the definite, shortest form of
// DER, as RFC 3161 asks for. The libraries underneath read BER, by recursion
// without a bound, and take the same bytes in more than one way.
func checkDER(data []byte) error {
	rest, err := element(data, maxDepth)
	if err == nil && len(rest) > 0 {
		return invalid("it has %d bytes too many at its end", len(rest))
	}
	return err
}

var (
	errShort = invalid("it is cut short")
	errDER   = invalid("it is not DER")
)

// element reads one value and gives what follows it.
func element(data []byte, depth int) (rest []byte, err error) {
	if depth == 0 {
		return nil, invalid("its values stand too deep within each other")
	}
	if len(data) < 2 {
		return nil, errShort
	}
	tag := data[0]
	if tag&0x1f == 0x1f || tag == 0 {
		return nil, errDER // no tag beyond 30 belongs into a token, nor an end of contents
	}
	n, data := int(data[1]), data[2:]
	if n >= 0x80 {
		bytes := n & 0x7f
		if bytes == 0 || bytes > 4 {
			return nil, errDER // of indefinite length, or absurd
		}
		if len(data) < bytes {
			return nil, errShort
		}
		n = 0
		for _, b := range data[:bytes] {
			n = n<<8 | int(b)
		}
		if data[0] == 0 || n < 0x80 {
			return nil, errDER // not the shortest form
		}
		data = data[bytes:]
	}
	if n > len(data) {
		return nil, errShort
	}
	content, rest := data[:n], data[n:]
	if tag&0x20 == 0 {
		return rest, nil
	}
	if class, number := tag>>6, tag&0x1f; class == 0 && number != 16 && number != 17 {
		return nil, errDER // only sequences and sets are made of parts
	}
	for len(content) > 0 {
		if content, err = element(content, depth-1); err != nil {
			return nil, err
		}
	}
	return rest, nil
}
