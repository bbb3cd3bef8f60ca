package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// A framed is a frame that a reader sees as a part of the page.
type framed struct {
	owner runtime.RemoteObjectID // its element, in the document around it
	// HTML of its body, without scripts, styles and comments, and without what is not
	// seen; the frames within it stand where they are seen.
	HTML string `json:"html"`
	URL  string `json:"url"`
	// Kind is "own" of a document of the page's own site, or of one that the page
	// itself has written, and "other" of another site's.
	Kind string `json:"kind"`
	text string
}

const (
	// maxFrames is how many frames of a document are looked at, of each of the two
	// kinds: in the document's process, and in others.
	maxFrames    = 30
	maxFrameDeep = 3       // frames in frames
	maxFrameText = 4 << 20 // of one frame, in bytes
)

// beside is in the names or the address of a frame that is no part of a page: it
// advertises, asks for consent, tells people from programs, logs them in, counts or
// chats with them. Two or three letters are a word by themselves only: of a number that
// is written with letters they are a part by chance.
var beside = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:^|[^a-z])(?:advert[a-z]*|adserv(?:er|ice|ing)|adsystem|adslot|adframe|adnxs|banners?|sponsor(?:ed|s)?|doubleclick|googlesyndication|googleads|safeframe|criteo|taboola|outbrain|prebid|reklama|publicite|consent[a-z]*|cookies?|gdpr|privacy-mgmt|trustarc|truste|[a-z]*captcha|turnstile|arkoselabs|funcaptcha|oauth2?|googletagmanager|analytics|metrika|tracking|pixel|livechat|chat|chatbox|intercom|zendesk|tawk|crisp|drift|like|likebox|share|fblike)(?:$|[^a-z])|sp_message|(?:^|[^a-z0-9])(?:ads?|cmp|gtm)(?:$|[^a-z0-9])|(?:^|\s)ads?[0-9]{1,3}(?:$|\s)`)
})

// owned is what view.js tells of a frame's element.
type owned struct {
	Seen  bool   // large enough, and in sight
	Names string // its id, name, class, title and address
	All   bool   // most of the window, on a page that says hardly anything beside it
}

// frames reads the frames that a reader sees as parts of the document of a frame,
// in tab, which is of that frame's process. site is the page's own.
func (s *session) frames(tab context.Context, of *page.FrameTree, site string, deep int) (out []framed) {
	if deep >= maxFrameDeep {
		return nil
	}
	world, err := viewWorld(tab, of.Frame.ID)
	if err != nil {
		return nil
	}
	read := func(inside context.Context, tree *page.FrameTree) {
		f := framed{URL: cut(tree.Frame.URL+tree.Frame.URLFragment, 2000), Kind: "own"}
		if u, err := url.Parse(tree.Frame.URL); err == nil && u.Host != "" && siteOf(u) != site {
			f.Kind = "other"
		}
		if f.owner = s.ownerOf(tab, world, tree.Frame.ID, f.Kind == "own"); f.owner == "" {
			return
		}
		if inside != tab {
			s.others = true
			if s.shades != nil && s.shadeIn(inside) != nil {
				s.unshaded = true
			}
		}
		var v viewed
		err := s.viewIn(inside, tree.Frame.ID, "text", maxFrameText, &v)
		if err != nil && len(s.shades[tree.Frame.ID]) > 0 { // it was loaded anew since they were found
			delete(s.shades, tree.Frame.ID)
			s.unshaded = true
			err = s.viewIn(inside, tree.Frame.ID, "text", maxFrameText, &v)
		}
		if err != nil || strings.TrimSpace(v.Text) == "" {
			return
		}
		f.text = v.Text
		within := s.frames(inside, tree, site, deep+1)
		for _, w := range within {
			f.text += "\n\n" + w.text
		}
		if s.viewIn(inside, tree.Frame.ID, "frame", maxFrameText, &v, within...) != nil {
			return
		}
		f.HTML = v.Text
		out = append(out, f)
	}
	for n, child := range of.ChildFrames {
		if n == maxFrames || tab.Err() != nil {
			return out
		}
		read(tab, child)
	}
	for _, id := range s.apartFrom(of.Frame.ID) {
		inside, cancel := chromedp.NewContext(tab, chromedp.WithTargetID(id), chromedp.WithDetachOnCancel())
		if tree, err := chromedp.Call(inside, page.GetFrameTree, cdp.Empty{}); err == nil && tree.FrameTree != nil {
			read(inside, tree.FrameTree)
		}
		cancel()
	}
	return out
}

// apartFrom are the frames in processes of their own right below a frame.
func (s *session) apartFrom(parent cdp.FrameID) (out []target.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, id := range slices.Sorted(maps.Keys(s.below)) {
		if s.below[id] == parent && len(out) < maxFrames {
			out = append(out, id)
		}
	}
	return out
}

// ownerOf gives the element of a frame, if a reader sees the frame as a part of the
// page; else "". Whatever it is called, a frame of the page's own site that is all of
// the page is one: words such as "drift", "cookies" or "chat" stand in titles, too.
func (s *session) ownerOf(tab context.Context, world runtime.ExecutionContextID, frame cdp.FrameID, own bool) runtime.RemoteObjectID {
	owner, err := chromedp.Call(tab, dom.GetFrameOwner, dom.GetFrameOwnerParams{FrameID: frame})
	if err != nil {
		return ""
	}
	node, err := chromedp.Call(tab, dom.ResolveNode, dom.ResolveNodeParams{BackendNodeID: owner.BackendNodeID, ExecutionContextID: world})
	if err != nil || node.Object == nil {
		return ""
	}
	var o owned
	if callView(tab, world, "owner", 0, &o, nil, framed{owner: node.Object.ObjectID}) != nil || !o.Seen || beside().MatchString(o.Names) && !(own && o.All) {
		return ""
	}
	return node.Object.ObjectID
}

// viewWorld is the isolated world that view.js runs in: the same one for a document
// however often it is asked for.
func viewWorld(tab context.Context, frame cdp.FrameID) (runtime.ExecutionContextID, error) {
	w, err := chromedp.Call(tab, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: frame, WorldName: "archiver-view"})
	if err != nil {
		return 0, err
	}
	return w.ExecutionContextID, nil
}

// viewIn asks view.js, in the given frame.
func (s *session) viewIn(tab context.Context, frame cdp.FrameID, want string, longest int, out any, frames ...framed) error {
	world, err := viewWorld(tab, frame)
	if err != nil {
		return err
	}
	return callView(tab, world, want, longest, out, s.shades[frame], frames...)
}

// callView calls view.js. What it is told of frames are two arguments for each: the
// element, and what stands in it.
func callView(tab context.Context, world runtime.ExecutionContextID, want string, longest int, out any, shades []runtime.RemoteObjectID, frames ...framed) error {
	var args []*runtime.CallArgument
	for _, v := range []any{want, longest, len(shades)} {
		args = append(args, valueOf(v))
	}
	for _, id := range shades {
		args = append(args, &runtime.CallArgument{ObjectID: id})
	}
	for _, f := range frames {
		args = append(args, &runtime.CallArgument{ObjectID: f.owner}, valueOf(f))
	}
	yes := true
	r, err := chromedp.Call(tab, runtime.CallFunctionOn, runtime.CallFunctionOnParams{
		FunctionDeclaration: viewJS, ExecutionContextID: world, Arguments: args, ReturnByValue: &yes, Silent: &yes})
	if err != nil {
		return err
	}
	if e := r.ExceptionDetails; e != nil {
		return fmt.Errorf("read the page: %s", e.Text)
	}
	return json.Unmarshal(r.Result.Value, out)
}

func valueOf(v any) *runtime.CallArgument {
	b, _ := json.Marshal(v) // strings and numbers
	return &runtime.CallArgument{Value: b}
}
