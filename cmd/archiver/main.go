// Command archiver keeps the sources that a report cites verifiable.
package main

import (
	"os"

	"archiver/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
