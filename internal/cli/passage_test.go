package cli

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"archiver/internal/source"
)

// law is a page with numbered parts, a table of contents before and a list of
// links after them.
func law(lang, toc string, parts ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!doctype html><html lang=%s><meta charset=utf-8><title>%s</title><body><ul>", lang, parts[0])
	for i, s := range strings.Split(toc, "|") {
		fmt.Fprintf(&b, "<li>%s</li><!-- %d -->", s, i)
	}
	b.WriteString("</ul><main>")
	for _, p := range parts {
		fmt.Fprintf(&b, "<p>%s</p>", p)
	}
	b.WriteString("</main><footer><p>7. Contact<p>8. Site map<p>92. Jobs</footer>")
	return b.String()
}

// TestLocators: what a locator means is found and added, in each language, and
// the log tells its place in the text that stands in the snapshot.
func TestLocators(t *testing.T) {
	t.Parallel()
	pages := map[string]string{
		"/ru": law("ru", "Статья 6. Гласность|Статья 7. Защита|Статья 8. Суд",
			"Статья 6. Гласность", "1. Заседания суда открыты для всех, кроме случаев, указанных в законе.",
			"Статья 7. Защита", "1. Каждый имеет право на судебную защиту своих прав и свобод.",
			"2. Каждый имеет право на получение квалифицированной юридической помощи, а в случаях, предусмотренных законом, бесплатно.",
			"Статья 8. Суд", "1. Правосудие в республике осуществляется только судом и никем более."),
		"/kk": law("kk", "6-бап. Жариялылық|7-бап. Қорғану|8-бап. Сот",
			"6-бап. Жариялылық", "Сот отырыстары барлық адам үшін ашық өтеді, заңда көзделген жағдайлардан басқа.",
			"7-бап. Қорғану", "Әркімнің өз құқықтары мен бостандықтарының сот арқылы қорғалуына құқығы бар, бұл құқық шектелмейді.",
			"8-бап. Сот", "Сот төрелігін тек қана сот жүзеге асырады және басқа ешкім де емес."),
		"/fr": law("fr", "I. Faits|II. Droit",
			"11. Le Comité prend note de l’absence de réponse de l’État partie aux deux rappels.",
			"12. Il recommande à l’État partie d’abroger sans délai la loi de 2018. Il rappelle que 118 personnes en ont souffert, dont 12 enfants, et qu’aucune n’a été indemnisée à ce jour. Il regrette que les recours introduits devant les tribunaux administratifs aient été rejetés l’un après l’autre, sans que leurs motifs soient jamais examinés au fond par un juge indépendant.",
			"13. Il demande que les victimes soient indemnisées avant la fin de l’année."),
		"/ep": law("en", "Home|Resolutions",
			"The European Parliament,",
			"A. whereas a presidential election was held on 9 June 2019 and was found to be neither free nor fair;",
			"B. whereas peaceful protesters were detained in several cities, some of them for as long as fifteen days;",
			"C. whereas the rights of assembly and of association are restricted by law;",
			"1. Calls on the government to release all who were detained for their opinions;",
			"2. Calls on it, in particular, to:", "(a) repeal the law on assemblies without any further delay;", "(b) let independent observers into all places of detention;",
			"3. Instructs its President to forward this resolution to the government."),
		"/charter": law("en", "Home|Charter",
			"CHAPTER III", "GENERAL PROVISIONS", "Article 7", "Freedom of movement",
			"Everyone who is lawfully within the territory may move freely in it, without any leave.",
			"Everyone may leave any country, his own included, at any time.",
			"Article 8", "Nobody may be held without the order of a court of law.",
			"Notes", "1. Ibid.", "2. Interview with a lawyer, Astana, 12 May 2019.", "3. Ibid."),
	}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, ok := pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, page)
	}))
	defer srv.Close()
	u, err := url.Parse(srv.URL)
	if err != nil {
		t.Fatal(err)
	}
	var m strings.Builder
	m.WriteString("id: laws\npublished: 2026-01-05\nfootnotes:\n")
	rows := []struct{ label, path, locator, claim, want string }{
		{"1", "/ru", "ст. 7", "", "Каждый имеет право на судебную защиту своих прав и свобод."},
		{"2", "/ru", "п. 2 ст. 7", "", "Каждый имеет право на получение квалифицированной юридической помощи, а в случаях, предусмотренных законом, бесплатно."},
		{"3", "/ru", "статья 8", "", "Правосудие в республике осуществляется только судом и никем более."},
		{"4", "/kk", "7-бап", "", "Әркімнің өз құқықтары мен бостандықтарының сот арқылы қорғалуына құқығы бар, бұл құқық шектелмейді."},
		{"5", "/fr", "points 12 et 13", "Of those harmed 118 were counted.", "Il rappelle que 118 personnes en ont souffert, dont 12 enfants, et qu’aucune n’a été indemnisée à ce jour."},
		{"6", "/fr", "point 12", "", "Il recommande à l’État partie d’abroger sans délai la loi de 2018."},
		{"7", "/ep", "recital B", "", "whereas peaceful protesters were detained in several cities, some of them for as long as fifteen days;"},
		{"8", "/ep", "пункт В преамбулы", "", "whereas peaceful protesters were detained in several cities, some of them for as long as fifteen days;"},
		{"9", "/ep", "para. 2(b)", "", "let independent observers into all places of detention;"},
		{"10", "/charter", "Article 7(2)", "", "Everyone may leave any country, his own included, at any time."},
		{"11", "/charter", "Art. 7", "", "Everyone who is lawfully within the territory may move freely in it, without any leave."},
		{"12", "/charter", "note 2", "", "Interview with a lawyer, Astana, 12 May 2019."},
		{"13", "/ru", "абз. 2 ст. 7", "", "Каждый имеет право на получение квалифицированной юридической помощи, а в случаях, предусмотренных законом, бесплатно."},
	}
	for _, r := range rows {
		fmt.Fprintf(&m, "  - number: %s\n    claims: [%q]\n    citations:\n      - url: %s\n        locator: %q\n", r.label, r.claim+" ", srv.URL+r.path, r.locator)
	}
	manifest := strings.ReplaceAll(m.String(), "claims: [\" \"]", "claims: []")
	cfg := "fetch:\n  retries: 0\n  allow_networks: [\"127.0.0.0/8:" + u.Port() + "\"]\n  per_host: {delay: 0s}\nrescue: {wayback: \"\"}\n"
	p := newProject(t, cfg, map[string][]byte{"sources/laws.yaml": []byte(manifest)})
	p.run(0, "run")
	for _, r := range rows {
		var v quotesJSON
		p.json(0, &v, "quote", r.label, "--add", "--json")
		if len(v.Passages) == 0 || v.Passages[0].Text != r.want || !v.Passages[0].Added || len(v.Missing) > 0 {
			t.Errorf("%s: %+v, missing %q", r.locator, v.Passages, v.Missing)
			continue
		}
		text, _ := p.run(0, "get", r.label, "--as", "text")
		runes := []rune(string(text))
		for _, target := range v.Passages[0].Targets {
			q := target.Quote
			got := string(runes[target.Position.Start:target.Position.End])
			if got != q.Exact || !strings.HasSuffix(string(runes[:target.Position.Start]), q.Prefix) || len([]rune(q.Suffix)) != around(len(runes)-target.Position.End-1) {
				t.Errorf("%s: at its place stands %q; the selector is %+v", r.locator, got, q)
			}
		}
		if len(v.Passages[0].Targets) != 1 {
			t.Errorf("%s: targets %+v", r.locator, v.Passages[0].Targets)
		}
	}
	p.run(0, "check")
	p.run(0, "verify")
}

// around is how many characters of n a selector has on a side.
func around(n int) int { return min(n, 32) }

// TestEditedMeanwhile: a manifest that is edited while an act is written down stays
// as its editor left it, and nothing is logged.
func TestEditedMeanwhile(t *testing.T) {
	t.Parallel()
	p := newProject(t, "", map[string][]byte{"sources/a.yaml": []byte("id: a\npublished: 2026-01-05\nfootnotes:\n  - number: 1\n    citations:\n      - url: https://www.example.org/a\n")})
	path := filepath.Join(p.dir, "sources/a.yaml")
	e := &env{out: new(bytes.Buffer), err: new(bytes.Buffer), now: time.Now, configPath: filepath.Join(p.dir, "configs/archiver.yaml")}
	set, _, err := e.manifests("", nil)
	if err != nil {
		t.Fatal(err)
	}
	cite, err := set.Resolve("1")
	if err != nil {
		t.Fatal(err)
	}
	theirs := []byte("id: a\npublished: 2026-01-06\n")
	e.reached = func(step string) {
		if step == "written" {
			if err := os.WriteFile(path, theirs, 0o644); err != nil {
				t.Error(err)
			}
		}
	}
	_, err = e.commit(context.Background(), []act{{cite: cite, kind: "acceptance", body: map[string]string{"a": "b"}, change: change{Accept: &source.Accept{Verdict: "dead"}}}})
	if err == nil || !strings.Contains(err.Error(), "edited meanwhile") {
		t.Errorf("got %v", err)
	}
	if got, _ := os.ReadFile(path); !bytes.Equal(got, theirs) {
		t.Errorf("the manifest is now %s", got)
	}
	if files, _ := filepath.Glob(filepath.Join(p.dir, "sources", ".*")); len(files) > 0 {
		t.Errorf("left %v", files)
	}
	out, _ := p.run(0, "verify", "--json")
	if !bytes.Contains(out, []byte(`"records": 1`)) { // the key's
		t.Errorf("logged all the same: %s", out)
	}
}
