package watch

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"archiver/internal/verdict"
)

// site is a page in the template of a small site.
func site(head, title, main string) string {
	return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>` + title + `</title>` + head + `</head><body><header><a href="/">The Valley Courier</a><nav><a href="/w">World</a> <a href="/c">Courts</a> <a href="/o">Opinion</a></nav></header><main>` +
		main + `</main><footer><p>The Valley Courier, 12 Mill Lane. All rights reserved. Written and printed in the valley since 1951.</p></footer></body></html>`
}

// TestFirstLook: what a site shows at any address, or as its home page, is no source,
// in whatever words; a source of few words is one.
func TestFirstLook(t *testing.T) {
	teasers := ""
	for i, s := range []string{"Tram line to the airport opens a year late", "Council votes on the budget again", "Storm closes the mountain pass", "Library loses its roof"} {
		teasers += fmt.Sprintf("<article><h2><a href=/n/%d>%s</a></h2><p>The mayor said on Monday that nobody could have known of it, and that the town would look into the matter soon.</p></article>", i, s)
	}
	home := func(head string) string { return site(head, "The Valley Courier", "<h1>Today</h1>"+teasers) }
	const root = `<link rel="canonical" href="/"><meta property="og:url" content="/">`
	prose := "<p>The commission counted 57 cases in all, and said that the ministry had been told of each of them in writing.</p><p>It asked for an answer by June, and said that it would publish what it was told.</p><p>The ministry has not said whether it will answer, and its speaker could not be reached.</p>"
	gone := "<h1>სტატია</h1><p>თქვენ მიერ მოძიებული მასალა ამჟამად აღარ იკითხება ამ მისამართზე</p>"
	missing := status(http.StatusNotFound, site("", "Page not found", "<h1>Page not found</h1><p>There is nothing here.</p>"))
	ok := func(body string) http.HandlerFunc { return status(http.StatusOK, body) }
	soon := `<title>Valley</title><h1>Coming soon</h1><p>We are building something new for the people of the valley. Leave your address and we will write when it is ready.</p><form><input name=e></form>`
	const slug = "/2019/06/a-year-of-blocked-websites/"
	for _, c := range []struct {
		name, path        string
		page, home, other http.HandlerFunc
		want              string
		says              string
	}{
		{"the home page at any address", slug, ok(home("")), ok(home("")), ok(home("")), "blocked unreadable", "any address"},
		{"the home page, which says so", "/index.php?id=712", ok(home(root)), ok(home(root)), missing, "ok first-seen", "look at it"},
		{"the home page, without a word of the address", slug + "?p=1", ok(home("")), ok(home("")), missing, "ok first-seen", "look at it"},
		{"another name of the home page", "/portal/default", ok(home("")), ok(home("")), missing, "ok first-seen", ""},
		{"a list of another folder's files", slug, ok(`<title>Index of /</title><h1>Index of /</h1><pre><a href="?C=N">Name</a> <a href="img/">img/</a> <a href="old/">old/</a></pre>`), missing, missing, "dead soft-404", "a list of files"},
		{"a list in another language", slug, ok(`<title>Содержимое /2019/</title><h1>Содержимое /2019/</h1><a href="../">..</a> <a href="05/">05</a> <a href="07/">07</a>`), missing, missing, "dead soft-404", "a list of files"},
		{"the list that is cited", "/docs/", ok(`<title>Index of /docs/</title><h1>Index of /docs/</h1><pre><a href="?C=N">Name</a> <a href="a.pdf">report-of-the-commission.pdf</a> <a href="b.pdf">answer-of-the-ministry.pdf</a></pre>`), missing, missing, "ok first-seen", ""},
		{"coming soon", slug, ok(soon), ok(soon), ok(soon), "dead soft-404", ""},
		{"a notice in words that no list has", slug, ok("<title>მალე</title><p>ჩვენი ახალი გვერდი მალე დაიწყებს მუშაობას და მოგიყვებით ყველაფერს"), ok("<title>მალე</title><p>ჩვენი ახალი გვერდი მალე დაიწყებს მუშაობას და მოგიყვებით ყველაფერს"), ok("<title>მალე</title><p>ჩვენი ახალი გვერდი მალე დაიწყებს მუშაობას და მოგიყვებით ყველაფერს"), "blocked unreadable", "any address"},
		{"such a notice in the site's template", slug, ok(site("", "ველი", gone)), ok(home("")), ok(site("", "ველი", gone)), "dead soft-404", "any address that is made up"},
		{"one that has the address in it", slug, ok(site("", "ველი", gone+"<p>"+slug+"</p>")), ok(home("")), ok(site("", "ველი", gone+"<p>/2019/06/xyz</p>")), "ok first-seen", "look at it"},
		{"a notice that others get with 404", slug, ok(site("", "ველი", gone)), ok(home("")), status(http.StatusNotFound, site("", "ველი", gone)), "dead soft-404", ""},
		{"a few words and a table", "/figures/2019/wells/", ok(site("", "Wells in 2019", "<h1>Wells in 2019</h1><table><tr><td>Taraz</td><td>14</td></tr><tr><td>Osh</td><td>9</td></tr></table>")), ok(home("")), missing, "ok first-seen", ""},
		{"a few words behind a number", "/doc/1204771/wells-of-the-north", ok(site("", "Wells", "<h1>Wells of the north</h1><p>Taraz 14, Osh 9</p>")), ok(home("")), ok(site("", "Wells", "<h1>Wells of the north</h1><p>Taraz 14, Osh 9</p>")), "ok first-seen", ""},
		{"an article whose template names the home page", slug, ok(site(root, "A year", "<h1>A year of blocked websites</h1>"+prose)), ok(home(root)), missing, "ok first-seen", ""},
		{"an article under an address in another language", "/ru/2019/a-year-of-blocked-websites", ok(site("", "Год", "<h1>Год без сайтов</h1><p>Комиссия насчитала 57 случаев и сообщила, что министерство было уведомлено о каждом из них.</p><p>Она ждала ответа до июня и обещала его опубликовать.</p><p>Министерство не сообщило, ответит ли оно, и застать его представителя не удалось.</p>")), ok(home("")), missing, "ok first-seen", ""},
		{"a list by another server", "/files/2019/report.pdf", ok(`<title>Directory listing for /files/</title><h1>Directory listing for /files/</h1><ul><li><a href="2018/">2018/</a></li><li><a href="2020/">2020/</a></li></ul>`), missing, missing, "ok first-seen", "look at it"},
		{"under construction", "/fr/rapport-annuel-2019", ok(`<title>Site en construction</title><h1>Site en construction</h1><p>Notre nouveau site sera bientôt en ligne. Merci de votre patience et à très vite.</p>`), ok(`<title>Site en construction</title><h1>Site en construction</h1><p>Notre nouveau site sera bientôt en ligne. Merci de votre patience et à très vite.</p>`), ok(`<title>Site en construction</title><h1>Site en construction</h1><p>Notre nouveau site sera bientôt en ligne. Merci de votre patience et à très vite.</p>`), "dead soft-404", ""},
		{"a short page of a site that sends the lost home", "/video/wells-of-the-north", ok(site("", "Wells of the north", "<h1>Wells of the north</h1><p>12 minutes, with subtitles</p>")), ok(home("")), ok(home("")), "ok first-seen", ""},
		{"an article of such a site", slug, ok(site("", "A year", "<h1>A year of blocked websites</h1>"+prose)), ok(home("")), ok(home("")), "ok first-seen", ""},
		{"a short page beside a search form", "/record/wells", ok(site("", "Wells", "<h1>Wells of the north</h1><p>Drilled by hand, 14 of them dry</p>")), ok(home("")), ok(site("", "Search", "<h1>Search</h1><form><input name=q><button>Search the archive of the paper</button></form>")), "ok first-seen", ""},
		{"a record by its number", "/register?case=41", ok(site("", "Case 41", "<h1>Case 41</h1><table><tr><td>Applicant</td><td>Ospan</td></tr><tr><td>State</td><td>pending</td></tr></table>")), ok(home("")), ok(home("")), "ok first-seen", ""},
		{"a site of a single page", "/about-us", ok(site(`<link rel="canonical" href="/about-us">`, "About us", "<h1>About us</h1><p>A paper of the valley since 1951</p>")), ok(home("")), missing, "ok first-seen", ""},
		{"a home page that is another one by now", slug, ok(home("")), ok(site("", "The Valley Courier", "<h1>Today</h1>"+prose)), ok(home("")), "ok first-seen", "look at it"},
		{"an application of scripts", "/app/cases/wells-of-the-north", ok(`<title>Cases</title><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript><script src=/a.js></script>`), ok(`<title>Cases</title><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript><script src=/a.js></script>`), ok(`<title>Cases</title><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript><script src=/a.js></script>`), "blocked unreadable", ""},
	} {
		t.Run(strings.ReplaceAll(c.name, " ", "-"), func(t *testing.T) {
			w := newWorld(t)
			w.other = c.other
			url := w.at("a", strings.SplitN(c.path, "?", 2)[0], c.page)
			if _, q, ok := strings.Cut(c.path, "?"); ok {
				url += "?" + q
			}
			w.at("a", "/", c.home)
			row := w.pass(all, report("r", url)).Citations[0]
			if got := fmt.Sprintf("%s %s", row.Live.Verdict, row.Live.Reason); !strings.HasPrefix(got, c.want) || !strings.Contains(row.Live.Detail, c.says) {
				t.Errorf("%s, want %s: %s %q", got, c.want, row.Live.Detail, row.Live.Evidence)
			}
			if class := w.snapshots(url)[0].Class; (class == verdict.ClassSource) != strings.HasPrefix(c.want, "ok") {
				t.Errorf("kept as %s", class)
			}
		})
	}
}
