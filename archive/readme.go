// Package archive holds the text that explains the archive's format. The program
// puts a copy of it into each archive that it begins.
package archive

import _ "embed"

// README explains how to check a snapshot by hand.
//
//go:embed README.md
var README []byte
