// Package repair puts right in the archive what the mirror holds whole, and the other
// way round; without a mirror, what the log itself proves. It takes no bytes that are
// not proved: of a file of the log the signed tree says what they must be, of all else a
// hash in a proved record; and it loses none. Who took a snapshot's bytes away did so for
// somebody's sake, so that none is brought back of which the log may say that it was
// withdrawn.
//
// # Crash order
//
// For each object: the journal says what is about to be done, the store keeps what
// stands there and puts the new bytes in its place, and, once all is done, the log says
// so, and the journal goes. Who is killed in between leaves an object that is damaged or
// right, and a journal that the next repair has logged. The journal lies beside the head,
// which who may write to the archive can't reach.
//
// # What callers hold
//
// The lock on the archive, as a run does, for the log is written to; and that on the
// mirror, if there is one. Another machine, whose locks these do not see, may withdraw a
// snapshot meanwhile: the log is read on before an object is put back, and after.
//
// It is a package of its own beside mirror, though it works on the same two places:
// a mirror is filled by every run and takes away nothing but what was withdrawn, a repair
// is one act of a person that writes in both, and works where there is no mirror. All
// that it wants of the other is Config.Told and Config.Refill.
package repair
