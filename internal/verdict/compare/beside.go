package compare

import "archiver/internal/verdict/pages"

// mostlyLinked is how much of a paragraph that leads to another page is the link.
const mostlyLinked = 50 // per cent

// Beside tells of each paragraph of the visible text of a page whether it leads to another
// page, stands in a card that does, or is certainly the site's; nil where nothing is known
// of how the page is laid out.
func Beside(p *pages.Prepared) []bool {
	if p == nil || p.Page.Kind != "html" || !p.Page.Layout.Complete() {
		return nil
	}
	f := &Flow{Layout: &p.Page.Layout, Visible: p.Visible()}
	f.Place()
	f.readSites()
	out := make([]bool, len(f.Visible.Blocks))
	if feed := feedIn(p, f.Visible); feed != nil {
		copy(out, feed.in)
	}
	leads := map[int32]bool{} // boxes with a headline that leads elsewhere
	for i, b := range f.Visible.Blocks {
		if out[i] = out[i] || f.site[i] || f.Linked[i] >= mostlyLinked; f.Linked[i] >= FullyLinked && b.Len() >= LeastItem {
			leads[f.box[i]] = true
		}
	}
	for i, b := range f.Visible.Blocks {
		out[i] = out[i] || i > 0 && out[i-1] && f.box[i] >= 0 && leads[f.box[i]] && b.Len() <= MostTeaser && !isTitleBlock(p, f.Visible.Tokens[b.From:b.To])
	}
	return out
}
