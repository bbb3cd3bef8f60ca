package wacz

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// MaxPageInfo bounds the record of how a page was shown, in bytes.
const MaxPageInfo = 1 << 20

// PageInfo is what a package says of how a browser showed its page, and of what was
// done to it. All of it may be a page's own words.
type PageInfo struct {
	Browser string `json:"browser"`
	Actions []struct {
		Kind string `json:"kind"`
		What string `json:"what"`
		N    int    `json:"n"`
	} `json:"actions"`
	Cut     []string `json:"cut"` // limits that it met
	Crashed bool     `json:"crashed"`
	// Unbrought are the page's requests for its own content that came to nothing.
	Unbrought []struct {
		URL    string `json:"url"`
		Status int    `json:"status"`
		Reason string `json:"reason"`
	} `json:"unbrought"`

	PictureHeight int `json:"-"` // in pixels; 0: there is no picture
}

// PageInfo reads it; nil where no browser of ours showed the page.
func (a *Archive) PageInfo() (*PageInfo, error) {
	if pages := a.Pages(); len(pages) == 0 || pages[0].SavedBy != "" {
		return nil, nil
	}
	c, ok := a.View("pageinfo")
	if !ok || c.Mime != "application/json" {
		return nil, nil
	}
	rec, closer, err := a.Record(c)
	if err != nil {
		return nil, err
	}
	defer closer.Close()
	b, err := io.ReadAll(io.LimitReader(rec.Content, MaxPageInfo+1))
	if err != nil {
		return nil, fmt.Errorf("read pageinfo: %w", err)
	}
	var p PageInfo
	if len(b) > MaxPageInfo {
		return nil, fmt.Errorf("read pageinfo: it has more than %d bytes", MaxPageInfo)
	}
	if err := json.Unmarshal(b, &p); err != nil {
		return nil, fmt.Errorf("read pageinfo: %w", err)
	}
	p.PictureHeight = a.pictureHeight()
	return &p, nil
}

// pictureHeight is that of the picture of the whole page, as its head says.
func (a *Archive) pictureHeight() int {
	c, ok := a.View("view")
	if !ok {
		return 0
	}
	rec, closer, err := a.Record(c)
	if err != nil {
		return 0
	}
	defer closer.Close()
	var head [24]byte // signature, then IHDR: length, kind, width, height
	if _, err := io.ReadFull(rec.Content, head[:]); err != nil || string(head[:8]) != "\x89PNG\r\n\x1a\n" || string(head[12:16]) != "IHDR" {
		return 0
	}
	return int(binary.BigEndian.Uint32(head[20:24]) & 0x7fffffff)
}

// PictureCut says that the page is longer than its picture.
func (p *PageInfo) PictureCut() bool {
	for _, c := range p.Cut {
		if c == "height" {
			return p.PictureHeight > 0
		}
	}
	return false
}

// Told puts into words what was done to the page, and what is cut.
func (p *PageInfo) Told() (list []string) {
	for _, a := range p.Actions {
		list = append(list, actionWords(a.Kind, a.What, a.N))
	}
	for _, c := range p.Cut {
		switch c {
		case "height":
			if p.PictureHeight > 0 {
				list = append(list, fmt.Sprintf("the picture is cut at %d px: the page is longer", p.PictureHeight))
			}
		case "time", "bytes", "requests", "memory":
			list = append(list, "the page met the limit of "+c+", and may not be whole")
		default:
			list = append(list, "the page met a limit: "+c)
		}
	}
	for i, u := range p.Unbrought {
		if i == 5 {
			list = append(list, fmt.Sprintf("%d more of its requests came to nothing", len(p.Unbrought)-i))
			break
		}
		how := "was not answered in time"
		switch {
		case u.Status != 0:
			how = fmt.Sprintf("was answered %d", u.Status)
		case u.Reason != "":
			how = "failed (" + u.Reason + ")"
		}
		list = append(list, "a request of the page "+how+", and what it was to bring may be missing: "+u.URL)
	}
	if p.Crashed {
		list = append(list, "the page broke the browser, and may not be whole")
	}
	return list
}

func actionWords(kind, what string, n int) string {
	times := ""
	if n > 1 {
		times = fmt.Sprintf(" (%d times)", n)
	}
	if kind == "consent" {
		who, done, _ := strings.Cut(what, ": ")
		if label, ok := strings.CutPrefix(done, "rejected with "); ok {
			return fmt.Sprintf("pressed “%s” on a consent dialog (%s)%s", label, who, times)
		}
		if label, ok := strings.CutPrefix(done, "hidden, after pressing "); ok {
			return fmt.Sprintf("pressed “%s” on a consent dialog (%s), and put it out of sight%s", label, who, times)
		}
		if done == "hidden" {
			return fmt.Sprintf("put a consent dialog out of sight (%s)%s", who, times)
		}
	}
	if kind == "scroll" || kind == "expand" || kind == "media" {
		times = ""
		if n > 0 {
			times = fmt.Sprintf(" (%d)", n)
		}
	}
	if what == "" {
		return kind + times
	}
	return kind + ": " + what + times
}
