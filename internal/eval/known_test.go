package eval

// known are the generated cases that are answered wrongly for now, with the
// reason. TestGeneratedSet only logs them; one that is answered right must go.
var known = map[string]string{
	"golas-be/noise-related-and-patreon":         "a caption's words and another apostrophe",
	"hronika-ru/noise-blocked-mirror-hint":       "the author's first name is shortened",
	"sailau-kk/noise-rows-numbered-and-new-menu": "a column of row numbers",
	"sot-ru/noise-date-format-and-yo":            "a date gains a time of midnight",
	"zan-kk/noise-print-view":                    "the print view leaves headings out",
	"docket-en/noise-responsive-table":           "the time of the list's own making",
	"pipermail-en/noise-archive-rebuilt":         "an address masked and not, and the list's menus",
	"pipermail-en/noise-hyperkitty":              "the menus of another archive of the list",
	"substack-fr/noise-apostrophes-and-buttons":  "an appeal to subscribe inside the text",
	"callforinput-en/edit-deadline-extended":     "a deadline in the head of a call",
	"ghostpage-en/dead-back-to-draft":            "told as replaced: it says that it is not there at the moment, as a pause does",
	"tgs-ru/dead-channel-contact-card":           "told as replaced: such a card stands too where a channel turned its preview off",
}
