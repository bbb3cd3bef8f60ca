package eval

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"archiver/internal/eval/set"
	"archiver/internal/eval/social"
	"archiver/internal/extract"
	"archiver/internal/source"
	"archiver/internal/watch"
)

// TestPlatformEvidence: what a platform was asked of a post, and what it answered, is
// in the snapshot beside the page; the snapshot shows the source where the platform
// gave its text, and is read again as that text. Nothing is taken twice.
func TestPlatformEvidence(t *testing.T) {
	ctx := t.Context()
	const (
		xPage, xAsk   = "https://twitter.com/netwatch/status/1228991647339438080", "https://publish.twitter.com/oembed?omit_script=1&url=https%3A%2F%2Ftwitter.com%2Fnetwatch%2Fstatus%2F1228991647339438080"
		xControl      = "https://publish.twitter.com/oembed?omit_script=1&url=https%3A%2F%2Ftwitter.com%2Fjack%2Fstatus%2F20"
		tgPage        = "https://t.me/kordai_news/4312"
		ytPage, ytAsk = "https://www.youtube.com/watch?v=Jz9MGhMPj2s", "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DJz9MGhMPj2s"
		ytControl     = "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DjNQXAC9IVRw"
		ytConsent     = "https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DJz9MGhMPj2s&gl=DE&hl=de&cm=2&pc=yt"
		said, figures = "internet access has been cut across large parts of the valley", "повреждены 39 домов"
	)
	type shot struct {
		class, final, says string
		holds              []string // "status URL" of its responses, sorted
	}
	for name, want := range map[string][]shot{
		"x/noise-shell-rebuilt": {{"source", xAsk, said, []string{"200 " + xAsk, "200 " + xPage}}},
		"x/dead-deleted": {
			{"source", xAsk, said, []string{"200 " + xAsk, "200 " + xPage}},
			{"error", xPage, "", []string{"200 " + xControl, "200 " + xPage, "404 " + xAsk}},
		},
		"telegram/wall-widget-fails": {
			{"source", tgPage + "?embed=1", figures, []string{"200 " + tgPage, "200 " + tgPage + "?embed=1"}},
			{"wall", tgPage, "", []string{"200 " + tgPage, "502 " + tgPage + "?embed=1"}},
		},
		"youtube/noise-consent-yet-given": { // a title is not the video; a wall is kept once
			{"wall", ytPage, "", []string{"200 " + ytPage}},
		},
		"youtube/dead-consent-and-gone": {
			{"wall", ytPage, "", []string{"200 " + ytPage}},
			{"error", ytConsent, "", []string{"200 " + ytConsent, "200 " + ytControl, "302 " + ytPage, "404 " + ytAsk}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			all := social.Cases()
			i := slices.IndexFunc(all, func(c set.Case) bool { return c.Name == name })
			plays, err := newPlays(all[i : i+1])
			if err != nil {
				t.Fatal(err)
			}
			s, err := startServer(plays)
			if err != nil {
				t.Fatal(err)
			}
			defer s.close()
			w, err := newWorld(ctx, t.TempDir(), s, patience, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := w.close(nil); err != nil {
					t.Error(err)
				}
			}()
			cites := append(manifest(plays, false), rest(plays)...)
			for day := range 4 {
				if day == 2 {
					s.age()
				}
				w.tell(captured.AddDate(0, 0, 30*day))
				if _, err := w.watcher.Pass(ctx, cites, watch.Options{All: true}); err != nil {
					t.Fatal(err)
				}
			}
			snaps, err := w.catalog.Snapshots(ctx, source.ID(plays[0].url))
			if err != nil {
				t.Fatal(err)
			}
			if len(snaps) != len(want) {
				t.Fatalf("%d snapshots, want %d: %+v", len(snaps), len(want), snaps)
			}
			for i, snap := range snaps {
				a, closer, err := watch.OpenSnapshot(ctx, w.store, snap.Object)
				if err != nil {
					t.Fatal(err)
				}
				defer closer.Close()
				var holds []string
				for _, c := range a.Index() {
					if !strings.Contains(c.URL, "telegram.org") && !strings.Contains(c.URL, "telesco.pe") && !strings.Contains(c.URL, "twimg.com") { // what its style needs
						holds = append(holds, fmt.Sprint(c.Status, " ", c.URL))
					}
				}
				slices.Sort(holds)
				if snap.Class != want[i].class || snap.FinalURL != want[i].final || !slices.Equal(slices.Compact(holds), want[i].holds) {
					t.Errorf("%d: class %s, at %s, holds %q; want %+v", i, snap.Class, snap.FinalURL, holds, want[i])
				}
				if bad := a.Verify(ctx); len(bad) > 0 {
					t.Errorf("%d: %+v", i, bad)
				}
				doc, err := watch.ReadMain(ctx, extract.New(extract.Config{Timeout: 20 * time.Second}), a, snap.Object)
				if err != nil || !strings.Contains(doc.Visible, want[i].says) {
					t.Errorf("%d: reads %q, %v; want %q", i, doc.Visible, err, want[i].says)
				}
			}
		})
	}
}
