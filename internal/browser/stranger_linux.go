package browser

import (
	"fmt"
	"net"
	"os"
	"strconv"
	"strings"
)

// stranger tells whether the other end of a connection over loopback belongs to
// another user, as /proc/net/tcp has it. What cannot be told is let in.
func stranger(c net.Conn) bool {
	from, ok1 := c.RemoteAddr().(*net.TCPAddr)
	to, ok2 := c.LocalAddr().(*net.TCPAddr)
	if !ok1 || !ok2 {
		return false
	}
	table, err := os.ReadFile("/proc/net/tcp")
	if err != nil {
		return false
	}
	// sl local_address rem_address st tx:rx tr:when retrnsmt uid ...
	local, remote := fmt.Sprintf(":%04X", from.Port), fmt.Sprintf(":%04X", to.Port)
	for line := range strings.Lines(string(table)) {
		f := strings.Fields(line)
		if len(f) > 7 && strings.HasSuffix(f[1], local) && strings.HasSuffix(f[2], remote) {
			uid, err := strconv.Atoi(f[7])
			return err == nil && uid != os.Geteuid()
		}
	}
	return false
}
