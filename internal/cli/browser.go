package cli

import (
	"errors"
	"os"
	"strings"

	"archiver/internal/browser"
	"archiver/internal/config"
	"archiver/internal/verdict"
	"archiver/internal/watch"
)

// browserOff is env.noBrowser where the configuration wants it so.
const browserOff = "browser.mode is off"

// browserUnnamed begins it where the configuration names none.
const browserUnnamed = "browser.path names no program that can be run: "

// browserJSON is what a run or a check did by the browser, and could not do.
type browserJSON struct {
	Rendered int              `json:"rendered"`                 // looks that it made
	Sandbox  *bool            `json:"sandbox,omitempty"`        // Chromium's own; not there where it was not started
	Missing  string           `json:"missing,omitempty"`        // why there is none
	NeededBy []string         `json:"needed_by,omitempty"`      // refs of citations that can't be read without it
	Sent     []string         `json:"judged_as_sent,omitempty"` // refs of those that want it, and were judged without it
	Failed   []unrenderedJSON `json:"failed,omitempty"`         // sources that it could not show
}

type unrenderedJSON struct {
	URL string `json:"url"`
	Why string `json:"why"`
}

// viewBrowser is nil where no browser was wanted.
func (e *env) viewBrowser(res *watch.Result) *browserJSON {
	v := &browserJSON{Rendered: res.Rendered}
	if v.NeededBy, v.Sent = e.needBrowser(res); len(v.NeededBy)+len(v.Sent) > 0 {
		v.Missing = e.noBrowser
	}
	if res.Rendered > 0 {
		sandbox := !res.Unsandboxed
		v.Sandbox = &sandbox
	}
	for _, u := range res.Unrendered {
		v.Failed = append(v.Failed, unrenderedJSON{u.URL, u.Why})
	}
	if v.Rendered == 0 && v.Missing == "" && v.Failed == nil {
		return nil
	}
	return v
}

// needBrowser lists the citations that only a browser could read, where there is
// none, and those that want one and were judged by what was sent.
func (e *env) needBrowser(res *watch.Result) (refs, sent []string) {
	for _, c := range res.Citations {
		switch {
		case !c.Looked || e.noBrowser == "":
		case c.Live.Reason == verdict.Unreadable:
			refs = append(refs, c.Cite.Ref)
		case c.Cite.Citation.Capture == "browser":
			sent = append(sent, c.Cite.Ref)
		}
	}
	return refs, sent
}

// newBrowser gives the browser of the configuration, not started yet; nil where
// there is none, for which e.noBrowser then has the reason.
func (e *env) newBrowser(cfg *config.Config) *browser.Browser {
	c := cfg.Browser
	if c.Mode == "off" {
		e.noBrowser = browserOff
		return nil
	}
	path := c.Path
	if strings.ContainsRune(path, os.PathSeparator) {
		path = cfg.Path(path)
	}
	found, err := browser.Find(path)
	if err != nil {
		e.noBrowser = "there is no Chromium: install the package chromium-headless-shell, or chromium"
		var missing *browser.MissingError
		if errors.As(err, &missing) && missing.Path != "" {
			e.noBrowser = browserUnnamed + oneLine(path)
		}
		return nil
	}
	e.noBrowser = ""
	width, height := c.Size()
	return browser.New(browser.Config{Path: found, UserAgent: cfg.Fetch.UserAgent, Locale: c.Locale, TimeZone: c.TimeZone, Width: width, Height: height})
}

// warnBrowser tells which sources of a result want a browser that is not there, or
// that failed for them.
func (e *env) warnBrowser(res *watch.Result) {
	refs, sent := e.needBrowser(res)
	if len(refs) > 0 {
		e.warn("%s can only be read in a browser (%s): %s", plural(len(refs), "citation"), first(refs), e.noBrowser)
	}
	if n := len(sent); n > 0 {
		e.warn("%s with capture: browser %s judged by what was sent (%s): %s", plural(n, "citation"), either(n == 1, "was", "were"), first(sent), e.noBrowser)
	}
	if n := len(res.Unrendered); n > 0 {
		e.warn("the browser failed for %s, which %s judged by what was sent; the first is %s: %s", plural(n, "source"), either(n == 1, "was", "were"),
			oneLine(res.Unrendered[0].URL), oneLine(res.Unrendered[0].Why))
	}
}

// sandboxWords says that Chromium's sandbox is off, where it is.
func sandboxWords(unsandboxed bool) string {
	if !unsandboxed {
		return ""
	}
	return "Chromium runs without its sandbox, since this is the superuser's process: pages can do more harm here. Run as an ordinary user where you can"
}
