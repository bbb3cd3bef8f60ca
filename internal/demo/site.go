package demo

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"
)

// site is one host with the one page that the report cites.
type site struct {
	name   string // host label, and name of the text file
	path   string
	later  string // where the page moved to, if it did
	ref    string // first footnote
	title  string // of the site
	lang   string
	menu   []string
	also   []string // related items
	ads    []string
	kind   string // html, pdf or docx
	how    string // how the body is sent: "", gzip, chunked, gzip chunked, cp1251
	server string // the Server header
	fate   Fate

	pages [2]text // before and after the web has aged
}

// sites is the whole web, in the order of the footnotes.
func sites() []*site {
	return []*site{
		{name: "council", path: "/opinions/2024/Opinion_17_%28Dalatau%29.pdf", ref: "1", title: "Council for Civic Dialogue", lang: "en",
			kind: "pdf", server: "Apache", fate: Unchanged},
		{name: "herald", path: "/2024/06/eleven-weeks-without-a-lake.html", ref: "2", title: "The Kumisai Herald", lang: "en",
			menu: []string{"Home", "Region", "Capital", "Sport", "Letters"}, kind: "html", how: "gzip chunked", server: "nginx/1.24.0", fate: Unchanged,
			also: []string{"Gravel promised for Mill Lane", "Chess: the northern bay wins again", "What the bakery smelled of in 1961"},
			ads:  []string{"Sunflower oil by the crate, delivered to your door", "Night bus to the capital, three times a week"}},
		{name: "vestnik", path: "/novosti/bolnitsa-aktolkyn", ref: "3", title: "Озёрный вестник", lang: "ru",
			menu: []string{"Главная", "Город", "Область", "Культура", "Объявления"}, kind: "html", how: "gzip", server: "nginx", fate: Dead,
			also: []string{"Библиотека меняет часы работы", "Как зимуют лебеди", "Расписание автобусов на лето"},
			ads:  []string{"Ремонт часов любой сложности, улица Портовая, 4"}},
		{name: "tany", path: "/maqala/1187", ref: "4", title: "Таң шамы", lang: "kk",
			menu: []string{"Басты бет", "Қоғам", "Мәдениет", "Спорт", "Байланыс"}, kind: "html", how: "chunked", server: "nginx", fate: Noise,
			also: []string{"Күзгі жәрмеңке қашан басталады", "Ауыл мектебіне жаңа кітап келді", "Көл жағасындағы құстар"},
			ads:  []string{"Жылы киім дүкені: қысқы жеңілдік басталды"}},
		{name: "courrier", path: "/reportages/2024/koumissai-les-chiffres", ref: "5", title: "Le Courrier des Steppes", lang: "fr",
			menu: []string{"À la une", "Monde", "Reportages", "Idées", "S'abonner"}, kind: "html", how: "gzip", server: "Apache/2.4.57 (Debian)", fate: QuoteGone,
			also: []string{"Le train de nuit reprend du service", "Un été sans abricots", "Portrait d'une luthière"},
			ads:  []string{"Apprenez le dombra en douze leçons"}},
		{name: "waterwatch", path: "/statements/2024/two-columns", later: "/library/statements/two-columns.html", ref: "6", title: "Water Watch Dalatau", lang: "en",
			menu: []string{"About us", "Groups", "Statements", "Join"}, kind: "html", server: "Caddy", fate: Moved,
			also: []string{"How to rinse a bottle", "Annual meeting: minutes"}},
		{name: "ecology", path: "/monitoring/kumisay/itogi.php?god=2023&lang=ru", ref: "7", title: "Министерство экологии Республики Далатау", lang: "ru",
			menu: []string{"О министерстве", "Деятельность", "Документы", "Обращения граждан"}, kind: "html", how: "cp1251", server: "Apache/2.2.15 (CentOS)", fate: Edited,
			also: []string{"Конкурс детских рисунков", "График приёма граждан"}},
		{name: "posts", path: "/@saule/114920365", ref: "8", title: "Posts", lang: "en",
			menu: []string{"Explore", "Live", "About"}, kind: "html", how: "gzip", server: "cloudflare", fate: Unchanged},
		{name: "court", path: "/decisions/case-2-114.html", ref: "9", title: "Regional Court of Aktolkyn", lang: "en",
			menu: []string{"The court", "Judges", "Decisions", "Contact"}, kind: "html", how: "chunked", server: "Microsoft-IIS/10.0", fate: Unchanged},
		{name: "parliament", path: "/committees/environment/minutes-14.docx", ref: "9.2", title: "Parliament of the Republic of Dalatau", lang: "en",
			kind: "docx", server: "nginx", fate: Unchanged},
		{name: "dispatch", path: "/news/hydrologist-released", ref: "10", title: "The Aktolkyn Dispatch", lang: "en",
			menu: []string{"News", "Weather", "Opinion", "Notices"}, kind: "html", how: "gzip", server: "nginx", fate: Soft404,
			also: []string{"Harbour wall to be painted", "Lost: one grey cat"},
			ads:  []string{"Hand-made felt boots, every size"}},
		{name: "observer", path: "/courts/a-secret-file", ref: "11", title: "Steppe Observer", lang: "en",
			menu: []string{"Courts", "Budget", "Archive", "Support us"}, kind: "html", how: "gzip", server: "cloudflare", fate: BotWall,
			also: []string{"Who audits the auditors", "The budget in one picture"}},
	}
}

// text is one page's words, without a site around them.
type text struct {
	title, byline string
	blocks        []block
}

// block is a paragraph, a heading, or the place of the ministry's table.
type block struct {
	Text    string
	Heading bool
	Table   bool
}

// readText reads text/NAME.txt: a title line, a byline, then blocks with an
// empty line between. "[1]" or "[2]" before a block keeps it to the web before
// or after ageing, "## " makes a heading.
func readText(name string) (pages [2]text, err error) {
	raw, err := texts.ReadFile("text/" + name + ".txt")
	if err != nil {
		return pages, fmt.Errorf("read the made-up web: %w", err)
	}
	r := bufio.NewScanner(bytes.NewReader(raw))
	for r.Scan() {
		line := strings.TrimSpace(r.Text())
		for epoch := range pages {
			p := &pages[epoch]
			only, rest, marked := strings.Cut(strings.TrimPrefix(line, "["), "] ")
			marked = marked && (only == "1" || only == "2")
			switch {
			case line == "", marked && only != fmt.Sprint(epoch+1):
			case marked:
				p.blocks = append(p.blocks, block{Text: rest})
			case strings.HasPrefix(line, "title: "):
				p.title = line[len("title: "):]
			case strings.HasPrefix(line, "byline: "):
				p.byline = line[len("byline: "):]
			case strings.HasPrefix(line, "## "):
				p.blocks = append(p.blocks, block{Text: line[len("## "):], Heading: true})
			case line == "[table]":
				p.blocks = append(p.blocks, block{Table: true})
			default:
				p.blocks = append(p.blocks, block{Text: line})
			}
		}
	}
	return pages, r.Err()
}
