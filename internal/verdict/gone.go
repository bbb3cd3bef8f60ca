package verdict

// Gone tells whether of the main text of a next to nothing stands in b. False where
// a has too little text to tell.
func Gone(a, b *Prepared) bool {
	if !a.hasText() || a.main().total() < fewMain {
		return false
	}
	return !b.hasText() || cover(a.main().tok, b.visible(), b.set()).share() < nothing
}

// fewMain is under how many words of main text nothing is said of it.
const fewMain = 30
