package extract

import (
	"errors"
	"io"
)

// RunWorker is what the hidden command of Config.Worker calls.
func RunWorker(args []string, in io.Reader, out io.Writer) error {
	return errors.New("run extract worker: unknown task")
}
