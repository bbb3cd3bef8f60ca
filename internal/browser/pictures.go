package browser

import (
	"context"
	"time"
	"unicode/utf8"

	"github.com/chromedp/cdproto/emulation"
	cdpio "github.com/chromedp/cdproto/io"
	"github.com/chromedp/cdproto/page"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"
)

const (
	thumbWidth = 640
	maxPDF     = 64 << 20
)

// pictures takes the thumbnail, the screenshot and the print, each if it can be
// had in its time.
func (s *session) pictures(ctx context.Context, p *Page) {
	width, height := float64(s.config.Width), float64(s.config.Height)
	p.Thumbnail = s.picture(ctx, page.Viewport{Width: width, Height: height, Scale: min(1, thumbWidth/width)})
	c, cancel := s.within(ctx, pictureTime)
	m, err := chromedp.Call(c, page.GetLayoutMetrics, cdp.Empty{})
	cancel()
	if err == nil && m.CSSContentSize != nil {
		height = max(height, m.CSSContentSize.Height)
	}
	if height > float64(s.config.Limits.Height) {
		height = float64(s.config.Limits.Height)
		s.meter.met("height")
	}
	p.Screenshot = s.picture(ctx, page.Viewport{Width: width, Height: height, Scale: 1})
	p.PDF = s.print(ctx)
}

// picture is a PNG of a part of the page; nil where there is none.
func (s *session) picture(ctx context.Context, part page.Viewport) []byte {
	if s.gone() {
		return nil
	}
	c, cancel := s.within(ctx, pictureTime)
	defer cancel()
	yes := true
	r, err := chromedp.Call(c, page.CaptureScreenshot, page.CaptureScreenshotParams{
		Format: page.CaptureScreenshotFormatPng, Clip: &part, CaptureBeyondViewport: &yes})
	if err != nil {
		return nil
	}
	return r.Data
}

// print is the page on A4 sheets; nil where that is not to be had in time, or is
// longer than maxPDF.
func (s *session) print(ctx context.Context) []byte {
	if s.gone() {
		return nil
	}
	c, cancel := s.within(ctx, pictureTime)
	defer cancel()
	// Styles for print hide what a reader saw, all of it on some pages.
	if _, err := chromedp.Call(c, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "screen"}); err != nil {
		return nil
	}
	yes := true
	r, err := chromedp.Call(c, page.PrintToPDF, page.PrintToPDFParams{
		PrintBackground: &yes, PaperWidth: chromedp.PaperA4.Width, PaperHeight: chromedp.PaperA4.Height,
		TransferMode: page.PrintToPDFTransferModeReturnAsStream})
	if err != nil {
		return nil
	}
	defer func() {
		c, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		chromedp.Call(c, cdpio.Close, cdpio.CloseParams{Handle: r.Stream})
	}()
	var out []byte
	for {
		part, err := chromedp.Call(c, cdpio.Read, cdpio.ReadParams{Handle: r.Stream, Size: 1 << 20})
		if err != nil || len(out)+len(part.Data) > maxPDF {
			return nil // half a PDF is none
		}
		out = append(out, part.Data...)
		if part.EOF {
			return out
		}
	}
}

// cut shortens a text to at most n bytes, between two characters.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
