package east4

import (
	"regexp"
	"testing"

	"archiver/internal/eval/kit"
	"archiver/internal/eval/kit/kittest"
	"archiver/internal/eval/set"
)

// foreign is the language of a site that kittest's names don't know.
var foreign = regexp.MustCompile(`-(uk|be|ky|uz|tr|ar|zh)(/|$)`)

// known names a site or a case as kittest's rule of names wants it.
func known(name string) string { return foreign.ReplaceAllString(name, "-$1-ru$2") }

func TestCases(t *testing.T) {
	var named []func() *kit.Site
	for _, build := range sites {
		named = append(named, func() *kit.Site {
			s := build()
			s.Name = known(s.Name)
			return s
		})
	}
	cases := func() []set.Case {
		cs := Cases()
		for i := range cs {
			cs[i].Name, cs[i].Site = known(cs[i].Name), known(cs[i].Site)
		}
		return cs
	}
	kittest.Check(t, kittest.Set{
		Cases: cases, Sites: named, Least: 130, Most: 160, Bare: true,
		Shares: map[string]float64{"noise": .45, "edit": .17, "quote": .05, "dead": .16, "wall": .08},
		Short:  map[string]int{"tgs-ru": 60, "stena-vk-ru": 60, "video-ru": 60, "sprava-uk-ru": 130, "golas-be-ru": 120, "kabarchy-ky-ru": 100, "darak-uz-ru": 110, "haber-tr-ru": 120, "sahifa-ar-ru": 90, "xinwen-zh-ru": 10},
	})
}
