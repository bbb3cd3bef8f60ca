package gone

import "archiver/internal/eval/set"

// akimat is a district's page on a government platform, rendered by Angular, in Kazakh.
func akimat() *site {
	s := newSite("akimat-kk", "/kk/documents/details/20614",
		"Тексеру барысында кезектен 58 адам заңсыз шығарылғаны анықталды.",
		"Жоспар бойынша 140 пәтер берілуі тиіс еді, алайда екі үйдің құрылысы мердігердің кінәсінен тоқтап қалды.")
	s.Keep = `<base `
	home := s.Inside("Қарасу ауданының әкімдігі", `<h1 class="title">Аудан жаңалықтары</h1><ul><li><a href="/kk/press/31">Көктемгі су тасқынына дайындық басталды</a></li><li><a href="/kk/press/30">Мектепте жаңа кабинет ашылды</a></li><li><a href="/kk/press/29">Әкім тұрғындарды қабылдайды</a></li></ul>
`)
	s.Healthy(home, s.Inside("Қарасу ауданының әкімдігі", `<div class="not-found"><h2>404</h2><p>Сіз іздеген бет табылмады</p><a href="/kk">Басты бетке оралу</a></div>
`))
	s.Rest["/kk"] = html(home)

	s.Intact("home-redirects", html(apply(s.Page, []edit{
		sub("styles.8c1f0e.css", "styles.e0f1c8.css"), sub(`ng-version="9.1.0"`, `ng-version="15.2.9"`),
		sub("© 2020 Қарасу", "© 2023 Қарасу"),
		sub(`<div class="breadcrumbs">`, `<div class="vision"><button>Нашар көретіндерге арналған нұсқа</button></div><div class="breadcrumbs">`),
	}))).Also("/", redirect(301, "/kk")).Note("The home page redirects to its Kazakh version; the report stands.")
	s.Intact("status-500", status(500, apply(s.Page, []edit{sub("main.77fe.js", "main.90ab.js"), sub("Кіру</a>", "Жеке кабинетке кіру</a>")}))).
		Note("The rendering server answers 500 with the whole page.")
	s.Edit("orphans", sub("<td>Жетім балалар</td><td>503</td><td>19</td>", "<td>Жетім балалар</td><td>503</td><td>29</td>"))

	s.Dead("new-portal", html(`<!DOCTYPE html><html lang="kk"><head><meta charset="utf-8"><title>Қарасу ауданы</title></head><body><div style="text-align:center;padding-top:80px"><img src="/gerb.svg" alt="Елтаңба"><h2>Құрметті пайдаланушылар!</h2><p>Әкімдіктің ресми интернет-ресурсы жаңа мекенжайға көшірілді. Барлық материалдар бірыңғай платформада орналастырылған.</p><p><a href="http://memleket.example/karasu">Жаңа порталға өту</a></p></div></body></html>
`), "dead/soft-404").Everywhere("/").Note("The old site gives the same notice everywhere, and no way to the report.")

	s.Wall("aws-waf", with(set.Answer{Status: 202, Body: []byte(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title></title><script type="text/javascript">window.awsWafCookieDomainList=[];window.gokuProps={"key":"AQIDAHj","iv":"EgAD","context":"x7"};</script><script src="https://7d1f.edge.sdk.awswaf.com/7d1f/1a2b/challenge.js"></script></head><body><div id="challenge-container"></div><noscript><h1>JavaScript is disabled</h1>In order to continue, we need to verify that you're not a robot. This requires JavaScript. Enable JavaScript and then reload the page.</noscript></body></html>
`)}, "X-Amzn-Waf-Action", "challenge"), "blocked/bot-wall").Everywhere("/")
	s.Wall("single-login", redirect(302, "http://idp.memleket.example/idp/sign-in?lang=kk"), "blocked/login-wall").
		Also("//idp.memleket.example/*", html(`<!DOCTYPE html><html lang="kk"><head><meta charset="utf-8"><title>Кіру</title></head><body><h1>Жүйеге кіру</h1><p>Құжатты көру үшін авторизациядан өтіңіз</p><ul class="tabs"><li>Құпиясөз арқылы</li><li>ЭЦҚ арқылы</li><li>QR арқылы</li></ul><form method="post"><label>ЖСН/БСН <input name="iin"></label><label>Құпиясөз <input type="password" name="pw"></label><button>Жүйеге кіру</button></form><a href="/reset">Құпиясөзді ұмыттыңыз ба?</a></body></html>
`))
	s.Add("fault", "works", status(503, `<!DOCTYPE html><html lang="kk"><head><meta charset="utf-8"><title>Техникалық жұмыстар</title></head><body><h2>Порталда техникалық жұмыстар жүргізілуде</h2><p>Қолайсыздық үшін кешірім сұраймыз. Портал 06:00-ден бастап қайта іске қосылады.</p></body></html>
`), "unreachable/http-5xx").Everywhere("/")
	return s
}
