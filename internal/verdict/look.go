package verdict

import (
	"net/http"
	"time"

	"archiver/internal/verdict/pages"
	"archiver/internal/verdict/passage"
)

// Hop is one redirect on the way.
type Hop struct {
	URL, Location string
	Status        int
}

// Look is what the live source answered, once.
type Look struct {
	URL, FinalURL string
	Hops          []Hop
	Status        int
	Header        http.Header
	Fault         Reason // "", or why there is no whole answer
	FaultDetail   string
	BodyLen       int64
	Head          []byte // first 64 KiB of the body, decoded
	Page          *pages.Prepared
	PayloadSHA256 [32]byte
	// Rendered: Page and Head are of the document after its scripts have run. Its
	// PayloadSHA256 is zero then: the bytes that were sent don't tell the text.
	Rendered bool
	// Troubles are the requests of a rendered page for its own content that were not
	// answered with it.
	Troubles []Trouble
	// Filled, of a rendered look: as it was sent the page was Unfilled, so its status
	// is of the shell and what it says is the scripts'.
	Filled bool
	// Player is the source of the page behind PlayerMark, as far as 64 KiB; nil of
	// a page without it.
	Player []byte
}

// Reference is the snapshot that a look is compared with.
type Reference struct {
	// Saved: it is no capture, but what a person saved, maybe in another form.
	Saved         bool
	URL, FinalURL string
	Status        int
	Page          *pages.Prepared
	PayloadSHA256 [32]byte
	At            time.Time
}

// Want names a probe that would help to settle a judgement.
type Want string

// The probes.
const (
	WantSibling Want = "sibling" // the parent of the URL with 25 random letters
	WantHome    Want = "home"    // the host's home page
	WantSection Want = "section" // the URL without its query, or else the folder it is in
	WantBrowser Want = "browser" // the same URL again, with a browser's headers
	// WantPlatform is PlatformURL, WantControl ControlURL.
	WantPlatform Want = "platform"
	WantControl  Want = "control"
)

// Probes are the answers to what an earlier Judge wanted, and what is known
// from other sources.
type Probes struct {
	Sibling, Home, Section, Browser, Platform, Control *Look

	HostOpen       bool // another cited page of this host answered with content
	Refused        bool // another cited page of this host is refused
	Sinks          int  // other sources, of other content, that end on this final URL
	BrowserMissing bool // no browser to render scripts with
	Live           bool // the site can be asked: the look is of now, and not of a copy
}

// Judgement is the meaning of one look.
type Judgement struct {
	Verdict    Verdict
	Reason     Reason
	Class      string  // source, wall, error
	Confidence string  // A, B, C
	Similarity float64 // share of the reference's 4-word shingles found, 0 to 1; 1 for a first look
	Lost       int     // words of the reference's main text that are gone, noise aside
	Gained     int     // words that are new in the main text, noise aside
	// Quotes are in the order asked. None where nothing could be read: a
	// wall or a fault says nothing of a passage.
	Quotes   []passage.Quote
	Detail   string // one sentence for a person
	Want     []Want // probes that would settle it
	Evidence []string
	// ViaBrowser: the judgement is of Probes.Browser, which was given content
	// where the look itself was not. That is the one to keep.
	ViaBrowser bool
	// ViaPlatform: the judgement is of Probes.Platform, in which the platform gave
	// the post that its page does not show. That is the one to keep.
	ViaPlatform bool
	// ByPlatform: what the platform says of the post decided, whatever the page shows.
	ByPlatform bool
	// Troubled: what the page lacks or says of itself was not taken for a change,
	// since a request for its content was in trouble. See Look.Troubles.
	Troubled bool
	// HostOpen: the look was refused (403), and other pages of the host are known
	// not to be. For Policy.HostOpen.
	HostOpen bool
}
