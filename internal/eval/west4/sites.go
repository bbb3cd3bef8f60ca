package west4

// sites lists the templates; each call of one builds its cases anew.
var sites = []func() *site{
	callforinput, doceo, conversion, journal, openletter,
	ghostpage, shutdown, pipermail, docket,
	readme, landings, statement, petition,
	substack, wiki, quotidien,
	podcast, pqlist, anfrage, defensor, comunicato,
	seminar, abstract,
}
