// Command show writes what ReplayWeb.page shows of a capture: its text, and with
// a third argument a picture.
//
//	go run ./internal/webtest/replay/show FILE.wacz URL [PICTURE.png]
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"archiver/internal/webtest/replay"
	"archiver/internal/webtest/tools"
)

func main() {
	if err := show(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "show:", err)
		os.Exit(1)
	}
}

func show(args []string) error {
	if len(args) < 2 {
		return errors.New("usage: show FILE.wacz URL [PICTURE.png]")
	}
	files, err := tools.ModuleFiles("replaywebpage")
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	v, err := replay.Viewer{Files: files, Chrome: replay.Chrome()}.Open(ctx, args[0], args[1])
	if err != nil {
		return err
	}
	fmt.Println(v.Text)
	if len(args) > 2 {
		return os.WriteFile(args[2], v.PNG, 0o644)
	}
	return nil
}
