package browser

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

//go:embed behave.js
var behaveJS string

// script is behave.js with its table.
var script = sync.OnceValue(func() string {
	table, err := json.Marshal(map[string]any{
		"reject": rejectWords, "expand": expandWords, "answer": answerWords, "never": neverWords,
		"login": loginWords, "pay": payWords, "age": ageWords, "kitchen": kitchenWords, "about": aboutWords, "loading": loadingWords,
		"platforms": platforms, "form": consentForm, "frame": consentFrame,
	})
	if err != nil {
		panic(err) // strings marshal
	}
	return strings.TrimSpace(behaveJS) + "(" + string(table) + ")"
})

const (
	scriptTime = 4 * time.Second // of one of our calls, what the page does in it included
	answerTime = 8 * time.Second // until the page must have answered it
)

var (
	// errDeaf is of a page whose scripts leave no room for ours.
	errDeaf = errors.New("the page does not answer")
	// errTooLong is of a call that was ended in the middle.
	errTooLong = errors.New("took too long")
	// errStruck is of one that was ended with a script of the page that was meant.
	errStruck = errors.New("ended with a script of the page")
)

// worldContext makes an isolated world in the frame, with our functions in it.
func worldContext(ctx context.Context, frame cdp.FrameID) (runtime.ExecutionContextID, error) {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	w, err := chromedp.Call(ctx, page.CreateIsolatedWorld, page.CreateIsolatedWorldParams{FrameID: frame, WorldName: "archiver"})
	if err != nil {
		return 0, err
	}
	return w.ExecutionContextID, evaluate(ctx, w.ExecutionContextID, script(), nil)
}

// evaluate runs an expression in a world, and decodes what it gives into out.
func evaluate(ctx context.Context, world runtime.ExecutionContextID, expression string, out any) error {
	yes, began := true, time.Now()
	r, err := chromedp.Call(ctx, runtime.Evaluate, runtime.EvaluateParams{
		Expression: expression, ContextID: world, ReturnByValue: &yes, Silent: &yes, Timeout: runtime.TimeDelta(scriptTime.Milliseconds()),
	})
	switch {
	case ended(err) && time.Since(began) < scriptTime:
		return errStruck
	case ended(err):
		return errTooLong
	case err != nil:
		return err
	case r.ExceptionDetails != nil:
		return fmt.Errorf("evaluate %.40s: %w", expression, &chromedp.ExceptionError{ExceptionDetails: r.ExceptionDetails})
	case out == nil || r.Result == nil || len(r.Result.Value) == 0:
		return nil
	}
	return json.Unmarshal(r.Result.Value, out)
}

// ended tells of a script that it was ended by a command of ours. That does not say
// which: it ends whatever runs when it arrives.
func ended(err error) bool {
	return err != nil && strings.Contains(err.Error(), "Execution was terminated")
}

// mostStruck is how often a call is made that was ended with another script.
const mostStruck = 20

// call runs one function of behave.js in the page that is shown now. A page that
// does not answer has its script stopped once; after that it gives errDeaf.
func (v *visit) call(ctx context.Context, expression string, out any) error {
	struck := 0
	for try := 0; ; try++ {
		err := v.callOnce(ctx, expression, out)
		for ; errors.Is(err, errStruck) && struck < mostStruck && pause(ctx, 20*time.Millisecond); struck++ {
			err = v.callOnce(ctx, expression, out)
		}
		if err == nil || ctx.Err() != nil || try == 2 || errors.Is(err, errTooLong) || errors.Is(err, chromedp.ErrTargetDetached) {
			return err
		}
		if errors.Is(err, context.DeadlineExceeded) {
			if v.stopped {
				return errDeaf
			}
			v.stopped = true
			v.did("script", "stopped one that held the page", 1)
			v.terminate(ctx)
		}
		v.world = 0 // gone with its document, or half made
	}
}

func (v *visit) callOnce(ctx context.Context, expression string, out any) error {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	frame, document := v.tab.at()
	if v.world == 0 || v.document != document {
		if frame == "" {
			t, err := chromedp.Call(ctx, page.GetFrameTree, cdp.Empty{})
			if err != nil {
				return err
			}
			frame = t.FrameTree.Frame.ID
		}
		w, err := worldContext(ctx, frame)
		if err != nil {
			return err
		}
		v.world, v.document, v.frame = w, document, frame
	}
	return evaluate(ctx, v.world, "archiver."+expression, out)
}

// terminate ends whatever script the page runs now.
func (v *visit) terminate(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	chromedp.Call(ctx, runtime.TerminateExecution, cdp.Empty{})
}
