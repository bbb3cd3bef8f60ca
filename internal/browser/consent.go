package browser

import (
	"context"
	"errors"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// answered is what behave.js did about a wall.
type answered struct {
	What  string // whose it is
	Done  string // to do: "press", "send", "frame", "none" (there is no such button); "left"
	Label string // of the button; for "left", what the dialog asks for besides
}

// consent clears away walls of consent. A button that consents to nothing is
// pressed where there is one, and what stands after that is put out of sight. It
// never consents. A dialog that asks for anything else too, a login, money, an
// age, is what the page showed: it stays.
func (v *visit) consent(ctx context.Context) error {
	cleared := false
	defer func() {
		if cleared {
			v.remember(ctx, true)
		}
	}()
	for round := 0; round < 3; round++ {
		var a answered
		if err := v.call(ctx, "consent()", &a); err != nil {
			return err
		}
		who := clip(a.What, 30)
		switch a.Done {
		case "":
			return nil
		case "left":
			v.did("consent", who+": left, it asks for "+clip(a.Label, 30), 1)
			continue
		case "send":
			if err := v.send(ctx); err != nil {
				return err
			}
			v.did("consent", who+": rejected with "+clip(a.Label, 40), 1)
		default:
			if err := v.clear(ctx, who, a); err != nil {
				return err
			}
		}
		cleared = true
	}
	return nil
}

// clear presses the wall's button, if it has one, and sees to it that the wall is
// gone. The page is not left meanwhile: "no" leads away on some.
func (v *visit) clear(ctx context.Context, who string, a answered) error {
	release, err := v.hold(ctx)
	if err != nil {
		return err
	}
	defer release()
	if v.Without["consent"] {
		a.Done, a.Label = "none", ""
	}
	pressed := a.Label
	if a.Done != "none" {
		if err := v.pressing(ctx, "consent"); err != nil {
			return err
		}
	}
	switch a.Done {
	case "press":
		if err = v.call(ctx, "refuse()", nil); errors.Is(err, errTooLong) {
			v.did("script", "stopped one that a click started", 1)
			err = nil
		}
	case "frame":
		pressed = v.inFrame(ctx)
	}
	if err != nil {
		return err
	}
	standing := true
	for i := 0; i < 8 && pressed != "" && standing; i++ {
		if !pause(ctx, 150*time.Millisecond) {
			return ctx.Err()
		}
		if err := v.call(ctx, "standing()", &standing); err != nil {
			return err
		}
	}
	if pressed != "" && !standing {
		v.did("consent", who+": rejected with "+clip(pressed, 40), 1)
	} else {
		var hidden bool
		if err := v.call(ctx, "hideWall()", &hidden); err != nil {
			return err
		}
		switch {
		case hidden && pressed != "":
			v.did("consent", who+": hidden, after pressing "+clip(pressed, 40), 1)
		case hidden:
			v.did("consent", who+": hidden", 1)
		default:
			return nil // a press reloaded the page, or it went by itself
		}
	}
	var unlocked bool
	if err := v.call(ctx, "unlock()", &unlocked); err != nil {
		return err
	}
	if unlocked {
		v.did("consent", "scrolling unlocked", 1)
	}
	return nil
}

// send sends the one form there is to send, and waits for the page that follows.
func (v *visit) send(ctx context.Context) error {
	v.letGo()
	_, document := v.tab.at()
	if err := v.call(ctx, "refuse()", nil); err != nil {
		return err
	}
	if v.Stays {
		defer v.hold(ctx) // what follows it
	}
	for i := 0; i < 50; i++ {
		if _, now := v.tab.at(); now != document || !pause(ctx, 100*time.Millisecond) {
			break
		}
	}
	return v.quiet(ctx)
}

// inFrame answers a wall that is a frame of the page, and gives the label of
// what it pressed.
func (v *visit) inFrame(ctx context.Context) string {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	tree, err := chromedp.Call(ctx, page.GetFrameTree, cdp.Empty{})
	if err != nil {
		return ""
	}
	for i, child := range tree.FrameTree.ChildFrames {
		if i == 30 {
			break
		}
		if !v.owns(ctx, child.Frame.ID) {
			continue
		}
		world, err := worldContext(ctx, child.Frame.ID)
		if err != nil {
			return ""
		}
		var a answered
		if evaluate(ctx, world, "archiver.inFrame()", &a) != nil || a.Label == "" {
			return ""
		}
		evaluate(ctx, world, "archiver.refuse()", nil) // the frame may be gone before it answers
		return a.Label
	}
	return ""
}

// owns is true if the frame is the one that behave.js took for a wall.
func (v *visit) owns(ctx context.Context, frame cdp.FrameID) bool {
	owner, err := chromedp.Call(ctx, dom.GetFrameOwner, dom.GetFrameOwnerParams{FrameID: frame})
	if err != nil {
		return false
	}
	node, err := chromedp.Call(ctx, dom.ResolveNode, dom.ResolveNodeParams{BackendNodeID: owner.BackendNodeID, ExecutionContextID: v.world})
	if err != nil || node.Object == nil {
		return false
	}
	yes := true
	r, err := chromedp.Call(ctx, runtime.CallFunctionOn, runtime.CallFunctionOnParams{
		FunctionDeclaration: "function () { return archiver.ownsFrame(this) }", ObjectID: node.Object.ObjectID, ReturnByValue: &yes,
	})
	return err == nil && r.Result != nil && string(r.Result.Value) == "true"
}
