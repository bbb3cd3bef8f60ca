package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"archiver/internal/demo"
	"archiver/internal/source"
)

type demoOptions struct {
	dir         string
	serve, anew bool
}

func newDemo(e *env) *cobra.Command {
	var opt demoOptions
	c := &cobra.Command{
		Use:   "demo",
		Short: "the whole job on a small made-up web",
		Long: `Serves a small made-up web on this machine, imports a report that cites it,
captures it, lets it age, checks, fetches a snapshot of a page that died, and
verifies. Needs no network. Leaves a folder to play with.

With --serve the made-up web stays up until Ctrl-C; on a folder that a demo made
before, nothing else is done.`,
		Example: `  archiver demo
  archiver demo --serve            serve the made-up web of that folder again`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return runDemo(c.Context(), e, opt) },
	}
	c.Flags().StringVar(&opt.dir, "dir", "archiver-demo", "`DIR` to make")
	c.Flags().BoolVar(&opt.serve, "serve", false, "keep the made-up web up until Ctrl-C")
	c.Flags().BoolVar(&opt.anew, "anew", false, "remove what an older demo left in DIR")
	return c
}

// demoMark begins the configuration of a demo folder: only such a folder is
// made anew.
const demoMark = "# Made by archiver demo."

func runDemo(ctx context.Context, e *env, opt demoOptions) error {
	port, err := olderDemo(opt.dir)
	if err != nil {
		return err
	}
	if port != "" && opt.serve && !opt.anew {
		return e.serveDemo(ctx, opt.dir, port)
	}
	if port != "" && !opt.anew {
		return &usageError{msg: fmt.Sprintf("make demo: %s holds one already", opt.dir),
			hint: "--serve goes on with it, --anew removes it first, --dir DIR makes another"}
	}
	if err := clearDemo(opt.dir); err != nil {
		return err
	}
	web, err := demo.New(demo.Options{})
	if err != nil {
		return err
	}
	defer web.Close()
	cfg := fmt.Sprintf(`%s The pages it watches are served by
# archiver demo --serve on this machine, so loopback is allowed here.
fetch:
  allow_networks: ["127.0.0.0/8:%s"]
  per_host: {delay: 0s}
# One look confirms here, to make the story short. Without this key it takes
# several looks over days.
confirm: {checks: 1, over: 0s}
# No archive knows of a made-up web.
rescue: {wayback: ""}
# So that the story is the same with a Chromium and without.
browser: {mode: off}
`, demoMark, web.Port())
	config := filepath.Join(opt.dir, "configs", "archiver.yaml")
	report := filepath.Join(opt.dir, "report.md")
	if err := writeFile(config, []byte(cfg)); err != nil {
		return err
	}
	if err := writeFile(report, web.Report()); err != nil {
		return err
	}
	d := &demonstration{env: e, web: web, config: config, dir: opt.dir}
	var result any
	for n, step := range web.Story() {
		e.say("\n%s %s", e.paint(e.err, bold, fmt.Sprintf("%d.", n+1)), step.Text)
		if err := d.step(ctx, step.Name, report, &result); err != nil {
			return fmt.Errorf("step %s: %w", step.Name, err)
		}
	}
	if e.json {
		if err := e.printJSON(result); err != nil {
			return err
		}
	}
	e.say("\n%s has it all: report.md, sources, configs, archive. Try:", opt.dir)
	for _, line := range []string{"status -v", "history " + d.ref(demo.Edited), "verify", "serve"} {
		e.say("  %s --config %s %s", shellWord(e.program), shellWord(config), line)
	}
	if opt.serve {
		return e.waitDemo(ctx, web)
	}
	e.say("For run and check the made-up web has to be up: %s demo --dir %s --serve", shellWord(e.program), shellWord(opt.dir))
	return nil
}

// olderDemo gives the port of the web of a folder that a demo made: "" for a
// folder that is not there or empty. Any other folder is left alone.
func olderDemo(dir string) (port string, err error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0 {
		return "", nil
	}
	if err != nil {
		return "", &usageError{msg: fmt.Sprintf("make demo: %v", err)}
	}
	b, err := os.ReadFile(filepath.Join(dir, "configs", "archiver.yaml"))
	_, rest, found := strings.Cut(string(b), `"127.0.0.0/8:`)
	port, _, quoted := strings.Cut(rest, `"`)
	if err != nil || !bytes.HasPrefix(b, []byte(demoMark)) || !found || !quoted {
		return "", &usageError{msg: fmt.Sprintf("make demo: %s is there already and is no demo", dir), hint: "name another folder: --dir DIR"}
	}
	return port, nil
}

// serveDemo serves the web of an older demo again, as it is some weeks later.
func (e *env) serveDemo(ctx context.Context, dir, port string) error {
	web, err := demo.New(demo.Options{Addr: "127.0.0.1:" + port})
	if err != nil {
		return err
	}
	defer web.Close()
	web.Age()
	e.say("Try, in another terminal: %s --config %s check", shellWord(e.program), shellWord(filepath.Join(dir, "configs", "archiver.yaml")))
	return e.waitDemo(ctx, web)
}

func (e *env) waitDemo(ctx context.Context, web *demo.Web) error {
	e.say("The made-up web is up, on port %s, until Ctrl-C.", web.Port())
	<-ctx.Done()
	return nil
}

// clearDemo removes what a demo makes, and nothing else.
func clearDemo(dir string) error {
	for _, name := range []string{"archive", "configs", "sources", "report.md"} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			return fmt.Errorf("make demo: %w", err)
		}
	}
	return nil
}

type demonstration struct {
	env    *env
	web    *demo.Web
	config string
	dir    string
}

// step runs one act, as the command line that a user would type.
func (d *demonstration) step(ctx context.Context, name, report string, result *any) error {
	dead := d.ref(demo.Dead)
	switch name {
	case "import":
		return d.run(ctx, result, "import", report, "--id", "lake", "--published", d.env.now().UTC().Format(time.DateOnly))
	case "quotes":
		return d.addQuotes()
	case "run":
		return d.run(ctx, result, "run")
	case "age":
		d.web.Age()
		return nil
	case "check":
		err := d.run(ctx, result, "check")
		var failed *failedError
		if errors.As(err, &failed) {
			return nil // as the story wants it
		}
		return err
	case "get":
		return d.run(ctx, result, "get", dead, "--as", "text", "-o", filepath.Join(d.dir, "footnote-"+dead+".txt"))
	case "verify":
		return d.run(ctx, nil, "verify")
	}
	return fmt.Errorf("the story has an act that is not known: %s", name)
}

// run executes one command line. With --json its document is kept: the demo
// itself prints that of the check.
func (d *demonstration) run(ctx context.Context, result *any, args ...string) error {
	e := d.env
	sub := &env{in: e.in, out: e.out, err: e.err, now: e.now, environ: withoutOurs(e.environ), quiet: e.quiet, verbose: e.verbose}
	args = append(args, "--config", d.config)
	shown := "archiver"
	for _, a := range args[:len(args)-2] {
		shown += " " + a
	}
	e.say("   $ %s", shown)
	if e.json {
		sub.out = e.err
	}
	root := newRoot(sub)
	root.SetArgs(args)
	root.SetOut(sub.out)
	root.SetErr(sub.err)
	if e.quiet {
		sub.quiet = true
	}
	err := root.ExecuteContext(ctx)
	if result != nil && sub.result != nil {
		*result = sub.viewResult(sub.result, false)
	}
	return err
}

// ref is the first footnote whose source met a fate.
func (d *demonstration) ref(f demo.Fate) string {
	for _, s := range d.web.Sources() {
		if s.Fate == f {
			return s.Ref
		}
	}
	return ""
}

// addQuotes writes passages into the manifest, as a person would.
func (d *demonstration) addQuotes() error {
	set, err := source.LoadDir(filepath.Join(d.dir, "sources"))
	if err != nil {
		return err
	}
	m := set.Manifests[0]
	n := 0
	for _, q := range d.web.Quotes() {
		for i := range m.Footnotes {
			f := &m.Footnotes[i]
			for j := range f.Citations {
				if string(f.Number) == q.Footnote && f.Citations[j].URL == q.URL {
					f.Citations[j].Quotes = append(f.Citations[j].Quotes, q.Text)
					n++
				}
			}
		}
	}
	d.env.say("   %s written to %s", plural(n, "quote"), m.Path)
	return writeFile(m.Path, source.Encode(m))
}

// withoutOurs drops our own variables: the demo's configuration is its own.
func withoutOurs(environ []string) []string {
	var out []string
	for _, kv := range environ {
		if len(kv) < 9 || kv[:9] != "ARCHIVER_" {
			out = append(out, kv)
		}
	}
	return out
}

// ofDemo is the folder of a demo whose configuration this is; "" for any other.
func (e *env) ofDemo() string {
	b, err := os.ReadFile(e.configPath)
	if err != nil || !bytes.HasPrefix(b, []byte(demoMark)) {
		return ""
	}
	return filepath.Dir(filepath.Dir(e.configPath))
}
