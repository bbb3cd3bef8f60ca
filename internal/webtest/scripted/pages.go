package scripted

// Page is one page, and what must come of its capture.
type Page struct {
	Host, Path string
	What       string // what it shows, in a few words
	Capture    string // auto, http or browser, in the manifest
	Quote      string // a passage that a reader sees; "" where there is none

	Text []string // that a capture must hold, besides the quote
	Not  []string // that it must not
	// Replay says that a test asks another's viewer for the quote too. The viewer runs
	// the page's scripts anew, presses and scrolls nothing, and has no sockets.
	Replay bool
	// Reason is the verdict's reason where a look does not see the source; "" where
	// it does.
	Reason string
	// Cut is the ceiling that the capture meets; "" for none.
	Cut string
	// Later is what the passage is after Site.Age; "" for no change.
	Later string
}

// Pages are all there are, in the order of the report's footnotes.
var Pages = []Page{
	{Host: "ministry", Path: "/reports/detention", What: "text that comes by a request of a script", Capture: "auto", Replay: true,
		Quote: "Eleven of the nineteen prisoners were held without a warrant.", Later: "Ten of the nineteen prisoners were held without a warrant."},
	{Host: "gallery", Path: "/photos", What: "pictures that load when they come into view", Capture: "browser",
		Quote: "The last photograph shows the gate of the colony.", Text: []string{"Picture 12 was loaded"}},
	{Host: "gazette", Path: "/offline", What: "text that passes through a service worker", Capture: "auto",
		Quote: "The worker handed the court's order to the page."},
	{Host: "wire", Path: "/feed", What: "a feed that never ends", Capture: "browser",
		Quote: "Dispatch 24 came from the northern harbour.", Cut: "height"},
	{Host: "channel", Path: "/watch", What: "a video", Capture: "browser",
		Quote: "The recording lasts a second and a half."},
	{Host: "ticker", Path: "/live", What: "text that comes by a WebSocket", Capture: "auto",
		Quote: "The socket told of the strike at the copper mine."},
	{Host: "archive", Path: "/compressed", What: "a page packed with brotli", Capture: "browser",
		Quote: "Brotli carried this sentence about the orchard keepers."},
	{Host: "herald", Path: "/consent/en", What: "an article behind a consent wall in English", Capture: "browser", Replay: true,
		Quote: "The harbour master signed the order on a Tuesday.", Text: []string{"consent:rejected"}, Not: []string{"consent:accepted"}},
	{Host: "courrier", Path: "/consent/fr", What: "an article behind a consent wall in French", Capture: "browser",
		Quote: "Le préfet a signé l'arrêté un mardi.", Not: []string{"consent:accepted"}},
	{Host: "vestnik", Path: "/consent/ru", What: "an article behind a consent wall in Russian", Capture: "browser",
		Quote: "Начальник порта подписал приказ во вторник.", Not: []string{"consent:accepted"}},
	{Host: "club", Path: "/members/letter", What: "a page that sends one to a login", Capture: "auto", Reason: "login-wall"},
	{Host: "circus", Path: "/alerts", What: "boxes without end", Capture: "browser",
		Quote: "Behind the boxes stood the list of the accused."},
	{Host: "glutton", Path: "/hungry", What: "a script that eats memory", Capture: "browser",
		Quote: "The sentence stood before the memory was eaten.", Cut: "memory"},
	{Host: "drip", Path: "/endless", What: "a page that never stops loading", Capture: "browser",
		Quote: "What had come by then was kept.", Cut: "time"},
	{Host: "stall", Path: "/picture", What: "a picture that never comes", Capture: "browser",
		Quote: "The page was whole but for one picture."},
	{Host: "spin", Path: "/busy", What: "a script that never ends", Capture: "browser",
		Quote: "The words came before the wheel began to spin."},
	{Host: "barker", Path: "/popups", What: "a page that opens windows", Capture: "browser",
		Quote: "No window opened beside this one."},
	{Host: "pusher", Path: "/download", What: "a page that pushes a file at its reader", Capture: "browser",
		Quote: "The file was not wanted, the page was."},
	{Host: "files", Path: "/opinion.pdf", What: "a document", Capture: "browser", Text: []string{"The Working Group considers the detention arbitrary"}},
	{Host: "burglar", Path: "/attack", What: "a page that reaches for this machine", Capture: "browser",
		Quote: "The burglar found every door shut.", Not: []string{"secrets"}},
	{Host: "turn", Path: "/turn", What: "a script that leads elsewhere", Capture: "browser",
		Quote: "Here ends the way on which the script sent its reader."},
	{Host: "shadow", Path: "/shadow", What: "text within a shadow root", Capture: "browser", Replay: true,
		Quote: "In the shadow root the witness gave her name."},
	{Host: "frame", Path: "/frame", What: "text within a frame", Capture: "browser",
		Quote: "Outside the frame the index of the hearing stood.", Text: []string{"Inside the frame the hearing was recorded."}},
	{Host: "more", Path: "/read-more", What: "an article that opens at a press", Capture: "browser",
		Quote: "The rest of the article named the seven officers."},
	{Host: "single", Path: "/app#/case/17", What: "a page within an application of one page", Capture: "auto",
		Quote: "Case 17 was closed for want of evidence."},
	{Host: "tower", Path: "/tall", What: "a page of fifty thousand pixels", Capture: "browser",
		Quote: "At the foot of the tower the last name was cut.", Cut: "height"},
	{Host: "clock", Path: "/clock", What: "a page with a clock, a new number each time, and a text", Capture: "browser",
		Quote: "The text beside the clock stayed as it was."},
	{Host: "crash", Path: "/crash", What: "a script that brings its page down", Capture: "browser",
		Quote: "Before the fall the page had said this much."},
	{Host: "docket", Path: "/docket", What: "a page whose text stands in a frame", Capture: "auto",
		Quote: "In the framed page the judge read out four names.", Later: "In the framed page the judge read out three names."},
	{Host: "notice", Path: "/notice", What: "a page whose text is another site's, in a frame", Capture: "auto",
		Quote: "The framed notice gave the hour of the transfer."},
}
