package browser

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// process is one running Chromium with a profile of its own.
type process struct {
	cmd     *exec.Cmd
	profile *profile
	ca      *authority
	ctx     context.Context // chromedp's, of the browser as a whole
	cancel  context.CancelFunc
	exited  chan struct{} // closed when the browser has been waited for
	conn    *chromedp.PipeConn
	once    sync.Once

	product   string // name and version
	userAgent string
	sandbox   bool
	started   time.Time

	captures int  // begun; guarded by Browser.mu
	busy     int  // under way
	retired  bool // takes no more

	mu      sync.Mutex
	under   map[*session]struct{}
	starved []time.Time // when renderers were killed for their memory whose death no page has yet been told of
}

const (
	startTime  = 20 * time.Second
	replyTime  = 10 * time.Second
	maxMessage = 256 << 20 // one message of the browser: a page decides how long some are
)

// start runs a browser, with Chromium's own sandbox where it can have one: not as
// root, and not where the kernel has no namespaces for ordinary users.
func start(ctx context.Context, c Config) (*process, error) {
	if os.Geteuid() == 0 {
		return startWith(ctx, c, false)
	}
	p, err := startWith(ctx, c, true)
	if err != nil && ctx.Err() == nil && strings.Contains(err.Error(), "No usable sandbox") {
		return startWith(ctx, c, false)
	}
	return p, err
}

// unsafe says what follows from a browser without a sandbox.
func unsafe() (why, advice string) {
	if os.Geteuid() == 0 {
		return "it is run as root", "run the archiver as an ordinary user"
	}
	return "the system has none for it", "allow unprivileged user namespaces, or install Debian's package chromium-sandbox"
}

// startWith runs a browser and waits until it answers.
func startWith(ctx context.Context, c Config, sandbox bool) (*process, error) {
	ca, err := newAuthority()
	if err != nil {
		return nil, err
	}
	dir, err := newProfile()
	if err != nil {
		return nil, err
	}
	p := &process{profile: dir, ca: ca, exited: make(chan struct{}), sandbox: sandbox, started: time.Now(), under: map[*session]struct{}{}}
	if err := p.run(c); err != nil {
		dir.remove()
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	v, err := callBrowser(ctx, p, browser.GetVersion, cdp.Empty{})
	if err == nil { // what pages open is told of
		_, err = callBrowser(ctx, p, target.SetDiscoverTargets, target.SetDiscoverTargetsParams{Discover: true})
	}
	if err != nil {
		p.kill()
		return nil, fmt.Errorf("start browser %s: %w%s", c.Path, err, p.said())
	}
	go p.watch(c.Limits.Memory)
	p.product = v.Product
	p.userAgent = or(c.UserAgent, strings.Replace(v.UserAgent, "HeadlessChrome/", "Chrome/", 1))
	c.Log.Debug("browser started", "browser", v.Product, "pid", p.cmd.Process.Pid, "sandbox", sandbox)
	return p, nil
}

// run starts the binary, with a pipe to it on its descriptors 3 and 4: no port
// is open that a page could reach.
func (p *process) run(c Config) error {
	childR, w, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("start browser: %w", err)
	}
	defer childR.Close()
	r, childW, err := os.Pipe()
	if err != nil {
		w.Close()
		return fmt.Errorf("start browser: %w", err)
	}
	defer childW.Close()
	p.cmd = exec.Command(c.Path, flags(c, p)...)
	p.cmd.ExtraFiles = []*os.File{childR, childW}
	p.cmd.Env = p.profile.env()
	p.cmd.Dir = p.profile.dir
	out := &tail{}
	p.cmd.Stdout, p.cmd.Stderr = out, out
	p.cmd.WaitDelay = time.Second // for output that a grandchild holds open
	ownGroup(p.cmd)
	started := make(chan error, 1)
	go func() {
		// The kernel kills the browser when the thread that forked it ends.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		err := p.cmd.Start()
		started <- err
		if err == nil {
			p.cmd.Wait()
			close(p.exited)
		}
	}()
	if err := <-started; err != nil {
		w.Close()
		r.Close()
		return fmt.Errorf("start browser %s: %w", c.Path, err)
	}
	p.conn = chromedp.NewPipeConn(&boundedPipe{ReadCloser: r}, w)
	ctx, cancel := chromedp.NewAllocatorContext(context.Background(), p)
	p.ctx, _ = chromedp.NewContext(ctx, chromedp.WithLogf(discard), chromedp.WithErrorf(discard))
	p.cancel = cancel
	return nil
}

func discard(string, ...any) {}

// flags are the command line. See notes: what is not given here, pages reach.
func flags(c Config, p *process) []string {
	f := []string{
		"--headless",
		"--remote-debugging-pipe",
		"--user-data-dir=" + p.profile.dir + "/profile",
		"--no-first-run", "--no-default-browser-check", "--no-startup-window",
		// Everything goes to the proxy of its browser context, loopback included;
		// what belongs to none meets a dead port.
		"--proxy-server=http://127.0.0.1:9",
		"--proxy-bypass-list=<-loopback>",
		"--ignore-certificate-errors-spki-list=" + p.ca.spki,
		"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", // names are the transport's business
		"--disable-quic",
		// Each of the two binaries knows one of these.
		"--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
		"--webrtc-ip-handling-policy=disable_non_proxied_udp",
		"--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--disable-default-apps", "--disable-extensions", "--disable-breakpad", "--disable-crash-reporter",
		"--disable-client-side-phishing-detection", "--disable-domain-reliability", "--no-pings",
		"--disable-features=Translate,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,MediaRouter,OptimizationHints,AutofillServerCommunication,DialMediaRouteProvider,InterestFeedContentSuggestions,CertificateTransparencyComponentUpdater",
		"--disable-background-timer-throttling", "--disable-backgrounding-occluded-windows", "--disable-renderer-backgrounding",
		"--disable-hang-monitor", "--disable-prompt-on-repost", "--disable-gpu",
		"--autoplay-policy=user-gesture-required", "--mute-audio",
		"--deny-permission-prompts", "--disable-notifications",
		"--password-store=basic", "--use-mock-keychain", "--metrics-recording-only",
		"--force-color-profile=srgb", "--hide-scrollbars", "--font-render-hinting=none",
		"--lang=" + c.Locale,
		"--window-size=" + strconv.Itoa(c.Width) + "," + strconv.Itoa(c.Height),
	}
	if c.UserAgent != "" {
		f = append(f, "--user-agent="+c.UserAgent)
	}
	if !p.sandbox {
		f = append(f, "--no-sandbox")
	}
	if smallShm() {
		f = append(f, "--disable-dev-shm-usage")
	}
	return f
}

// Allocate makes process one of chromedp's allocators.
func (p *process) Allocate(ctx context.Context, opts ...chromedp.BrowserOption) (*chromedp.Browser, error) {
	return chromedp.NewBrowserTransport(context.WithoutCancel(ctx), p.conn, opts...)
}

func (p *process) Wait() {}

// Attaches keeps chromedp from treating the browser's first tab in its own way.
func (p *process) Attaches() bool { return true }

// callBrowser sends a command to the browser as a whole.
func callBrowser[P, R any](ctx context.Context, p *process, cmd cdp.Command[P, R], params P) (R, error) {
	c, cancel := derive(p.ctx, ctx)
	defer cancel()
	return chromedp.CallBrowser(c, cmd, params)
}

// derive is a context with chromedp's values that ends with ctx.
func derive(values, ctx context.Context) (context.Context, context.CancelFunc) {
	c, cancel := context.WithCancelCause(values)
	stop := context.AfterFunc(ctx, func() { cancel(context.Cause(ctx)) })
	return c, func() { stop(); cancel(nil) }
}

// kill ends the browser with all its children and removes its profile.
func (p *process) kill() {
	p.once.Do(func() {
		family := descendants(p.cmd.Process.Pid)
		killGroup(p.cmd.Process.Pid)
		<-p.exited
		reap(family)
		p.conn.Close()
		p.cancel()
		p.profile.remove()
	})
}

// dead tells whether the browser has ended of itself.
func (p *process) dead() bool {
	select {
	case <-p.exited:
		return true
	default:
		return false
	}
}

// said is the end of what the browser printed, for the error of a failed start.
func (p *process) said() string {
	if t, ok := p.cmd.Stderr.(*tail); ok {
		if s := t.String(); s != "" {
			return "; it said: " + s
		}
	}
	return ""
}

// answers tells whether the browser still does as it is told.
func (p *process) answers(ctx context.Context) bool {
	c, cancel := context.WithTimeout(ctx, replyTime)
	defer cancel()
	_, err := callBrowser(c, p, browser.GetVersion, cdp.Empty{})
	return err == nil
}

// hints are what goes with the user agent in Sec-CH-UA fields: the browser's own
// would say Headless.
func (p *process) hints() *emulation.UserAgentMetadata {
	_, version, _ := strings.Cut(p.product, "/")
	major, _, _ := strings.Cut(version, ".")
	return &emulation.UserAgentMetadata{
		Brands:          []*emulation.UserAgentBrandVersion{{Brand: "Chromium", Version: major}, {Brand: "Not)A;Brand", Version: "24"}},
		FullVersionList: []*emulation.UserAgentBrandVersion{{Brand: "Chromium", Version: version}, {Brand: "Not)A;Brand", Version: "24.0.0.0"}},
		Platform:        map[string]string{"linux": "Linux", "darwin": "macOS", "windows": "Windows"}[runtime.GOOS],
		Architecture:    map[string]string{"amd64": "x86", "386": "x86"}[runtime.GOARCH],
		Bitness:         "64",
	}
}

// languages is what Accept-Language says for a locale: "fr-CH,fr".
func languages(locale string) string {
	if base, _, ok := strings.Cut(locale, "-"); ok {
		return locale + "," + base
	}
	return locale
}

var errMessageTooLong = errors.New("the browser sent a message that is too long")

// boundedPipe fails where one message, which ends with a zero byte, is longer
// than maxMessage: the reader behind it would keep all of it.
type boundedPipe struct {
	io.ReadCloser
	n int
}

func (b *boundedPipe) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if i := bytes.LastIndexByte(p[:n], 0); i >= 0 {
		b.n = n - i - 1
	} else {
		b.n += n
	}
	if b.n > maxMessage {
		return 0, errMessageTooLong
	}
	return n, err
}

// tail keeps the last of what was written.
type tail struct {
	mu  sync.Mutex
	buf []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.buf = append(t.buf, p...)
	if n := len(t.buf) - 2048; n > 0 {
		t.buf = append(t.buf[:0], t.buf[n:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.TrimSpace(strings.ToValidUTF8(string(t.buf), ""))
}
