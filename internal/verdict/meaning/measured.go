package meaning

import "archiver/internal/verdict/lex"

// Measured tells whether a run of words has a share, money, a measure of length, area or
// weight, or millions: what hardly anything that counts readers says.
func Measured(s *lex.Stream, r lex.Span) bool {
	for i := r.From; i < r.To; i++ {
		k := knowledge().of([]byte(s.Word(i)))
		if k == nil {
			continue
		}
		alone := !k.gluedUnit && k.spoken == ""
		if alone && (k.unit == unitPercent || k.unit.money() || k.unit >= unitMetre && k.unit <= unitTonne) || k.per && i+1 < r.To && s.Word(i+1) == "cent" || k.magnitude >= 6 && !k.gluedOnly {
			return true
		}
	}
	return false
}
