package extract

// Version changes whenever the same bytes may give another text. A reference
// whose text came from another version must be extracted again before it is
// compared, so that a better extractor never reads as a change of the source.
const Version = 17

// What Document.Kind can be.
const (
	KindEmpty   = "empty" // no bytes, or nothing but white space, be it on the pages of a PDF
	KindHTML    = "html"
	KindPDF     = "pdf"
	KindDOCX    = "docx"
	KindODT     = "odt"
	KindText    = "text" // plain text, Markdown, JSON, CSV, XML, feeds
	KindImage   = "image"
	KindAudio   = "audio"
	KindVideo   = "video"
	KindArchive = "archive"
	KindOther   = "other"
)

// What Document.Finding can be. A finding is a fact about the bytes, not a
// failure of ours: whatever text was found until then is in the document.
const (
	FindingEncrypted = "encrypted" // a password is needed to read it
	FindingDamaged   = "damaged"   // the tool could not read it
	FindingCutShort  = "cut-short" // the file ends before its end: its closing part is missing
	FindingNeedsOCR  = "needs-ocr" // pages, but not one word: scanned
	FindingTooLarge  = "too-large" // past a limit on size or memory; the text may be cut
	FindingTimeout   = "timeout"   // past the time limit; the text may be cut
	FindingNoTool    = "no-tool"   // pdftotext is not installed
)

// Document is what a reader would find in a body.
type Document struct {
	// Kind is one of the Kind constants. The bytes decide; the declared type
	// is asked only where they leave it open.
	Kind string
	// MediaType is the media type the bytes show ("application/pdf"), or the
	// declared one in lower case and without parameters.
	MediaType string

	Title    string   // <title>, or the file's own metadata; white space collapsed
	Headings []string // h1 and h2 (DOCX: Title, Heading 1 and 2) in document order
	Lang     string   // as the page declares it, e.g. "kk" or "ru-RU"

	// Visible is all the text a reader can see (view A): blocks are separated
	// by "\n", table cells by "\t". The links that come behind each heading
	// ("edit") are left out.
	Visible string
	// Main is Visible without the page's furniture (view B): navigation,
	// footers, share buttons, cookie banners, comments, lists of other pages,
	// and what else stands beside the column of the running text; in a PDF the
	// running headers and footers. It loses whole pieces of Visible and never
	// adds any.
	Main string
	// Pages are a PDF's pages in order, each with its running lines and notes
	// where they stand; in Visible they come after the text, which goes on from
	// page to page.
	Pages []string

	// Charset is the encoding the bytes were read in, by its WHATWG name
	// where it has one. CharsetFrom tells what decided: "bom", "utf-8" (the
	// bytes are UTF-8), "ascii", "utf-16" (its zero bytes), "header", "meta",
	// "xml", "letters" (frequencies), or "default".
	Charset, CharsetFrom string

	// Cover is what a browser showed over the whole of the page, and CoverCloses
	// whether a reader may be rid of it. Extract leaves both empty.
	Cover       string
	CoverCloses bool

	Finding string // "" or one of the Finding constants
	Detail  string // a sentence for a person, where there is a finding

	Scripts       int  // script elements that hold or load JavaScript
	Frames        int  // frames that show another page, as far as the tags tell
	PasswordInput bool // a password field that is not hidden
	// MetaRefresh is the absolute target of a meta refresh within 60 seconds.
	MetaRefresh string
	// ScriptRedirect is the absolute target that a script assigns to the
	// location. Only looked for in pages of fewer than 50 visible words:
	// elsewhere such an assignment waits for a click.
	ScriptRedirect string
	Canonical      string   // absolute target of link rel=canonical
	Shared         string   // absolute og:url: the address by which it is passed on
	Images         []string // absolute URLs of the images outside furniture; at most 500

	// Pixels is a digest of what a PNG or JPEG shows; "" of anything else.
	Pixels string

	// Layout tells where in an HTML page the lines of Visible stand.
	Layout Layout

	// HTML is the source of an HTML page in UTF-8, without a byte order mark.
	// It shares memory with what was read and must not be written to.
	HTML []byte
}
