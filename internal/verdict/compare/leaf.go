package compare

import (
	"bytes"
	"strings"
	"sync"

	"archiver/internal/verdict/lex"
)

// Repositories and libraries put a leaf of their own before the documents that
// they give out: the title once more, how to cite, when it was downloaded, whose
// terms are accepted. It comes, changes with each download, and goes, and says
// nothing of the document.

// The words of such leaves, and those of a notice that changes what a document is.
const (
	leafOwn lex.WordClass = 1 << iota
	leafNews
)

var leafWords = sync.OnceValue(func() *lex.WordTable {
	return lex.NewWordTable([]lex.WordList{
		{Class: leafOwn, Words: `download* repository archive archives library libraries cite citation cited permalink doi handle url http https www copyright licence license terms retrieved accessed version available depository catalogue catalog
			скачан* загружен* репозитор* библиотек* архив* цитир* ссылк* лицензи* условия авторск* доступ* каталог* электронн*
			жүктел* репозитор* кітапхана* мұрағат* дәйексөз* сілтеме* лицензия* шарттар* каталог* электрондық
			téléchargé* télécharg* dépôt bibliothèque archives citer citation licence conditions consulté* accès catalogue
			heruntergeladen bibliothek zitieren lizenz descargado repositorio biblioteca citar licencia завантажено бібліотека`},
		{Class: leafNews, Words: `withdrawn retracted retraction erratum errata corrigendum corrected correction superseded repealed revoked annulled amended replaced notice obsolete
			отозван* отменен* исправлен* опечатк* замечен* утратил* недействительн* заменен* поправк* изменен*
			күші жойыл* түзету түзетіл* ауыстырыл* өзгертіл* жарамсыз
			retiré retirée rétracté* erratum rectificatif corrigé* remplacé* abrogé* annulé* modifié*
			zurückgezogen berichtigung retirado corregido відкликано скасовано виправлено`},
	})
})

// dropLeaf removes what stands on a leaf of a repository that one of two PDFs
// has before its first page.
func dropLeaf(l, g *Side) {
	for _, d := range []*Side{l, g} {
		if d.hasLeaf() {
			leaf := d.Page.Pages()[0]
			out := map[int]bool{}
			for i, c := range d.Changes {
				block := d.Stream.Compact(d.Stream.Blocks[c.block].Span)
				if bytes.Contains(leaf, []byte(block)) && !strings.Contains(d.other.Compact(lex.Span{From: 0, To: len(d.other.Tokens)}), block) {
					out[i] = true
				}
			}
			d.drop(out)
		}
	}
}

// hasLeaf tells whether the second page of a PDF is the first one of the other,
// and the first a repository's.
func (d *Side) hasLeaf() bool {
	if len(d.Changes) == 0 || d.Page.Page.Kind != "pdf" || d.Peer.Page.Kind != "pdf" || len(d.Page.Page.Pages) < 2 || len(d.Peer.Page.Pages) == 0 {
		return false
	}
	mine, theirs := d.Page.Pages(), d.Peer.Pages()
	const key = 60 // bytes by which a page's beginning is known
	if len(theirs[0]) < key || !startsAlike(mine[1], theirs[0], key) || startsAlike(mine[0], theirs[0], key) {
		return false
	}
	leaf := lex.Text(d.Page.Page.Pages[0], true)
	own, news := map[string]bool{}, false
	for i := range leaf.Tokens {
		k := leafWords().Class(leaf.Word(i))
		if k&leafOwn != 0 {
			own[leaf.Word(i)] = true
		}
		news = news || k&leafNews != 0
	}
	return len(own) >= 2 && !news && len(leaf.Tokens) <= FewWords
}

// startsAlike tells whether two pages have a beginning in common, running headers
// aside, which come before or after it.
func startsAlike(a, b []byte, key int) bool {
	const within = 200
	for from := 0; from <= within && from+key <= len(b); from += 20 {
		if i := bytes.Index(a, b[from:from+key]); i >= 0 && i <= 2*within {
			return true
		}
	}
	return false
}
