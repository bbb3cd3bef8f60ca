// Package source knows what a report cites.
//
// It reads and writes the manifest of a report (sources/ID.yaml): its
// footnotes, the sources that each of them cites, what the report says on
// their strength, and how often they are to be looked at. It also makes such a
// manifest from a report in Markdown or HTML, and adds to one that a person
// has edited without touching a byte of what stands in it. A Draft adds to the notes
// of a report in the same way, and takes what it added out again.
//
// It never fetches anything and has no opinion on whether a source still says
// what it said. Reports and manifests are hostile input: every read is bounded
// and no text makes it panic.
//
// The manifest is YAML 1.2 (https://yaml.org/spec/1.2.2/) without anchors,
// aliases and tags. Markdown is CommonMark (https://spec.commonmark.org/0.31.2/)
// with footnotes; HTML is read as https://html.spec.whatwg.org/ tokenises it.
package source
