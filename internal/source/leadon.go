package source

import (
	"net/url"
	"strings"
)

// leadOn gives the address that a link names as the one it leads to, where it is of a
// service that does nothing else: word processors, mail filters and social networks
// put such links in the place of those that people wrote. Else it gives the link.
//
// Google (documents saved as a web page, results of a search), Facebook and
// Instagram, YouTube, VK, Slack, and the mail filter of Outlook.
func leadOn(link string) string {
	u, err := url.Parse(link)
	if err != nil || !strings.Contains(u.RawQuery, "=http") {
		return link
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	var keys []string
	switch {
	case strings.HasPrefix(host, "google.") && u.Path == "/url":
		keys = []string{"q", "url"}
	case (host == "l.facebook.com" || host == "lm.facebook.com" || host == "l.instagram.com") && (u.Path == "/l.php" || u.Path == "/"):
		keys = []string{"u"}
	case host == "youtube.com" && u.Path == "/redirect":
		keys = []string{"q"}
	case host == "vk.com" && u.Path == "/away.php":
		keys = []string{"to"}
	case host == "slack-redir.net" && u.Path == "/link", strings.HasSuffix(host, ".safelinks.protection.outlook.com"):
		keys = []string{"url"}
	}
	for _, k := range keys {
		if to := u.Query().Get(k); (strings.HasPrefix(to, "https://") || strings.HasPrefix(to, "http://")) && checkURL(to) == "" {
			return to
		}
	}
	return link
}

// LeadsTo is what an import takes a citation's URL for now: a manifest may have got it
// before links that only lead on, or to a copy, were read so.
func (c Citation) LeadsTo() string {
	to := leadOn(c.URL)
	if original, _, _ := copyOf(to); original != "" {
		return original
	}
	return to
}
