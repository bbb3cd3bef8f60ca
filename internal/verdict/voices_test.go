package verdict

import (
	"testing"
)

// Lines about those who write on a site may be put in other words; another one's
// name, or what became of the document, is an edit.
func TestCards(t *testing.T) {
	for _, c := range []struct {
		old, now string
		edited   bool
	}{
		{"Тимофеев Арсен юрист, г. Лесной рейтинг 8.9", "Арсен Т. Юрист. На сайте с 2017 года. Стаж 14 лет рейтинг 8.9", false},
		{"Ann Lee, lawyer, Leeds, rating 9.7", "Lee Ann. Answer of the month. Rating 9.7", false},
		{"Тимофеев Арсен юрист, г. Лесной рейтинг 8.9", "Ким Эльвира адвокат, г. Лиман рейтинг 8.9", true},
		{"Тимофеев Арсен юрист, г. Лесной рейтинг 8.9", "Тимофеев Белкин юрист, г. Лесной рейтинг 8.9", true},
		{"Тимофеев Арсен юрист, г. Лесной рейтинг 8.9", "Тимофеев А. юрист, г. Лиман рейтинг 8.9", false},
		{"Тимофеев Арсен, судья второго состава суда", "Арсен Т. Судья третьего состава городского суда", true},
	} {
		tg := &tongues[0]
		page := func(line string) Page {
			return tg.with(append([]string{tg.article[0], tg.article[1], line}, tg.article[2:]...))
		}
		j := Judge(refOf(page(c.old)), lookAt(200, page(c.now)), Probes{}, nil)
		if got := j.Verdict == Changed; got != c.edited {
			t.Errorf("%q → %q: %s/%s %s", c.old, c.now, j.Verdict, j.Reason, j.Detail)
		}
	}
}

// What strangers say under a text is not the text's; who talks in it is.
func TestVoices(t *testing.T) {
	for _, c := range []struct {
		name   string
		came   []string
		edited bool
	}{
		{"two under a label", []string{"They called the studio", "Askar, Taraz: the lawyer was kept out, and why does nobody answer for it?", "Maira, Shu: the hall was closed, and we could not get in either."}, false},
		{"without a label", []string{"Askar, Taraz: the lawyer was kept out, and why does nobody answer for it?", "Maira, Shu: the hall was closed, and we could not get in either."}, true},
		{"two under where to listen", []string{"Podcast: Apple Spotify Yandex Castbox", "Askar, Taraz: the lawyer was kept out, and why does nobody answer for it?", "Maira, Shu: the hall was closed, and we could not get in either."}, false},
		{"two in Kazakh", []string{"Подкаст: Apple Spotify Yandex Castbox", "Айнұр, Аягөз: бізде де дәл осындай жағдай, автобус екі жылдан бері жоқ.", "Тыңдаушы: мұғалімге рақмет, бірақ он тоғыз емес, жиырма бала келмейді."}, false},
		{"two in French", []string{"Podcast : Apple Spotify Deezer Castbox", "Awa, Thiès : chez nous le bus ne passe plus depuis deux ans.", "Moussa, Kayes : merci au maître, mais personne ne vient de la ville."}, false},
		{"two under a third", []string{"Bolat, Shu: nobody was told of that.", "Askar, Taraz: the lawyer was kept out, and why does nobody answer for it?", "Maira, Shu: the hall was closed, and we could not get in either."}, true},
		{"one under where to listen", []string{"Podcast: Apple Spotify Yandex Castbox", "Askar, Taraz: the lawyer was kept out, and why does nobody answer for it?"}, true},
		{"one", []string{"They called the studio", "Askar, Taraz: the lawyer was kept out, and why does nobody answer for it?"}, true},
		{"a dialogue", []string{"The second hour", "Host: the lawyer was kept out, and why does nobody answer for it?", "Guest: the hall was closed, and we could not get in either.", "Host: was that told to the court in time?"}, true},
	} {
		tg := &tongues[0]
		j := Judge(refOf(tg.with(tg.article)), lookAt(200, tg.with(append(append([]string{}, tg.article...), c.came...))), Probes{}, nil)
		if got := j.Verdict == Changed; got != c.edited {
			t.Errorf("%s: %s/%s %s", c.name, j.Verdict, j.Reason, j.Detail)
		}
	}
}
