package west3

import "archiver/internal/eval/set"

// answer is a written parliamentary question and its answer on Bootstrap pages.
func answer() *site {
	s := newSite("answer", "/written-questions/4817",
		"In the period in question no request was refused on human rights grounds.",
		"The Government does not hold information on the later postings of officers who have completed a course.")
	s.Healthy(
		s.Inside("House of Assembly", `<div class="jumbotron"><h1>House of Assembly</h1><p class="lead">The House stands adjourned. Watch recordings of debates and follow bills through their stages.</p><a class="btn btn-success" href="/visit">Plan a visit</a></div><div class="card-deck"><a href="/bills/112">Harbours Bill: committee stage</a><a href="/petitions">E-petitions</a></div>
`),
		s.Inside("Not found | House of Assembly", `<div class="alert alert-warning"><h1 class="h3">404: Not found</h1><p>No such page. The address may have a mistake in it.</p></div>
`))

	s.Noise("bootstrap-five-cards-undone",
		all("bootstrap-4.3.1.min.css", "bootstrap-5.3.0.min.css"), all("badge badge-secondary", "badge text-bg-secondary"), all("badge badge-success", "badge text-bg-success"),
		sub("</ul></nav>", `<li class="nav-item"><a class="nav-link" href="/live">Watch live</a></li></ul><form class="d-flex" role="search"><input class="form-control" placeholder="Search the House"></form></nav>`),
		sub(`<table class="table table-sm table-striped">`, `<div class="table-responsive"><p class="visually-hidden">Scroll sideways to see all columns</p><table class="table">`), sub("</table>", "</table></div>"),
		sub("<h2 class=\"h5\">Question</h2>", "<h2 class=\"h5\">Question <button class=\"btn btn-link\" data-clipboard>Copy link</button></h2>"),
		all("–1", "-1"),
		sub("· Tabled on 4 July 2018", "<br>Tabled: 4 July 2018"), sub("· Answered on 16 July 2018", "<br>Answered: 16 July 2018"),
		between(`<div class="card-header">Other questions to this minister</div><ul class="list-group">`, "</ul>", `<li class="list-group-item"><a href="/written-questions/9120">Police numbers</a></li><li class="list-group-item"><a href="/written-questions/9102">Ferry safety inspections</a></li><li class="list-group-item"><a href="/written-questions/9088">Flooding in Saltby</a></li>`),
		sub("Sitting resumes on 3 September", "Next sitting: Tuesday 2.30 p.m."))

	s.Noise("member-photo-and-tags",
		sub(`<p class="asker"><b>Imelda Carrow</b> (Eastharbour)`, `<p class="asker"><img src="/members/carrow-60.jpg" alt="" loading="lazy"> <a href="/members/carrow?utm_campaign=wq"><b>Imelda Carrow</b></a> <abbr title="Constituency">(Eastharbour)</abbr>`),
		sub("</section>", `<div class="tags">Topics: <a href="/topics/police">Police</a> <a href="/topics/foreign-relations">Foreign relations</a></div><div class="btn-group"><a href="/written-questions/4817.pdf">PDF</a> <a href="/written-questions/4817.json">JSON</a> <a href="#">Subscribe to alerts</a></div><div class="pager"><a href="/written-questions/4816">‹ Question 4816</a> <a href="/written-questions/4818">Question 4818 ›</a></div></section>`))

	s.Edit("correction-note-names-fifth-country",
		sub("Four of the nine have consented: Ostrava Republic, Kelland, the Lower Isles and Montavia.", "Five of the nine have consented: Ostrava Republic, Kelland, the Lower Isles, Montavia and Brennia."),
		below("· Answered on 16 July 2018</p>", "\n<p class=\"alert alert-info\">Answer corrected on 3 September 2018.</p>"))

	s.Quote("no-request-becomes-one-request", "In the period in question no request was refused on human rights grounds.",
		[]string{"unclear", "gone"}, "changed/quote-lost",
		sub("In the period in question no request was refused", "In the period in question one request was refused"))

	s.Add("moved", "to-the-questions-service", redirect(308, "/questions/session-7/4817-overseas-training-of-border-police"), "moved/redirect").
		Also("/questions/session-7/4817-overseas-training-of-border-police", html(apply(s.Page, []edit{
			all(`"/written-questions`, `"/questions/session-7`),
			above(`<section class="wq card">`, "<p class=\"text-muted\">Written questions and answers are now kept by session. <a href=\"/questions\">Choose a session</a></p>\n")}))).Verbatim()

	s.Add("fault", "database-down", set.Answer{Status: 503, Body: []byte("<html><head><title>503 Service Temporarily Unavailable</title></head><body><center><h1>503 Service Temporarily Unavailable</h1></center><hr><center>nginx/1.14.0</center></body></html>\n")},
		"unreachable/http-5xx").Everywhere("/")
	return s
}
