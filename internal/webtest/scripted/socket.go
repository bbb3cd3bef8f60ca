package scripted

import (
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
)

// socket is the server's half of RFC 6455, as far as one message needs it.
func (s *Site) socket(w http.ResponseWriter, r *http.Request) {
	key := r.Header.Get("Sec-WebSocket-Key")
	if key == "" {
		http.Error(w, "this is a WebSocket", http.StatusUpgradeRequired)
		return
	}
	c, buf, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer c.Close()
	sum := sha1.Sum([]byte(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
	fmt.Fprintf(buf, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n",
		base64.StdEncoding.EncodeToString(sum[:]))
	text := s.said(of("ticker"))
	if buf.WriteByte(0x81); len(text) < 126 { // browsers want the shortest form
		buf.WriteByte(byte(len(text)))
	} else {
		buf.WriteByte(126)
		binary.Write(buf, binary.BigEndian, uint16(len(text)))
	}
	buf.WriteString(text)
	if buf.Flush() == nil {
		io.Copy(io.Discard, buf) // until the page closes it
	}
}

func (s *Site) redirectToSecret(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "http://"+s.secret.tcp.Addr().String()+"/redirected", http.StatusFound)
}
