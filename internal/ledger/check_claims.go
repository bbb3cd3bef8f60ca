package ledger

// claims compares the claims to continue the log with how it went on. Logs that
// were begun before there were any lack some.
func (c *checker) claims() {
	if c.verifier == nil {
		return // which has been told
	}
	for _, key := range c.listed {
		first, ok := claimOf(key)
		if !ok || first > c.newest.size {
			continue // unexpected
		}
		data := c.read(key, maxRecords, "")
		if data == nil {
			continue
		}
		claim, err := parseClaim(data, first, c.verifier)
		switch {
		case err != nil:
			c.warn(CodeUnexpected, key, "%v: it is not read", err)
		case first == c.newest.size && c.blocked():
			c.warn(CodeUnfinished, key, "entries %d to %d are not written out yet, and no run can do it: what somebody put there stands in the way, see %s", first, claim.size-1, CodeUnexpected)
		case first == c.newest.size:
			c.warn(CodeUnfinished, key, "entries %d to %d are not written out yet: a run is at work, or died; the next one, on any machine that has the key, does it", first, claim.size-1)
		case c.proved < c.newest.size && claim.size > c.proved:
			// What is damaged is told of, and proves nothing against this.
		case c.roots[claim.size] != claim.root:
			c.add(CodeCheckpointFork, key, "is signed, but for another history than this log's")
		}
	}
}
