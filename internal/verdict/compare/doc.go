// Package compare finds what changed from one page to another and what of that is
// noise: furniture, counters, dates that move by themselves, feeds that grow. It
// compares texts alone; what answers, walls and probes make of a page is the
// business of verdict.
package compare
