package internal

import (
	"testing"

	"archiver/internal/source"
)

// TestExampleManifest: the example must be a manifest that the program takes.
func TestExampleManifest(t *testing.T) {
	m, err := source.Load("../configs/source.example.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Footnotes) != 3 || m.Footnotes[1].Citations[0].Accept == nil || m.Footnotes[2].Citations[0].Archived == nil {
		t.Errorf("not every key is shown: %+v", m)
	}
}
