package cli

import (
	"fmt"
	"path"
	"strings"
	"time"

	"archiver/internal/contract"
)

// commands are those by which anyone can check the proof. Names of files are those in the
// archive's folder, or in a copy of it.
func (p *proving) commands() {
	word := func(s string) string { return shellWord(oneLine(s)) }
	add := func(what, line string) { p.v.Commands = append(p.v.Commands, contract.Command{What: what, Line: line}) }
	add("In the archive's folder: the SHA-256 of the file, which must be "+p.snap.SHA256+".", "sha256sum "+word(p.snap.Object))
	if p.line != nil {
		records := fmt.Sprintf("log/records/%d.jsonl", p.line.Batch)
		add("There: the SHA-256 of the record that lists it, which is what its entry in the log says.",
			fmt.Sprintf("grep -F %s %s | head -n 1 | tr -d '\\n' | sha256sum", shellQuote(`"sha256":"`+p.snap.SHA256+`"`), records))
	}
	for _, t := range p.tokens {
		add("There: the timestamp of "+oneLine(t.Authority)+", with the certificates that lie beside it. Compare the root with what the authority publishes.",
			fmt.Sprintf("openssl ts -verify -data %s -in %s -CAfile %s -untrusted %s -attime %d", word(t.Checkpoint), word(t.Object), word(t.Chain), word(t.Chain), t.at.Unix()))
	}
	add("With this program, in the folder with its configuration: all of it, and the whole log.", "archiver verify "+word(p.ref))
	dir := "evidence-" + strings.Trim(path.Base(path.Clean("/"+strings.ReplaceAll(p.ref, "\\", "/"))), "/") +
		p.snap.CapturedAt.UTC().Format("-20060102150405")
	add("In the same folder: a bundle of this snapshot, which others verify with python3 and openssl alone.",
		fmt.Sprintf("archiver export %s --at %s -o %s && python3 -I %s", word(p.ref), p.snap.CapturedAt.UTC().Format(time.RFC3339), word(dir), word(path.Join(dir, "verify.py"))))
}

// limits say what is not proved.
func (p *proving) limits() {
	add := func(format string, args ...any) { p.v.Limits = append(p.v.Limits, fmt.Sprintf(format, args...)) }
	switch {
	case p.log == nil:
	case p.unstamped:
		add("No authority has stamped the log since: that these bytes existed at that time is the word of whoever keeps this archive.")
	default:
		add("When they existed at the latest is the word of the authorities named. Whether one of their certificates was revoked is not looked at.")
	}
	for _, a := range p.unknownRoots {
		add("This server does not know the root certificate of %s: compare its fingerprint with the one that the authority publishes.", oneLine(a))
	}
	if prov := p.snap.Provenance; saved(prov) {
		add("A person saved this copy: that the source showed it, and when, is their word.")
	} else if prov != nil {
		add("This copy came from %s: that the source showed it, and when, is the word of that archive.", provenanceHost(prov))
	} else {
		add("That the site sent these bytes is the word of whoever keeps this archive. What speaks for it are the certificates in the file, where there are some, and copies that other archives have.")
	}
	add("Who holds the log's key is not proved: compare it with a copy of keys/log.pub that you did not get from here.")
	if p.log != nil && p.unwitnessed {
		add("No witness has signed this state of the log: that nobody was shown another history of it is not proved.")
	}
	add("The server that keeps the archive made these checks. To rely on nobody, make them yourself, by the commands here or those in the archive's README.md.")
}
