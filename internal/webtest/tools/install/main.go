// Command install builds the programs that tests run against, where they are
// missing. `make deps-test` calls it, and `make deps-bench` with "bench".
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"

	"archiver/internal/webtest/tools"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := tools.Install(ctx, os.Stderr, len(os.Args) > 1 && os.Args[1] == "bench"); err != nil {
		fmt.Fprintln(os.Stderr, "tools:", err)
		os.Exit(1)
	}
}
