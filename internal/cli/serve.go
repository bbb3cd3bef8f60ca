package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"archiver/internal/config"
	"archiver/internal/web"
)

// How long requests may take. Archived files are large and lines slow, so that an
// answer has long; what is asked is short.
const (
	headerTime = 10 * time.Second
	askTime    = 30 * time.Second
	answerTime = 10 * time.Minute
	idleTime   = 2 * time.Minute
	maxHeader  = 16 << 10 // bytes
	// stopTime is what requests under way have when the server is told to stop.
	stopTime = 10 * time.Second
	// actTime is what an act of a person that has begun has beyond that.
	actTime = 5 * time.Second
)

func newServe(e *env) *cobra.Command {
	var opt serveOptions
	c := &cobra.Command{
		Use:   "serve",
		Short: "watch the sources by their schedules, and show them on web pages",
		Long: `Serves the pages, the JSON interface and the Memento endpoints (RFC 7089), and makes
a pass whenever sources are due, as archiver run does. Times that were missed while it
was down are caught up with one look. It ends on SIGTERM, or ctrl-C, once requests are
answered: what a pass has finished by then is kept.

Pages are on web.listen of the configuration, archived content on the port after it: it
is hostile, and has an origin of its own. Anyone who reaches the server may read, unless
web.private is set; to accept something one signs in, see web.token and web.user_header.`,
		Example: `  archiver serve
  archiver serve --listen 127.0.0.1:9000
  archiver serve --no-watch        pages only, as where cron calls archiver run`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return runServe(c.Context(), e, opt) },
	}
	c.Flags().StringVar(&opt.listen, "listen", "", "`HOST:PORT` of the pages, instead of web.listen")
	c.Flags().BoolVar(&opt.noWatch, "no-watch", false, "make no passes")
	return c
}

type serveOptions struct {
	listen  string
	noWatch bool
}

func runServe(ctx context.Context, e *env, opt serveOptions) error {
	cfg, err := e.config()
	if err != nil {
		return err
	}
	if opt.listen != "" {
		cfg.Web.Listen = opt.listen
		if key, err := cfg.Web.Check(); err != nil {
			return &usageError{msg: fmt.Sprintf("--listen %s: web.%s: %v", opt.listen, key, err), hint: "--listen takes HOST:PORT, such as 127.0.0.1:8080"}
		}
	}
	wc := web.Config{Version: version(), Now: e.now, Hosts: cfg.Web.Hosts, Log: e.serveLog()}
	if wc.Access, err = cfg.Access(); err != nil {
		return err
	}
	if wc.Viewer, err = cfg.Viewer(); err != nil {
		return err
	}
	// What passes would stumble over each time.
	if _, err := e.authorities(); err != nil {
		return err
	}
	if _, err := e.targets(); err != nil {
		return err
	}
	pages, content, err := listenBoth(&cfg.Web)
	if err != nil {
		return err
	}
	defer pages.Close()
	defer content.Close()
	wc.Address, wc.Content = cfg.Web.Reached(pages.Addr(), content.Addr())
	server := e.apart(wc.Log)
	targets, err := server.targets()
	if err != nil {
		return err // before anybody relies on being told
	}
	var x *scheduler
	d := newDesk(server, func(ctx context.Context, f func(*session) error) error { return x.exclusive(ctx, f) })
	defer d.close()
	server.page = pagesAt(wc.Address, d.sets.get)
	beside := newErrands(server, !opt.noWatch)
	x = newScheduler(server, d.sets.get, d.catalogs.lend)
	x.passed = beside.passed
	d.watching = x.watching
	wc.Backend = d
	s, err := web.New(wc)
	if err != nil {
		return err
	}
	defer server.hangUp()()
	server.warnOpen(&cfg.Web)
	if set, _, err := d.sets.get(); err == nil { // else the scheduler tells what is wrong with it
		server.warnUnknown(targets, set)
	}
	watches := !opt.noWatch && x.alone()
	if err := e.printServed(wc, watches); err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var work sync.WaitGroup
	defer work.Wait() // for the pass under way
	work.Go(func() {
		x.catchUp(ctx)
		if !opt.noWatch {
			x.run(ctx)
		}
	})
	work.Go(func() { beside.run(ctx) })
	m := e.manager()
	work.Go(func() { m.alive(ctx, x.answers) })
	if err := m.tell("READY=1"); err != nil {
		server.warn("%v", err)
	}
	work.Go(func() {
		<-ctx.Done()
		_ = m.tell("STOPPING=1")
	})
	err = serveUntil(ctx, wc.Log, map[net.Listener]http.Handler{pages: s.Pages(), content: s.Contents()})
	cancel(err)
	x.finish(actTime)
	return err
}

// listenBoth opens both listeners, before anything else is done.
func listenBoth(c *config.Web) (pages, content net.Listener, err error) {
	if pages, err = listen(c.Listen, "web.listen"); err != nil {
		return nil, nil, err
	}
	if content, err = listen(c.ContentListen(), "web.content"); err != nil {
		pages.Close()
		return nil, nil, err
	}
	return pages, content, nil
}

func listen(at, key string) (net.Listener, error) {
	l, err := net.Listen("tcp", at)
	if err == nil {
		return l, nil
	}
	why, hint := err.Error(), "name another place in "+key
	var op *net.OpError
	if errors.As(err, &op) {
		why = op.Err.Error()
	}
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		why = "another program is there already"
		hint = "is this server running? Else name another place in " + key
	case errors.Is(err, syscall.EACCES):
		hint = "ports below 1024 need rights that this user has not: name a higher one in " + key + ", and let a reverse proxy listen there"
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		why = "this machine does not have that address"
	}
	return nil, &usageError{msg: fmt.Sprintf("listen on %s (%s): %s", at, key, why), hint: hint}
}

// serveUntil serves until ctx ends, and then what is under way for a while longer.
func serveUntil(ctx context.Context, log *slog.Logger, handlers map[net.Listener]http.Handler) error {
	failed := make(chan error, len(handlers))
	var servers []*http.Server
	for l, h := range handlers {
		s := &http.Server{Handler: h, ConnContext: web.Connected, ReadHeaderTimeout: headerTime, ReadTimeout: askTime, WriteTimeout: answerTime,
			IdleTimeout: idleTime, MaxHeaderBytes: maxHeader, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug)}
		servers = append(servers, s)
		go func() { failed <- s.Serve(l) }()
	}
	var err error
	select {
	case <-ctx.Done():
		log.Info("stopping: requests under way have " + stopTime.String())
	case err = <-failed:
		err = fmt.Errorf("serve: %w", err)
	}
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	done := make(chan struct{}, len(servers))
	for _, s := range servers {
		go func() {
			if s.Shutdown(end) != nil {
				s.Close()
			}
			done <- struct{}{}
		}()
	}
	for range servers {
		<-done
	}
	if err == nil && !terminated(ctx) {
		err = errInterrupted
	}
	return err
}

// terminated says whether ctx ended for SIGTERM, by which service managers stop a
// service: that is no failure.
func terminated(ctx context.Context) bool {
	why := context.Cause(ctx)
	return why != nil && why.Error() == syscall.SIGTERM.String()+" signal received" // see signal.NotifyContext
}

// serveLog is the server's log: on stderr, for a person at a terminal, else as JSON.
func (e *env) serveLog() *slog.Logger {
	o := &slog.HandlerOptions{Level: slog.LevelInfo}
	switch {
	case e.verbose:
		o.Level = slog.LevelDebug
	case e.quiet:
		o.Level = slog.LevelWarn
	}
	if isTerminal(e.err) {
		return slog.New(slog.NewTextHandler(e.err, o))
	}
	return slog.New(slog.NewJSONHandler(e.err, o))
}

// apart is an env for work of its own beside that of e: it prints nothing, and what
// it says goes to the log.
func (e *env) apart(log *slog.Logger) *env {
	return &env{in: strings.NewReader(""), out: io.Discard, err: io.Discard, now: e.now, environ: e.environ, program: e.program,
		configPath: e.configPath, stop: func(error) {}, loaded: e.loaded, log: log, page: e.page, alertTransport: e.alertTransport}
}

// warnOpen tells of a server that others reach, and that asks nobody who they are.
func (e *env) warnOpen(c *config.Web) {
	for _, at := range []string{c.Listen, c.ContentListen()} {
		host, _, _ := config.SplitListen(at)
		if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) && !c.Private {
			e.warn("whoever reaches %s can read everything that was archived, which may be private or not theirs to read: set web.private, or let a reverse proxy or a firewall decide who gets there", at)
			return
		}
	}
}

// hangUp has SIGHUP do nothing to a server that no terminal belongs to: it would end it
// without a word, and systemd takes that for an end that was wanted, and starts it no more.
// The end of a terminal ends what was started in it, as ever.
func (e *env) hangUp() (stop func()) {
	if isTerminal(e.err) {
		return func() {}
	}
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGHUP)
	go func() {
		for range c {
			e.log.Info("SIGHUP: nothing to do; manifests that change are noticed without it, and the configuration is read at the start")
		}
	}()
	return func() {
		signal.Stop(c)
		close(c)
	}
}

type servedJSON struct {
	Version int    `json:"version"`
	Address string `json:"address"` // of the pages
	Content string `json:"content"` // of archived content
	Watches bool   `json:"watches"` // passes are made
}

// printServed tells where the pages are.
func (e *env) printServed(c web.Config, watches bool) error {
	if e.json {
		return e.printJSON(servedJSON{Version: 1, Address: c.Address, Content: c.Content, Watches: watches})
	}
	_, err := fmt.Fprintf(e.out, "pages:            %s\narchived content: %s\n", c.Address, c.Content)
	return err
}
