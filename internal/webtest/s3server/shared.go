package s3server

import (
	"os"
	"sync"
	"testing"
)

// shared are the servers of all tests of a process.
var shared struct {
	mu      sync.Mutex
	servers map[Kind]*Server
}

// Shared gives the server of a kind that the tests of a package have in common: each has
// buckets of its own there. Whoever stops a server, fills it or looks at all of its data
// starts one for that. End ends them.
func Shared(t testing.TB, kind Kind) *Server {
	t.Helper()
	shared.mu.Lock()
	defer shared.mu.Unlock()
	if s := shared.servers[kind]; s != nil {
		return s
	}
	dir, err := os.MkdirTemp("", "s3server-")
	if err != nil {
		t.Fatal(err)
	}
	s := start(t, kind, Options{Dir: dir})
	if shared.servers == nil {
		shared.servers = map[Kind]*Server{}
	}
	shared.servers[kind] = s
	return s
}

// Each runs f once with each kind of server, see Shared.
func Each(t *testing.T, f func(t *testing.T, s *Server)) {
	for _, kind := range Kinds {
		t.Run(string(kind), func(t *testing.T) { f(t, Shared(t, kind)) })
	}
}

// EachOwn is Each with servers of the test's own.
func EachOwn(t *testing.T, f func(t *testing.T, s *Server)) {
	for _, kind := range Kinds {
		t.Run(string(kind), func(t *testing.T) { f(t, Start(t, kind, Options{})) })
	}
}

// End ends the servers that tests had in common, once all have ended.
func End() {
	shared.mu.Lock()
	defer shared.mu.Unlock()
	for kind, s := range shared.servers {
		s.Kill()
		os.RemoveAll(s.Dir)
		delete(shared.servers, kind)
	}
}
