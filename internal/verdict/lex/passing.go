package lex

import "sync"

// passing tells whether a short text says that something cannot be had for a time,
// and not that it may be gone for good as well.
func (s *Stream) passing(b Span) bool {
	at := -1
	for i := b.From; i < b.To; i++ {
		switch s.Word(i) {
		case "temporarily", "momentarily", "временно", "уақытша", "temporairement", "momentanément", "provisoirement", "vorübergehend", "temporalmente", "тимчасово",
			"temporaneamente", "temporariamente", "tymczasowo", "chwilowo", "geçici", "часова", "vaqtincha", "вақтинча", "убактылуу", "مؤقتا":
			at = i
		}
	}
	if at < 0 || b.Len() > MaxSaying {
		return false
	}
	had := false
	for i := b.From; i < b.To; i++ {
		k := passingWords().Class(s.Word(i))
		if k&2 != 0 {
			return false
		}
		had = had || k&1 != 0 && i-at <= nearParts && at-i <= nearParts
	}
	return had
}

// passingWords are what cannot be had (1), and what went for good (2).
var passingWords = sync.OnceValue(func() *WordTable {
	return NewWordTable([]WordList{
		{1, `unavailable available offline closed down disabled suspended working
			недоступ* доступен доступна доступно отключ* закрыт* приостановлен* работает
			қолжетімсіз қолжетімді жұмыс жабық тоқтатыл*
			indisponible indisponibles disponible inaccessible fermé fermée suspendu hors
			verfügbar geschlossen disponible cerrado недоступн* закрит*
			indisponibile disponibile chiuso indisponível disponível fechado niedostępn* zamknięt* kapalı kapatıl* devre недаступн* ishlamayapti жабык متوقف`},
		{2, `removed deleted moved renamed changed withdrawn unpublished retired
			удален* удалил* перемещен* снят* переимен* изменен* архив*
			жойыл* өшірілген көшіріл* алын*
			supprimé supprimée déplacé déplacée retiré retirée renommé modifié
			gelöscht entfernt verschoben eliminado eliminada видалено
			rimosso rimossa spostato eliminata removido removida usunięt* przeniesion* kaldırıl* silin* выдален* chirilgan өчүрүл*`},
	})
})
