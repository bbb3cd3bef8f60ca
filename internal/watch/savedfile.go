package watch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // of which DecodeConfig reads the size
	_ "image/png"
	"io"
	"strings"

	"archiver/internal/extract"
	"archiver/internal/wacz"
)

// MaxSaved bounds a file that a person gives, in bytes.
const MaxSaved = 512 << 20

// The forms of a file that a person gives.
const (
	formWACZ = "wacz"
	formWARC = "warc"
	formHTML = "html"
	formPDF  = "pdf"
	formPNG  = "png"
	formJPEG = "jpeg"
)

// UnfitFileError says why a file can't be taken in, and what may help.
type UnfitFileError struct{ Why, Hint string }

func (e *UnfitFileError) Error() string { return e.Why }

func unfit(hint, format string, args ...any) error {
	return &UnfitFileError{Why: fmt.Sprintf(format, args...), Hint: hint}
}

// savedFile is a file that a person gives, in a copy of our own.
type savedFile struct {
	r    io.ReaderAt
	size int64
	form string
	mime string // of a single document

	// Of a WACZ or WARC:
	warcs  []*wacz.Given
	pages  []wacz.Page       // as the package lists them
	lists  map[string][]byte // its own lists, kept beside ours
	signed string            // by whom it claims to be signed
}

// takenForms are named where a file is none of them.
const takenForms = "a copy can be a WACZ, a WARC, a PDF, a page of HTML, or a picture (PNG, JPEG)"

// recogniseFile tells by its bytes what a file is. Its name counts for nothing.
func recogniseFile(ctx context.Context, r io.ReaderAt, size int64) (*savedFile, error) {
	f := &savedFile{r: r, size: size}
	head := make([]byte, 4<<10)
	n, err := r.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return nil, err
	}
	head = head[:n]
	left := int64(wacz.MaxUnpacked)
	switch {
	case len(head) == 0:
		return nil, unfit("", "it is empty")
	case bytes.HasPrefix(head, []byte("WARC/")), bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		f.form = formWARC
		g, err := wacz.ReadGiven(ctx, r, size, &left)
		if err != nil {
			return nil, brokenWARC(err)
		}
		f.warcs = []*wacz.Given{g}
		return f, nil
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		f.form = formWACZ
		return f, f.openPackage(ctx, &left)
	case isMHTML(head):
		return nil, unfit("open it in the browser and print it as PDF, or save the page as one HTML file", "it is a page in the form MHTML, which is not taken")
	}
	kind, mime := extract.Sniff(head)
	f.mime = mime
	switch {
	case kind == extract.KindPDF:
		f.form = formPDF
	case kind == extract.KindHTML:
		tail := make([]byte, min(size, 4<<10))
		if _, err := r.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
			return nil, err
		}
		if !extract.WholePage(head, tail) {
			return nil, unfit(takenForms, "it is text with tags of HTML in it, and no page: a page begins with a tag")
		}
		f.form = formHTML
	case mime == "image/png", mime == "image/jpeg":
		if f.form = formPNG; mime == "image/jpeg" {
			f.form = formJPEG
		}
		if c, _, err := image.DecodeConfig(io.NewSectionReader(r, 0, size)); err != nil || c.Width <= 0 || c.Height <= 0 {
			return nil, unfit("save it anew", "it begins like a picture (%s) and is none that can be read", mime)
		}
		err := wholePicture(&ended{ctx, io.NewSectionReader(r, 0, size)}, f.form)
		if errors.Is(err, errCut) || errors.Is(err, errSpoilt) {
			return nil, unfit("save it anew", "it is a picture (%s), but %v", mime, err)
		}
		if err != nil {
			return nil, err
		}
	default:
		what := kind
		if mime != "" {
			what += " (" + mime + ")"
		}
		return nil, unfit(takenForms, "it is %s by its bytes", what)
	}
	return f, nil
}

// isMHTML knows a page as some browsers save it with all its parts, as an e-mail: by
// the fields that it begins with, since further on it holds the page's own HTML.
func isMHTML(head []byte) bool {
	var fields strings.Builder
	for line := range strings.Lines(strings.TrimLeft(strings.ToLower(string(head)), "\ufeff \t\r\n")) {
		name, _, ok := strings.Cut(line, ":")
		if more := line[0] == ' ' || line[0] == '\t'; !more && (!ok || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "") {
			break
		}
		fields.WriteString("\n" + line)
	}
	has := func(s string) bool { return strings.Contains(fields.String(), s) }
	return has("\nfrom: <saved by") || has("\nsnapshot-content-location:") || has("\nmime-version:") && has("multipart/related")
}

// openPackage opens a WACZ and compares every digest in it.
func (f *savedFile) openPackage(ctx context.Context, left *int64) error {
	a, err := wacz.Open(f.r, f.size)
	var format *wacz.FormatError
	if errors.As(err, &format) {
		return unfit(takenForms, "it is a ZIP and no WACZ that can be taken: %s", strings.TrimPrefix(err.Error(), "open package: "))
	}
	if err != nil {
		return err
	}
	if f.warcs, err = a.Givens(ctx, left); err != nil { // first: this bounds what there is to verify
		return brokenWARC(err)
	}
	for _, x := range a.Verify(ctx) {
		switch x.Code {
		case wacz.CodePackageMalformed, wacz.CodePackageDigest, wacz.CodeResourceMissing, wacz.CodeResourceDigest, wacz.CodeRecordMalformed,
			wacz.CodeBlockDigest, wacz.CodePayloadDigest, wacz.CodeIndexDigest, wacz.CodeUnreadable:
			return unfit("it was changed or damaged after it was made: export it anew from where it was made", "%s in it does not hold: %s (%s)", x.Path, x.Detail, x.Code)
		case wacz.CodeSignature:
			if signed := a.Signed(); signed == "a key" {
				return unfit("it was changed after it was signed: export it anew from where it was made", "its signature does not hold: %s", x.Detail)
			}
		case wacz.CodeResourceUnlisted:
			if strings.HasPrefix(x.Path, "archive/") {
				return unfit("it was added to after it was made", "%s in it is not in its own list", x.Path)
			}
		}
	}
	f.pages, f.lists, f.signed = a.Pages(), a.Lists(16<<20), a.Signed()
	return ctx.Err()
}

func brokenWARC(err error) error {
	var broken *wacz.GivenError
	if !errors.As(err, &broken) {
		return err
	}
	why := broken.Detail
	if broken.Offset >= 0 {
		why = fmt.Sprintf("the record at %d %s", broken.Offset, why)
	} else {
		why = "it " + why
	}
	if broken.Path != "" {
		why = "in " + broken.Path + " " + why
	}
	return unfit("a WARC is taken whole, each record readable by itself", "it is no WARC that can be taken: %s", why)
}
