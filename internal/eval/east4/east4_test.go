package east4

import (
	"testing"

	"archiver/internal/eval/kit/kittest"
)

func TestCases(t *testing.T) {
	kittest.Check(t, kittest.Set{
		Cases: Cases, Sites: sites, Least: 130, Most: 160, Bare: true,
		Shares: map[string]float64{"noise": .45, "edit": .17, "quote": .05, "dead": .16, "wall": .08},
		Short:  map[string]int{"tgs-ru": 60, "stena-vk-ru": 60, "video-ru": 60, "sprava-uk": 130, "golas-be": 120, "kabarchy-ky": 100, "darak-uz": 110, "haber-tr": 120, "sahifa-ar": 90, "xinwen-zh": 10},
	})
}
