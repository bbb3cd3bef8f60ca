// Package mirror copies an archive, and keeps a second place of it filled with what is
// new. Copy goes through all of the archive, when a person asks for it; a Filler does
// what each run does for the mirror, in bounded time.
//
// # Crash order
//
// Both write in the order of the log: first what its records list, then its files, then
// a signed checkpoint under log/checkpoints/, then log/checkpoint. A Copy does that once,
// and checks the log at the target before its checkpoints go there; a Filler does it
// batch after batch. So whoever is killed leaves an archive that is sound, and older, or
// none yet, and what is done again goes on: what stands there is read, and not written
// again. No byte goes over that is not as the log says, and nothing is removed but what
// the log there says was withdrawn. What is amiss in the mirror is kept in its State
// before the mirror says that it has the batch, so that it never passes for whole.
//
// # What callers hold
//
// Who fills the mirror, or saves its State, holds the lock on the mirror, by which this
// machine has one such process. Another machine may fill the same mirror meanwhile; its
// checkpoint stays where it is the later one. A Copy needs no lock: what a run writes
// meanwhile comes with the next, and Job.Busy keeps it from taking what that run has not
// logged yet for left behind. After an error a Filler's work may go on by itself, where
// a server or a disk hangs.
//
// What is to be verified of snapshots again, and how a place is opened, comes from the
// caller; what a person is told of all this is not said here.
package mirror
