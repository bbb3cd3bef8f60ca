package notify

import (
	"fmt"
	"strings"
)

// Message is what is told. Its parts are lines of text, which may have come from the
// web.
type Message struct {
	// ID is the same each time that one and the same message is sent: an
	// Idempotency-Key for a webhook, the Message-ID of an e-mail, a transaction of
	// Matrix. Letters, digits and - alone.
	ID     string
	Report string
	Title  string
	Items  [][]string // each is kept whole, or left out
	Foot   []string   // after the items, always
	More   string     // where the items are that had to be left out
	// Again, where it is set, stands before all else: that this may have been sent
	// before. A webhook is not given it, as the ID tells it.
	Again string
}

// limits are how many bytes of text a service takes, with some to spare for the title
// and for what the library adds. The services count in characters, and take more.
var limits = map[string]int{
	"discord": 1800, "generic": 1 << 18, "googlechat": 3500, "gotify": 10_000, "hangouts": 3500,
	"matrix": 30_000, "mattermost": 3500, "mqtt": 1 << 16, "mqtts": 1 << 16, "ntfy": 3500,
	"rocketchat": 4500, "slack": 3800, "smtp": 1 << 18, "signal": 1800, "teams": 15_000,
	"telegram": 3700, "wecom": 1900, "zulip": 9000,
}

// fewest is what any service takes.
const fewest = 950

// maxTitle is how many characters of a title are sent.
const maxTitle = 200

// text is the message as a service takes it, cut at an item's end.
func (m Message) text(service string, again bool) (title, body string) {
	limit, known := limits[service]
	if !known {
		limit = fewest
	}
	title = neutral(service, m.Title)
	if r := []rune(title); len(r) > maxTitle {
		title = string(r[:maxTitle-1]) + "…"
	}
	block := func(lines []string) string {
		var list []string
		for _, l := range lines {
			if l = neutral(service, l); l != "" {
				list = append(list, l)
			}
		}
		return strings.Join(list, "\n")
	}
	var parts []string
	if again {
		parts = append(parts, neutral(service, m.Again))
	}
	foot := block(m.Foot)
	more := func(left int) string { return neutral(service, fmt.Sprintf("and %d more: %s", left, m.More)) }
	used := len(title) + len(foot) + len(strings.Join(parts, "\n\n")) + 6
	for i, item := range m.Items {
		s := block(item)
		room := limit - used - 2
		if left := len(m.Items) - i - 1; left > 0 {
			room -= len(more(len(m.Items))) + 2
		}
		if len(s) > room {
			if i == 0 && room > 100 { // better a part of it than nothing
				parts = append(parts, cut(s, room))
				i++
			}
			if left := len(m.Items) - i; left > 0 {
				parts = append(parts, more(left))
			}
			break
		}
		parts = append(parts, s)
		used += len(s) + 2
	}
	if foot != "" {
		parts = append(parts, foot)
	}
	return title, strings.Join(parts, "\n\n")
}

// cut is at most n bytes of s, and ends with a whole character.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n-len("…")], "") + "…"
}
