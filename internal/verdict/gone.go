package verdict

import (
	"archiver/internal/verdict/lex"
	"archiver/internal/verdict/pages"
)

// Gone tells whether of the main text of a next to nothing stands in b. False where
// a has too little text to tell.
func Gone(a, b *pages.Prepared) bool {
	if !a.HasText() || len(a.Main().Tokens) < fewMain {
		return false
	}
	return !b.HasText() || lex.Cover(a.Main().Tokens, b.Visible(), b.Set()).Share() < nothing
}

// fewMain is under how many words of main text nothing is said of it.
const fewMain = 30
