// Package demo is a made-up web, served on loopback by the program itself, and
// a made-up report that cites it: enough to show the whole job without the
// Internet. The country, its people and its newspapers are invented; the
// formats, charsets, headers and failures are those of real sites.
//
// Every site is a name under .localhost (RFC 6761 section 6.3) on one port. The
// package serves and tells the story; it neither fetches nor judges, and never
// listens beyond loopback.
package demo

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"text/template"
	"time"
)

//go:embed text
var texts embed.FS

// Options of a Web.
type Options struct {
	// Addr is the loopback address to listen on. Empty means 127.0.0.1:0, a
	// free port; the port is part of every URL.
	Addr string
}

// Web is the made-up web. Its methods may be called concurrently.
type Web struct {
	sites  map[string]*site // by host label
	port   string
	server *http.Server
	aged   atomic.Bool
	views  atomic.Int64 // the visitor counter of the page that has one
	done   chan struct{}
}

// New starts the web as it was when the report was written.
func New(opt Options) (*Web, error) {
	if opt.Addr == "" {
		opt.Addr = "127.0.0.1:0"
	}
	host, _, err := net.SplitHostPort(opt.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen for the made-up web: %w", err)
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return nil, fmt.Errorf("listen for the made-up web: %s is not a loopback address", opt.Addr)
	}
	w := &Web{sites: map[string]*site{}, done: make(chan struct{})}
	for _, s := range sites() {
		if s.pages, err = readText(s.name); err != nil {
			return nil, err
		}
		w.sites[s.name] = s
	}
	l, err := net.Listen("tcp", opt.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen for the made-up web: %w", err)
	}
	_, w.port, _ = net.SplitHostPort(l.Addr().String())
	w.server = &http.Server{Handler: w, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		defer close(w.done)
		// Serve always returns an error; after Close it is ErrServerClosed,
		// and any other shows as refused connections.
		_ = w.server.Serve(l)
	}()
	return w, nil
}

// Close stops serving and waits until the listener is gone.
func (w *Web) Close() error {
	err := w.server.Close()
	<-w.done
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// Port is the port of every URL of the web.
func (w *Web) Port() string { return w.port }

// Age lets some weeks pass: from now on each source meets its Fate.
func (w *Web) Age() { w.aged.Store(true) }

// Report is the report in Markdown, citing the web's URLs in its footnotes.
func (w *Web) Report() []byte {
	urls := map[string]string{}
	for name := range w.sites {
		urls[strings.ToUpper(name[:1])+name[1:]] = w.url(name)
	}
	var out bytes.Buffer
	t := template.Must(template.New("report.md").Option("missingkey=error").ParseFS(texts, "text/report.md"))
	if err := t.Execute(&out, urls); err != nil {
		panic(fmt.Sprintf("demo: the embedded report: %v", err)) // a name in it is wrong: a mistake of ours
	}
	return out.Bytes()
}

// url is the address at which the report cites a site.
func (w *Web) url(name string) string {
	return "http://" + name + ".localhost:" + w.port + w.sites[name].path
}
