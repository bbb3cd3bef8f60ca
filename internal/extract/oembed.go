package extract

import (
	"context"
	"encoding/json"
	"strings"
)

// maxOEmbed caps the source of an oEmbed answer that is read as one, in bytes: they
// hold a post, or the name of a video.
const maxOEmbed = 1 << 20

// readOEmbed reads an oEmbed answer (https://oembed.com, version 1.0) as what it
// shows: its title and author, and the text of the HTML that it gives to embed. Its
// sizes, its addresses and its age are no text. It reports false for other JSON.
func readOEmbed(ctx context.Context, doc *Document, text []byte) bool {
	if len(text) > maxOEmbed {
		return false
	}
	var a struct {
		Version  any // 1.0 or "1.0"
		Type     string
		Provider string `json:"provider_name"`
		Title    string
		Author   string `json:"author_name"`
		HTML     string
	}
	if json.Unmarshal(text, &a) != nil || a.HTML == "" || a.Provider == "" {
		return false
	}
	switch a.Type {
	case "rich", "video":
	default:
		return false
	}
	switch v := a.Version.(type) {
	case string:
		if v != "1.0" {
			return false
		}
	case float64:
		if v != 1 {
			return false
		}
	default:
		return false
	}
	shown := &Document{}
	readHTML(ctx, shown, []byte(a.HTML), "", false)
	var lines []string
	for _, s := range []string{a.Title, shown.Visible} {
		if s = strings.TrimSpace(s); s != "" {
			lines = append(lines, s)
		}
	}
	if a.Author != "" && !strings.Contains(shown.Visible, a.Author) {
		lines = append(lines, a.Author)
	}
	doc.Title = strings.Join(strings.Fields(a.Title), " ")
	doc.Visible = strings.Join(lines, "\n")
	doc.Main = doc.Visible
	// The last line of a post that is given as a quotation names its author, in words
	// that the author may change.
	if i := strings.LastIndexByte(doc.Visible, '\n'); i >= 0 && strings.HasPrefix(doc.Visible[i+1:], "—") {
		doc.Main = doc.Visible[:i]
	}
	return true
}
