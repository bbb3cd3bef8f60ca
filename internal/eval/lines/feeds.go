package lines

import (
	"fmt"
	"strings"

	"archiver/internal/eval/set"
)

// feed is a page of posts in a template: each of its items has the same shape.
type feed struct {
	site, head, tail string
	item             string // takes a name, a date, a text, a count
	posts            []string
	name             string
	date             func(i int) string
}

// page shows the posts from one on, newest first.
func (f *feed) page(from, to int, likes int) string {
	var b strings.Builder
	b.WriteString(f.head)
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, f.item, f.name, f.date(i), f.posts[i], likes*(i+3))
	}
	return b.String() + f.tail
}

// feeds are pages that grow on top. The archived page has the posts from the sixth on.
func feeds() (cases []set.Case) {
	for _, f := range []feed{postsEN, postsRU, notesFR, boardDE} {
		const kept = 6
		n := len(f.posts)
		before := f.page(kept, n, 2)
		add := func(name, class, after string, quotes []string, states [][]string, want ...string) {
			cases = append(cases, set.Case{Name: "lines-" + f.site + "/" + name, Site: "lines-" + f.site, Class: class, Path: "/u/river", Quotes: quotes, QuoteStates: states,
				Before: set.Web{"/u/river": {Body: []byte(before)}}, After: set.Web{"/u/river": {Body: []byte(after)}}, Want: want})
		}
		quote := f.posts[kept+1]
		q := func(state ...string) ([]string, [][]string) { return []string{quote}, [][]string{state} }
		grown := f.page(0, n, 3)
		add("grown", "noise", grown, nil, nil, fine)
		add("grown-by-one", "noise", f.page(kept-1, n, 2), nil, nil, fine)
		qs, states := q("verbatim")
		add("grown-quote", "noise", grown, qs, states, fine)
		add("grown-edited", "edit", strings.Replace(grown, f.posts[kept+1], strings.Replace(f.posts[kept+1], "14", "40", 1), 1), nil, nil, edited)
		qs, states = q("gone", "unclear")
		add("grown-deleted", "quote", strings.Replace(grown, fmt.Sprintf(f.item, f.name, f.date(kept+1), quote, 3*(kept+4)), "", 1), qs, states, "changed/quote-lost")
		add("grown-notice", "edit", strings.Replace(grown, fmt.Sprintf(f.item, f.name, f.date(0), f.posts[0], 9), `<div class="lock"><h2>`+noticeOf[f.site]+`</h2></div>`+fmt.Sprintf(f.item, f.name, f.date(0), f.posts[0], 9), 1), nil, nil, edited)
	}
	return cases
}

var noticeOf = map[string]string{
	"posts-en": "This account has been suspended", "posts-ru": "Аккаунт заблокирован по решению суда",
	"notes-fr": "Ce compte a été supprimé", "board-de": "Dieses Konto wurde gesperrt",
}

var postsEN = feed{site: "posts-en", name: "River Watch", date: func(i int) string { return fmt.Sprintf("%d March 2024", 28-i) },
	head:  `<!DOCTYPE html><html><head><title>River Watch (@river)</title></head><body><header><a href="/">Home</a> <a href="/login">Log in</a></header><main><div class="profile"><h1>River Watch</h1><p>We count what floats by. Volunteers since 2011.</p></div><section class="timeline">`,
	item:  `<article class="post"><div class="who"><b>%s</b> <time>%s</time></div><div class="text"><p>%s</p></div><div class="acts"><span>%d likes</span></div></article>`,
	tail:  `</section></main><footer><a href="/terms">Terms</a></footer></body></html>`,
	posts: riverEN}

var postsRU = feed{site: "posts-ru", name: "Речной дозор", date: func(i int) string { return fmt.Sprintf("%02d.03.2024", 28-i) },
	head:  `<!DOCTYPE html><html><head><title>Речной дозор</title></head><body><div class="top"><a href="/">Лента</a></div><div class="wrap"><div class="about"><h2>Речной дозор</h2><div>Считаем, что плывёт мимо</div></div><div class="wall">`,
	item:  `<div class="wall_item"><div class="h"><a href="/u/river">%s</a><span>%s</span></div><div class="wi_body">%s</div><div class="wi_info">Нравится: %d</div></div>`,
	tail:  `</div></div></body></html>`,
	posts: riverRU}

var notesFR = feed{site: "notes-fr", name: "Vigie du fleuve", date: func(i int) string { return fmt.Sprintf("%d mars 2024", 28-i) },
	head:  `<!DOCTYPE html><html><head><title>Vigie du fleuve</title></head><body><h1>Vigie du fleuve</h1><ul class="notes">`,
	item:  `<li class="note"><h3>%s</h3><p class="d">%s</p><p>%s</p><p class="c">%d vues</p></li>`,
	tail:  `</ul></body></html>`,
	posts: riverFR}

var boardDE = feed{site: "board-de", name: "Flusswacht", date: func(i int) string { return fmt.Sprintf("%d. März 2024", 28-i) },
	head:  `<!DOCTYPE html><html><head><title>Flusswacht</title></head><body><nav><a href="/">Start</a></nav><div class="feed">`,
	item:  `<div class="entry"><div class="m">%s · %s</div><div class="t"><p>%s</p></div><div class="k">%d Kommentare</div></div>`,
	tail:  `</div></body></html>`,
	posts: riverDE}

var riverEN = []string{
	"A barge without lights went past the old mill at night. Nobody on the bridge could read its name.",
	"Water at the lower lock is brown again this morning. We have taken two bottles to the laboratory.",
	"The bridge is open. Thank you to all who stood there with us in the rain.",
	"Three volunteers were fined for standing on the quay. The court sits on Thursday.",
	"A heron has come back to the island. It is the first one since the spill.",
	"The mayor says that the pipe does not exist. Here is a picture of the pipe.",
	"We counted 31 dead fish at the weir. The water board has been told.",
	"At 14 places along the bank there is oil on the stones. The photographs are from this morning.",
	"The plant has put up a fence around the outlet. One can still see it from the boat.",
	"Tonight the valves opened at two. We have it on film, with the clock of the church behind.",
	"The doctor of the village asks all parents not to let their children swim below the weir.",
}

var riverRU = []string{
	"Ночью мимо старой мельницы прошла баржа без огней. С моста никто не смог прочесть её название.",
	"Вода у нижнего шлюза сегодня снова бурая. Две бутылки отвезли в лабораторию.",
	"Мост открыт. Спасибо всем, кто стоял с нами под дождём.",
	"Трёх волонтёров оштрафовали за то, что они стояли на причале. Суд в четверг.",
	"На остров вернулась цапля. Это первая после разлива.",
	"Мэр говорит, что трубы не существует. Вот снимок трубы.",
	"У плотины насчитали 31 мёртвую рыбу. Водной инспекции сообщили.",
	"В 14 местах вдоль берега на камнях нефть. Снимки сделаны сегодня утром.",
	"Завод поставил забор вокруг стока. С лодки его всё ещё видно.",
	"Сегодня ночью задвижки открыли в два часа. У нас есть запись, на ней видны церковные часы.",
	"Сельский врач просит родителей не пускать детей купаться ниже плотины.",
}

var riverFR = []string{
	"Une péniche sans feux est passée cette nuit devant le vieux moulin. Personne n'a pu lire son nom.",
	"L'eau de l'écluse basse est de nouveau brune ce matin. Deux bouteilles sont au laboratoire.",
	"Le pont est ouvert. Merci à tous ceux qui ont tenu sous la pluie.",
	"Trois bénévoles ont reçu une amende pour s'être tenus sur le quai. Le tribunal siège jeudi.",
	"Un héron est revenu sur l'île. C'est le premier depuis la fuite.",
	"Le maire dit que le tuyau n'existe pas. Voici une photo du tuyau.",
	"Nous avons compté 31 poissons morts au barrage. L'agence de l'eau est prévenue.",
	"À 14 endroits de la rive il y a du pétrole sur les pierres. Les photos sont de ce matin.",
	"L'usine a posé une clôture autour du rejet. On le voit encore depuis la barque.",
	"Cette nuit les vannes se sont ouvertes à deux heures. Nous l'avons filmé avec l'horloge de l'église.",
	"Le médecin du village demande aux parents de ne pas laisser les enfants se baigner sous le barrage.",
}

var riverDE = []string{
	"Ein Kahn ohne Lichter fuhr nachts an der alten Mühle vorbei. Niemand konnte den Namen lesen.",
	"Das Wasser an der unteren Schleuse ist heute wieder braun. Zwei Flaschen sind im Labor.",
	"Die Brücke ist offen. Danke allen, die mit uns im Regen standen.",
	"Drei Freiwillige mussten zahlen, weil sie am Kai standen. Das Gericht tagt am Donnerstag.",
	"Ein Reiher ist auf die Insel zurückgekehrt. Er ist der erste seit dem Unfall.",
	"Der Bürgermeister sagt, dass es das Rohr nicht gibt. Hier ist ein Bild des Rohrs.",
	"Am Wehr haben wir 31 tote Fische gezählt. Das Wasseramt weiß Bescheid.",
	"An 14 Stellen am Ufer liegt Öl auf den Steinen. Die Bilder sind von heute morgen.",
	"Das Werk hat einen Zaun um den Auslass gezogen. Vom Boot aus sieht man ihn noch.",
	"Heute Nacht gingen die Schieber um zwei Uhr auf. Wir haben es gefilmt, mit der Kirchenuhr dahinter.",
	"Der Arzt im Dorf bittet alle Eltern, die Kinder nicht unterhalb des Wehrs baden zu lassen.",
}
