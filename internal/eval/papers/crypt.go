package papers

import (
	"crypto/md5"
	"crypto/rc4"
	"encoding/binary"
	"fmt"
)

// padding completes passwords: PDF 32000-1, algorithm 2.
const padding = "\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A"

// permissions forbid changing the document, and allow the rest.
const permissions = int32(-44)

// A crypt is the standard security handler of revision 2: RC4 with 40 bits.
type crypt struct{ key, owner, user []byte }

func newCrypt(password, id string) *crypt {
	pad := func(s string) []byte { return []byte((s + padding)[:32]) }
	own := md5.Sum(pad("keeper"))
	c := &crypt{owner: arc4(own[:5], pad(password))}
	first := md5.Sum([]byte(id))
	h := md5.New()
	h.Write(pad(password))
	h.Write(c.owner)
	perm := permissions
	h.Write(binary.LittleEndian.AppendUint32(nil, uint32(perm)))
	h.Write(first[:])
	c.key = h.Sum(nil)[:5]
	c.user = arc4(c.key, []byte(padding))
	return c
}

func (c *crypt) dictionary() string {
	return fmt.Sprintf("<< /Filter /Standard /V 1 /R 2 /O <%X> /U <%X> /P %d >>", c.owner, c.user, permissions)
}

// of is b as it stands in object n.
func (c *crypt) of(n int, b []byte) []byte {
	k := append(append([]byte{}, c.key...), byte(n), byte(n>>8), byte(n>>16), 0, 0)
	sum := md5.Sum(k)
	return arc4(sum[:10], b)
}

func arc4(key, b []byte) []byte {
	r, err := rc4.NewCipher(key)
	if err != nil {
		panic(err)
	}
	out := make([]byte, len(b))
	r.XORKeyStream(out, b)
	return out
}
