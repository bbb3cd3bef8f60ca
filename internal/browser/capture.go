package browser

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// Capture shows rawURL and gives back what there was to see. Its error is our
// own failure: ctx ended, or no browser could be had. What the page did is in
// the Page.
func (b *Browser) Capture(ctx context.Context, rawURL string, o Options) (*Page, error) {
	p := &Page{URL: rawURL, Started: time.Now().UTC()}
	u, err := url.Parse(rawURL)
	if err == nil {
		err = allowed(o.Allow, u)
	}
	if err != nil {
		return nil, fmt.Errorf("capture %s: %w", rawURL, err)
	}
	proc, err := b.acquire(ctx)
	if err != nil {
		return nil, err
	}
	defer b.release(proc)
	m := &meter{limits: b.config.Limits}
	px, err := newProxy(proc.ca, o, m, b.config.Log)
	if err != nil {
		return nil, err
	}
	defer px.close()
	tab, cancel := chromedp.NewContext(proc.ctx, chromedp.WithNewBrowserContext(func(c *target.CreateBrowserContextParams) {
		c.ProxyServer, c.ProxyBypassList = px.addr(), "<-loopback>"
	}))
	defer cancel()
	if err := chromedp.Do(tab); err != nil {
		return nil, fmt.Errorf("open a tab: %w", err)
	}
	run, stop := context.WithTimeout(tab, b.config.Limits.Time)
	defer stop()
	nav, err := chromedp.Call(run, page.Navigate, page.NavigateParams{URL: rawURL})
	if err != nil {
		return nil, fmt.Errorf("navigate: %w", err)
	}
	p.Failed = nav.ErrorText
	if p.Failed == "" {
		chromedp.Do(run, chromedp.Sleep(2*time.Second))
		html, _ := chromedp.Run(run, chromedp.OuterHTML(chromedp.CSS("html")))
		p.DOM = []byte("<!DOCTYPE html>" + html)
		p.Text, _ = chromedp.Run(run, chromedp.Evaluate[string]("document.body.innerText"))
		p.Title, _ = chromedp.Run(run, chromedp.Title())
		p.FinalURL, _ = chromedp.Run(run, chromedp.Location())
		p.Status = px.statusOf(p.FinalURL)
	}
	p.Environment = Environment{Browser: proc.product, UserAgent: proc.userAgent, Locale: b.config.Locale, TimeZone: b.config.TimeZone,
		Width: b.config.Width, Height: b.config.Height, Scale: 1, Sandbox: proc.sandbox}
	p.Cut = m.cuts()
	p.Done = time.Now().UTC()
	return p, nil
}
