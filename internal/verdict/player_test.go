package verdict

import (
	"testing"
)

// Sizes of linked files and what a player shows change by themselves; the same
// figures in a sentence, and any other word, are the text's.
func TestFilesAndPlayers(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, now string
		edited   bool
	}{
		{"another unit and a hint", "> Arrêté du 9 août 2021 - format : PDF - 1,21 Mb", "> Arrêté du 9 août 2021 - format : PDF - 1,2 Mo - nouvelle fenêtre", false},
		{"the hint alone", "Decision of 9 August 2021 (PDF, 1.2 MB)", "Decision of 9 August 2021 (PDF, 1.2 MB) opens in a new window", false},
		{"smaller unit", "Постановление от 9 августа 2021 года, PDF, 412 КБ", "Постановление от 9 августа 2021 года, PDF, 0,4 МБ", false},
		{"with a hint in Russian", "Постановление от 9 августа 2021 года, PDF, 412 КБ", "Постановление от 9 августа 2021 года, PDF, 0,4 МБ (откроется в новом окне)", false},
		{"in Kazakh", "2021 жылғы 9 тамыздағы қаулы, DOCX, 412 КБ", "2021 жылғы 9 тамыздағы қаулы, DOCX, 0,4 МБ, жаңа терезеде ашылады", false},
		{"another date", "> Arrêté du 9 août 2021 - format : PDF - 1,21 Mb", "> Arrêté du 19 août 2021 - format : PDF - 1,2 Mo - nouvelle fenêtre", true},
		{"another document", "> Arrêté du 9 août 2021 - format : PDF - 1,21 Mb", "> Arrêté abrogé du 9 août 2021 - format : PDF - 1,2 Mo - nouvelle fenêtre", true},
		{"a word for the hint", "> Arrêté du 9 août 2021 - format : PDF - 1,21 Mb", "> Arrêté du 9 août 2021 - format : PDF - 1,2 Mo - annulé", true},
		{"in a sentence", "The police copied from his telephone a PDF of 412 MB and kept it.", "The police copied from his telephone a PDF of 512 MB and kept it.", true},

		{"player in Kazakh", "«Ашық микрофон» бағдарламасы, 18 қаңтар 2026 00:00 24:16 Жүктеу (22 МБ)Жылдамдық 1x", "«Ашық микрофон» бағдарламасы, 18 қаңтар 2026 00:00 24:15 Тыңдалды 2 318 MP3, 128 кбит/с Жылдамдық 1x", false},
		{"player in Russian", "Программа «Открытый микрофон», 18 января 2026 00:00 24:16 Скачать (22 МБ) Скорость 1x", "Программа «Открытый микрофон», 18 января 2026 00:00 24:15 Прослушано 2 318 MP3, 128 кбит/с Скорость 1x", false},
		{"player in English", "The open microphone, 18 January 2026 00:00 24:16 Download (22 MB) Speed 1x", "The open microphone, 18 January 2026 00:00 24:15 Plays 2,318 MP3, 128 kbit/s Speed 1x", false},
		{"player in French", "Le micro ouvert, 18 janvier 2026 00:00 24:16 Télécharger (22 Mo) Vitesse 1x", "Le micro ouvert, 18 janvier 2026 00:00 24:15 Écoutes 2 318 MP3, 128 kbit/s Vitesse 1x", false},
		{"a player alone", "00:00 24:16 Download (22 MB) Speed 1x", "00:00 24:15 Plays 2,318 MP3, 128 kbit/s Speed 1.5x", false},
		{"an hour long", "Le micro ouvert, 18 janvier 2026 00:00 1:04:16 Télécharger (22 Mo) Vitesse 1x", "Le micro ouvert, 18 janvier 2026 00:00 1:04:15 Écoutes 2 318 MP3, 128 kbit/s Vitesse 1x", false},
		{"another name before the player", "The open microphone, 18 January 2026 00:00 24:16 Download (22 MB) Speed 1x", "The closed microphone, 18 January 2026 00:00 24:15 Download (22 MB) Speed 1x", true},
		{"another day before the player", "The open microphone, 18 January 2026 00:00 24:16 Download (22 MB) Speed 1x", "The open microphone, 19 March 2025 00:00 24:16 Download (22 MB) Speed 1x", true},
		{"a word in the player", "The open microphone, 18 January 2026 00:00 24:16 Download (22 MB) Speed 1x", "The open microphone, 18 January 2026 00:00 24:15 Withdrawn by the court (22 MB) Speed 1x", true},
		{"the time of a hearing", "The hearing of the regional court in Karabel begins 10:30 on Monday in hall 4", "The hearing of the regional court in Karabel begins 11:30 on Monday in hall 4", true},
	} {
		tg := &tongues[0]
		page := func(line string) Page {
			return tg.with(append([]string{tg.article[0], tg.article[1], line}, tg.article[2:]...))
		}
		for _, way := range [][2]string{{c.old, c.now}, {c.now, c.old}} {
			j := Judge(refOf(page(way[0])), lookAt(200, page(way[1])), Probes{}, nil)
			if got := j.Verdict == Changed; got != c.edited {
				t.Errorf("%s: %q → %q: %s/%s %s", c.name, way[0], way[1], j.Verdict, j.Reason, j.Detail)
			}
		}
	}
}
