// Command eval measures the verdicts on labelled cases; see make eval.
package main

import (
	"os"

	"archiver/internal/eval"
)

func main() {
	if eval.Child() {
		return
	}
	os.Exit(eval.Main(os.Args[1:], os.Stdout, os.Stderr))
}
