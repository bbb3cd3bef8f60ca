// Package cli is the command line: one file a command, and what they share:
// configuration, wiring, messages, hints, exit codes, progress.
//
// Words for people go to stderr or, as the result of a command, to stdout; with
// --json stdout holds one JSON document and nothing else.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"archiver/internal/config"
	"archiver/internal/extract"
	_ "archiver/internal/memory" // fewer garbage collections
)

// version is what the build stamped: a tag, or a commit's date and hash.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "dev"
}

// workerCommand runs this program as its own limited worker.
const workerCommand = "extract-worker"

// Main runs the program and gives its exit code.
func Main(args []string, in io.Reader, out, errOut io.Writer) int {
	if len(args) > 0 && args[0] == workerCommand {
		if err := extract.RunWorker(args[1:], in, out); err != nil {
			fmt.Fprintln(errOut, err)
			return exitFailed
		}
		return exitOK
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second signal ends the program at once.
	context.AfterFunc(ctx, stop)
	e := &env{in: in, out: &output{w: out}, err: errOut, now: time.Now, environ: os.Environ(), program: os.Args[0]}
	return e.execute(ctx, args)
}

// output remembers the first failed write, so that a full disk or a closed
// pipe is not taken for a result.
type output struct {
	w   io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.w.Write(p)
	if err != nil && o.err == nil {
		o.err = err
	}
	return n, err
}

// execute runs one command line.
func (e *env) execute(ctx context.Context, args []string) int {
	if isTerminal(e.err) {
		e.commands = &shownCommands{}
	}
	root := newRoot(e)
	flags := args
	if i := slices.Index(args, "--"); i >= 0 {
		flags = args[:i]
	}
	e.json = slices.Contains(flags, "--json") // also where the command line can't be read
	root.SetArgs(args)
	root.SetIn(e.in)
	root.SetOut(e.out)
	var said strings.Builder // by cobra itself: help, the version, a shell's script
	if e.json {
		root.SetOut(&said)
	}
	root.SetErr(e.err)
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() == "completion" { // that of a shell which it does not know is a mistake
			c.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
		}
	}
	ctx, e.stop = context.WithCancelCause(ctx)
	defer e.stop(nil)
	command, err := root.ExecuteContextC(ctx)
	if why := lost(ctx); why != nil && err != nil {
		err = why // all else came of it
	} else if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		err = errInterrupted
	}
	if err == nil && said.Len() > 0 && !e.printed {
		err = e.printJSON(map[string]any{"version": 1, "program": version(), "text": said.String()})
	}
	if err != nil && ctx.Err() == nil {
		if wrong := e.usage(command, err); wrong != nil {
			err = wrong
		}
	}
	if o, ok := e.out.(*output); ok && o.err != nil && err == nil {
		err = fmt.Errorf("write result: %w", o.err)
	}
	return e.finish(err)
}

func newRoot(e *env) *cobra.Command {
	root := &cobra.Command{
		Use:   "archiver",
		Short: "keeps the sources that a report cites verifiable",
		Long: `archiver reads a report's footnotes, captures the sources they cite, seals each
capture in a log that can't be rewritten, and tells which links died or changed.

A footnote is named by its REF: 27 is its first URL, 27.2 its second, REPORT/27 that of
one report where there are several; the URL itself will do as well. archiver list shows
them. archiver demo shows the whole job on a made-up web.

Exit codes: 0, all well; 1, a check or a verification found a failure; 2, the command,
the configuration or a manifest is wrong; 3, it could not look: offline, or the archive
can't be reached; 130, interrupted.`,
		Example: `  archiver import report.md        read a report's footnotes
  archiver run                     capture what is due
  archiver check                   the gate before publication
  archiver get 27 -o page.html     the dated snapshot of footnote 27
  archiver verify                  re-read every byte`,
		SilenceUsage:      true,
		SilenceErrors:     true,
		Version:           version(),
		DisableAutoGenTag: true,
	}
	flags := root.PersistentFlags()
	flags.StringVar(&e.configPath, "config", config.DefaultPath, "configuration `FILE`")
	flags.BoolVar(&e.json, "json", false, "print one JSON document on stdout")
	flags.BoolVarP(&e.quiet, "quiet", "q", false, "print results and warnings only")
	flags.BoolVarP(&e.verbose, "verbose", "v", false, "print everything, with the evidence")
	root.SuggestionsMinimumDistance = 2
	for _, g := range groups {
		root.AddGroup(&cobra.Group{ID: g.title, Title: g.title})
	}
	for _, c := range commands(e) {
		for _, g := range groups {
			if slices.Contains(g.names, c.Name()) {
				c.GroupID = g.title
			}
		}
		root.AddCommand(c)
	}
	const help = "Help"
	root.AddGroup(&cobra.Group{ID: help, Title: help})
	root.SetHelpCommandGroupID(help)
	root.SetCompletionCommandGroupID(help)
	helpOf(root)
	wrapHelp(root, min(width(e.out), widest))
	return root
}

// groups are the commands as help lists them: what one begins with comes first.
var groups = []struct {
	title string
	names []string
}{
	{"From the report to the gate", []string{"import", "run", "serve", "check", "status", "list", "demo"}},
	{"What the archive holds of a source", []string{"get", "history", "diff", "search", "cite", "annotate", "export"}},
	{"What a person decides", []string{"quote", "accept", "add", "withdraw"}},
	{"The archive itself", []string{"verify", "copy", "storage", "alert", "reindex", "recover"}},
}

// commands lists every command, in the order of the work.
func commands(e *env) []*cobra.Command {
	return []*cobra.Command{
		newImport(e), newRun(e), newServe(e), newCheck(e), newGet(e), newHistory(e), newDiff(e), newSearch(e), newList(e), newStatus(e), newAdd(e),
		newQuote(e), newAccept(e),
		newVerify(e), newExport(e), newAnnotate(e), newCite(e), newWithdraw(e), newReindex(e), newRecover(e),
		newCopy(e), newStorage(e), newAlert(e), newDemo(e),
	}
}
