package eval

// alter is one edit, and how it is taken back.
type alter struct {
	what     string
	do, undo func()
}

type mutation struct {
	name string
	each int // of one page
	make func(*matter) (alter, bool)
}

var mutations = []mutation{
	{"digit", 2, mutateDigit},
	{"date", 2, mutateDate},
	{"name", 2, mutateName},
	{"negation put in", 1, mutateNegate},
	{"negation taken out", 1, mutateAffirm},
	{"two facts swapped", 1, mutateSwap},
	{"two items' facts swapped", 1, mutateSwapItems},
	{"sentence removed", 1, mutateCutSentence},
	{"sentence added", 1, mutateAddSentence},
	{"paragraph removed", 1, mutateCutParagraph},
	{"item or row removed", 1, mutateCutItem},
	{"item or row added", 1, mutateAddItem},
	{"verb turned round", 1, mutateVerb},
	{"headline", 1, mutateHeadline},
	{"caption", 1, mutateCaption},
}
