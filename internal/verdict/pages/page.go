package pages

// Page is the text of one document, as an extractor found it.
type Page struct {
	Kind           string // html pdf docx text image audio video archive other empty
	Title          string
	Headings       []string // first and second level
	Lang           string   // as declared
	Visible        string   // all visible text, blocks separated by line ends
	Main           string   // Visible without the page's furniture
	Pages          []string // of a PDF, in order, as they stand in Visible
	Finding        string   // why there is no text: encrypted, damaged, cut-short, needs-ocr, too-large, timeout, no-tool
	Scripts        int
	PasswordInput  bool
	MetaRefresh    string
	ScriptRedirect string
	Images         []string // of the main content
	Layout         Layout   // where the lines of Visible stand
	Own            []string // the addresses that it gives for its own
	Cover          string   // what a browser showed over all of it
	CoverCloses    bool     // and a reader may be rid of that
	Pixels         string   // a digest of what a picture shows
}

// Layout tells in which boxes the lines of a page's visible text stand.
type Layout struct {
	Line   []int32  // for each line the innermost box around it, or -1
	Linked []uint8  // for each line its percentage inside links
	Link   []uint16 // for each line the bytes of a link that it ends with, behind other words
	Site   []bool   // for each line whether its box is certainly the site's
	Parent []int32  // for each box the one around it, or -1: it comes before
	Look   []uint32 // for each box its kind
	Flow   []bool   // for each box whether it is a list, a quotation, a table or the like
	Calls  []bool   // for each box whether its last words are a link or a button
}

// Complete tells whether a layout tells of each line what it is.
func (l *Layout) Complete() bool {
	return len(l.Line) > 0 && len(l.Site) == len(l.Line) && len(l.Linked) == len(l.Line) && len(l.Flow) == len(l.Parent)
}
