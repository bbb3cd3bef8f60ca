package browser

import (
	"context"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/domsnapshot"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// A reader sees what stands in a closed shadow root, and no script of a page can come
// to it, in whatever world it runs. The browser's own snapshot of a page does, and
// names the nodes in it.

const (
	maxShades = 1000
	// maxShadeDOM is up to what length of a document it is asked for: a snapshot is
	// some twice as long, and cannot be cut.
	maxShadeDOM = 8 << 20
)

// shadowed is what is read of a DOMSnapshot.
type shadowed struct {
	Documents []struct {
		FrameID domsnapshot.StringIndex      `json:"frameId"`
		Nodes   domsnapshot.NodeTreeSnapshot `json:"nodes"`
	} `json:"documents"`
	Strings []string `json:"strings"`
}

// hosts may have a shadow root beside elements with a name of their own
// (https://dom.spec.whatwg.org/#valid-shadow-host-name).
var hosts = strings.Fields("ARTICLE ASIDE BLOCKQUOTE BODY DIV FOOTER H1 H2 H3 H4 H5 H6 HEADER MAIN NAV P SECTION SPAN")

// closed gives a node of each closed shadow root in the documents of a tab, by frame. It
// may give some more: of a node below a host in a closed shadow root it is not said
// whether it stands in the host's own, and view.js finds out.
func closed(ctx context.Context) (map[cdp.FrameID][]cdp.BackendNodeID, error) {
	var snap shadowed
	if err := chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		return t.Call(ctx, domsnapshot.CommandCaptureSnapshot, domsnapshot.CaptureSnapshotParams{ComputedStyles: []string{}}, &snap)
	})); err != nil {
		return nil, err
	}
	name := func(i domsnapshot.StringIndex) string {
		if i < 0 || int(i) >= len(snap.Strings) {
			return ""
		}
		return snap.Strings[i]
	}
	out := map[cdp.FrameID][]cdp.BackendNodeID{}
	for _, d := range snap.Documents {
		n := d.Nodes
		if n.ShadowRootType == nil || len(n.ShadowRootType.Index) != len(n.ShadowRootType.Value) {
			continue
		}
		kept, seen := map[int64]bool{}, map[int64]bool{}
		for i, at := range n.ShadowRootType.Index {
			kept[at] = name(n.ShadowRootType.Value[i]) == "closed"
		}
		var sure, maybe []cdp.BackendNodeID
		for _, at := range n.ShadowRootType.Index {
			if !kept[at] || at < 0 || int(at) >= len(n.ParentIndex) || int(at) >= len(n.BackendNodeID) {
				continue
			}
			above := n.ParentIndex[at]
			if above < 0 || int(above) >= len(n.NodeName) || seen[above] {
				continue
			}
			seen[above] = true // what stands in its shadow root comes first
			if host := name(n.NodeName[above]); !kept[above] {
				sure = append(sure, n.BackendNodeID[at])
			} else if strings.Contains(host, "-") || slices.Contains(hosts, host) {
				maybe = append(maybe, n.BackendNodeID[at])
			}
		}
		if all := append(sure, maybe...); len(all) > 0 {
			out[cdp.FrameID(name(d.FrameID))] = all[:min(len(all), maxShades)]
		}
	}
	return out, nil
}

// shade has view.js see the closed shadow roots of what was read, and tells whether
// there may be any. It comes when all else is read: nothing bounds the browser's answer
// but the end of the browser.
func (s *session) shade(ctx context.Context, p *Page) bool {
	c, cancel := s.within(ctx, readTime)
	defer cancel()
	s.shades = map[cdp.FrameID][]runtime.RemoteObjectID{}
	p.Shades = s.shadeIn(c) == nil
	return len(s.shades) > 0 || s.others
}

// shaded tells whether behave may ask for them.
func (s *session) shaded() bool { return s.first != nil && len(s.first.page.DOM) <= maxShadeDOM }

// shade has behave.js see the closed shadow roots of the page that are there by now. What
// cannot be had of them, it goes without.
func (v *visit) shade(ctx context.Context) error {
	if v.Shaded == nil || !v.Shaded() {
		return nil
	}
	if err := v.call(ctx, "shade()", nil); err != nil { // makes the world
		return err
	}
	c, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	found, _ := closed(c)
	yes, args := true, []*runtime.CallArgument(nil)
	for _, id := range found[v.frame] {
		n, err := chromedp.Call(c, dom.ResolveNode, dom.ResolveNodeParams{BackendNodeID: id, ExecutionContextID: v.world, ObjectGroup: "shade"})
		if err == nil && n.Object != nil {
			args = append(args, &runtime.CallArgument{ObjectID: n.Object.ObjectID})
		}
	}
	if len(args) > 0 {
		chromedp.Call(c, runtime.CallFunctionOn, runtime.CallFunctionOnParams{
			FunctionDeclaration: "function (...nodes) { archiver.shade(...nodes) }", ExecutionContextID: v.world, Arguments: args, Silent: &yes})
		chromedp.Call(c, runtime.ReleaseObjectGroup, runtime.ReleaseObjectGroupParams{ObjectGroup: "shade"})
	}
	return ctx.Err()
}

// shadeIn has view.js see those in the documents of one process. What it finds is there as long as
// the tab's context.
func (s *session) shadeIn(tab context.Context) error {
	found, err := closed(tab)
	for frame, nodes := range found {
		world, err := viewWorld(tab, frame)
		if err != nil {
			continue
		}
		s.shades[frame] = nil
		for _, id := range nodes {
			n, err := chromedp.Call(tab, dom.ResolveNode, dom.ResolveNodeParams{BackendNodeID: id, ExecutionContextID: world})
			if err == nil && n.Object != nil {
				s.shades[frame] = append(s.shades[frame], n.Object.ObjectID)
			}
		}
	}
	return err
}
