package notify

import (
	"strings"

	"archiver/internal/legible"
)

// maxLine is how many characters of a line are sent.
const maxLine = 700

// Plain makes one line of text from the web: without what controls a terminal, turns
// the direction of writing, or can't be seen. It ends after 700 characters.
func Plain(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r' || r == 0x2028 || r == 0x2029 || r == 0x85:
			return ' '
		case legible.Hidden(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > maxLine {
		s = string(r[:maxLine-1]) + "…"
	}
	return s
}

var (
	// Slack's three: https://docs.slack.dev/messaging/formatting-message-text
	slackEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

	// What calls everybody, in one service or another.
	calls = strings.NewReplacer("@everyone", "@ everyone", "@here", "@ here", "@channel", "@ channel", "@room", "@ room", "@all", "@ all")

	// Markup of the services that read one, in text and in addresses.
	markup        = strings.NewReplacer("<", "‹", ">", "›", "[", "(", "]", ")", "`", "'", "|", "¦", "*", "∗")
	addressMarkup = strings.NewReplacer("<", "%3C", ">", "%3E", "[", "%5B", "]", "%5D", "`", "%60", "|", "%7C", "*", "%2A", "@", "%40", "(", "%28", ")", "%29")
)

// neutral is a line as a service may be given it: nothing in it is markup, or calls
// anybody. It stays as readable as it can.
func neutral(service, line string) string {
	line = Plain(line)
	switch service {
	case "smtp", "generic", "mqtt", "mqtts":
		return line // plain text is what it is
	case "slack":
		return slackEscapes.Replace(calls.Replace(line))
	case "telegram", "matrix":
		return calls.Replace(line) // sent as plain text
	}
	words := strings.Split(line, " ")
	for i, w := range words {
		if strings.HasPrefix(w, "http://") || strings.HasPrefix(w, "https://") {
			words[i] = addressMarkup.Replace(w)
		} else {
			words[i] = markup.Replace(w)
		}
	}
	return calls.Replace(strings.Join(words, " "))
}
