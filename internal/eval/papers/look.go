package papers

// A look is how a PDF of a paper is set and written. The zero look is one
// column on A4, ragged, without hyphens, in a standard font, compressed.
type look struct {
	width, height float64 // of the page in points
	margin        float64
	size          float64 // of the type; lines are 1.25 times as far apart
	columns       int
	justify       bool
	hyphen        rune // what ends a divided line: '-', U+00AD; 0 divides no word

	header, footer [2]string // odd and even pages; %p is the page, %n their number
	stamp          string    // a small line at the foot of every page
	watermark      string    // large and oblique, under the text
	cover          []string  // lines of a leaf put before page 1, without header
	breakIn        string    // a passage that a new page or column begins in
	breakColumn    bool      // only a new column

	font       fontKind
	ligatures  bool
	words      wordsKind
	byRow      bool // lines are written across the columns
	headerLast bool // header and footer are written after the text

	plain    bool // streams are not compressed
	order    orderKind
	packed   bool // object streams and a cross-reference stream
	xmp      bool
	password string // needed to open it
	locked   bool   // encrypted, though it opens without a password

	producer, creator, created, modified, id string
}

type fontKind int

const (
	standard  fontKind = iota // a standard font in WinAnsiEncoding
	subset                    // one byte a glyph, numbered as they come, with a ToUnicode map
	composite                 // Type0, Identity-H, with a ToUnicode map
)

type wordsKind int

const (
	asLine   wordsKind = iota // a line is one string
	asKerned                  // strings are cut where letters are kerned
	asGaps                    // words stand apart, without a space between
	asWords                   // every word is placed on its own
)

type orderKind int

const (
	natural orderKind = iota
	backwards
	firstPageFirst
	stirred
)

// filled gives defaults to what is not set.
func (l look) filled() look {
	def := func(p *float64, v float64) {
		if *p == 0 {
			*p = v
		}
	}
	def(&l.width, 595)
	def(&l.height, 842)
	def(&l.margin, 72)
	def(&l.size, 11)
	l.columns = max(l.columns, 1)
	set := func(p *string, v string) {
		if *p == "" {
			*p = v
		}
	}
	set(&l.producer, "Acrobat Distiller 10.1.16 (Windows)")
	set(&l.creator, "Acrobat PDFMaker 10.1 for Word")
	set(&l.created, "D:20190814101532+02'00'")
	set(&l.modified, l.created)
	set(&l.id, "first "+l.created)
	return l
}

// letter is a look's page in American paper.
func (l look) letter() look {
	l.width, l.height = 612, 792
	return l
}
