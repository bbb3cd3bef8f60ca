package browser

import (
	"bytes"
	"cmp"
	"errors"
	"image/png"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// theBrowser is one for all tests of pages that hinder nobody.
func theBrowser(t *testing.T) *Browser {
	t.Helper()
	b, err := shared.browser()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func newBrowser(t *testing.T, c Config) *Browser {
	t.Helper()
	var err error
	if c.Path, err = Find(cmp.Or(c.Path, os.Getenv("BROWSER_PATH"))); err != nil {
		t.Fatal(err)
	}
	b := New(c)
	t.Cleanup(func() { b.Close() })
	return b
}

// visiting is a tab that goes to the first page of a site, and the page that is read of it.
func visiting(t *testing.T, b *Browser, s *site) (*session, *Page) {
	t.Helper()
	proc, err := b.acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.release(proc, false) })
	tab, err := b.open(t.Context(), proc, Options{Transport: s.transport})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tab.close)
	p := &Page{URL: s.URL + "/"}
	tab.navigate(tab.tab, p)
	return tab, p
}

func capture(t *testing.T, b *Browser, s *site, path string, pictures bool) *Page {
	t.Helper()
	at := time.Now()
	p, err := b.Capture(t.Context(), s.URL+path, Options{Transport: s.transport, Pictures: pictures, Header: http.Header{"X-Ours": {"yes"}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: %v; status %d, failed %q, cut %v, crashed %v, actions %v", path, time.Since(at).Round(time.Millisecond), p.Status, p.Failed, p.Cut, p.Crashed, p.Actions)
	return p
}

func has(t *testing.T, p *Page, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(p.Text, part) {
			t.Errorf("the text lacks %q: %q", part, p.Text)
		}
		if !strings.Contains(string(p.DOM), part) {
			t.Errorf("the document lacks %q: %q", part, p.DOM)
		}
	}
}

// TestCapture shows pages that behave.
func TestCapture(t *testing.T) {
	t.Parallel()
	s := newSite(t, pages())
	b := theBrowser(t)
	var cases []func(*testing.T)
	var names []string
	add := func(name string, f func(*testing.T)) { names, cases = append(names, name), append(cases, f) }
	add("script", func(t *testing.T) {
		p := capture(t, b, s, "/xhr", true)
		has(t, p, "text by script")
		if p.Title != "A title" || p.Status != 200 || p.FinalURL != s.URL+"/xhr" || len(p.Cut) > 0 || p.Failed != "" || p.Crashed {
			t.Errorf("page %+v", p)
		}
		if !bytes.HasPrefix(p.DOM, []byte("<!DOCTYPE html>\n<html>")) {
			t.Errorf("document begins %.40q", p.DOM)
		}
		if len(s.find("/xhr.txt")) != 1 {
			t.Error("the request by script was not recorded")
		}
		pic, err := png.Decode(bytes.NewReader(p.Screenshot))
		if err != nil || pic.Bounds().Dx() != 1280 || pic.Bounds().Dy() != 1000 {
			t.Errorf("screenshot: %v, %v", pic.Bounds(), err)
		}
		thumb, err := png.Decode(bytes.NewReader(p.Thumbnail))
		if err != nil || thumb.Bounds().Dx() != 640 || thumb.Bounds().Dy() != 500 {
			t.Errorf("thumbnail: %v, %v", thumb.Bounds(), err)
		}
		if !bytes.HasPrefix(p.PDF, []byte("%PDF-")) || !bytes.Contains(p.PDF[max(0, len(p.PDF)-32):], []byte("%%EOF")) {
			t.Errorf("print: %d bytes", len(p.PDF))
		}
	})
	add("brotli", func(t *testing.T) { has(t, capture(t, b, s, "/brotli", false), "packed with brotli") })
	add("service worker", func(t *testing.T) {
		p := capture(t, b, s, "/worker", false)
		has(t, p, "fetched by a service worker", "User-Agent: "+p.Environment.UserAgent, "Accept-Encoding: gzip")
		if strings.Contains(p.Text, "Headless") {
			t.Errorf("a worker says that it is headless: %s", p.Text)
		}
		if len(s.find("/worker.js")) == 0 || len(s.find("/worker.txt")) == 0 {
			t.Error("the worker's requests were not recorded")
		}
	})
	add("socket", func(t *testing.T) {
		has(t, capture(t, b, s, "/socket", false), "said over a socket")
		if e := s.find("/socket.ws"); len(e) != 1 || e[0].Status != 101 {
			t.Errorf("the handshake was not recorded: %v", e)
		}
	})
	add("redirect", func(t *testing.T) {
		p := capture(t, b, s, "/moved", false)
		has(t, p, "moved here")
		if p.FinalURL != s.URL+"/here" || p.Status != 200 {
			t.Errorf("final %s, status %d", p.FinalURL, p.Status)
		}
	})
	add("gone", func(t *testing.T) {
		p := capture(t, b, s, "/gone", false)
		has(t, p, "no such page")
		if p.Status != 404 {
			t.Errorf("status %d", p.Status)
		}
	})
	add("shadow", func(t *testing.T) {
		p := capture(t, b, s, "/shadow", false)
		for _, part := range []string{`<template shadowrootmode="open">`, "in the shade", "<i>deeper</i>"} {
			if !strings.Contains(string(p.DOM), part) {
				t.Errorf("the document lacks %q: %s", part, p.DOM)
			}
		}
		if strings.Contains(string(p.DOM), ">a lie") || p.Title != "Shadow" {
			t.Errorf("the page changed what is said of it: %s", p.DOM)
		}
		for _, part := range []string{"in the shade", "deeper", "moved here"} {
			if !strings.Contains(p.Text, part) {
				t.Errorf("the text lacks %q: %q", part, p.Text)
			}
		}
	})
	add("frames", func(t *testing.T) {
		p := capture(t, b, s, "/frames", false)
		for _, part := range []string{"outer", "moved here", "of another site"} {
			if !strings.Contains(p.Text, part) {
				t.Errorf("the text lacks %q: %q", part, p.Text)
			}
		}
	})
	add("allowed", func(t *testing.T) {
		refused := errors.New("not this one")
		p, err := b.Capture(t.Context(), s.URL+"/xhr?2", Options{Transport: s.transport, Allow: func(u *url.URL) error {
			if u.Path == "/xhr.txt" {
				return refused
			}
			return nil
		}})
		if err != nil || strings.Contains(p.Text, "text by script") || p.Status != 200 {
			t.Errorf("page %+v, %v", p, err)
		}
		if _, err := b.Capture(t.Context(), s.URL+"/xhr", Options{Transport: s.transport, Allow: func(*url.URL) error { return refused }}); !errors.Is(err, refused) {
			t.Errorf("a page that is not allowed: %v", err)
		}
	})
	add("canvas", func(t *testing.T) {
		for path, says := range map[string]bool{"/drawn": true, "/decorated": false} {
			if p := capture(t, b, s, path, false); did(p, "canvas") != says {
				t.Errorf("%s: actions %v", path, p.Actions)
			}
		}
	})
	add("tall", func(t *testing.T) {
		p := capture(t, b, s, "/tall", true)
		c, err := png.DecodeConfig(bytes.NewReader(p.Screenshot))
		if err != nil || c.Width != 1280 || c.Height != 16000 || !slices.Contains(p.Cut, "height") {
			t.Errorf("screenshot %dx%d, %v, cut %v", c.Width, c.Height, err, p.Cut)
		}
	})
	add("no such host", func(t *testing.T) {
		p, err := b.Capture(t.Context(), "https://127.0.0.1:1/", Options{Transport: s.transport})
		if err != nil || p.Failed == "" || len(p.DOM) > 0 || p.Status != 0 {
			t.Errorf("page %+v, %v", p, err)
		}
	})
	add("refused address", func(t *testing.T) {
		for _, u := range []string{"file:///etc/passwd", "chrome://version", "data:text/html,x", "about:blank", "javascript:1", "ftp://127.0.0.1/"} {
			if p, err := b.Capture(t.Context(), u, Options{Transport: s.transport}); err == nil {
				t.Errorf("%s was shown: %+v", u, p)
			}
		}
	})
	at := make([]int, len(cases))
	for i := range at {
		at[i] = i
	}
	sideBySide(t, at, func(i int) string { return names[i] }, func(t *testing.T, i int) { cases[i](t) })
}

// TestEnvironment: what a page is told is what Config says and Environment keeps.
func TestEnvironment(t *testing.T) {
	t.Parallel()
	s := newSite(t, pages())
	b := newBrowser(t, Config{Locale: "fr-CH", TimeZone: "Asia/Almaty", Width: 900, Height: 700})
	p := capture(t, b, s, "/tell", false)
	has(t, p, "fr-CH", "Asia/Almaty", "900x700", "Accept-Language: fr-CH,fr", "Accept-Encoding: gzip", "X-Ours: yes", "User-Agent: "+p.Environment.UserAgent)
	if strings.Contains(p.Text, "Headless") || p.Environment.UserAgent == "" || p.Environment.Browser == "" {
		t.Errorf("environment %+v, text %s", p.Environment, p.Text)
	}
	if p.Environment.Sandbox != (os.Geteuid() != 0) {
		t.Errorf("sandbox %v", p.Environment.Sandbox)
	}
}
