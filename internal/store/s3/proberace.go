package s3

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"github.com/minio/minio-go/v7"
)

// together runs f many times at once and gives the errors.
func together(f func(i int) error) []error {
	errs := make([]error, probeRacers)
	start := make(chan struct{})
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() {
			<-start
			errs[i] = f(i)
		})
	}
	close(start)
	wg.Wait()
	return errs
}

// winners counts the racers that won; an error that is no refusal is given back.
func winners(errs []error) (n int, err error) {
	for _, e := range errs {
		switch {
		case e == nil:
			n++
		case !refused(e):
			err = e
		}
	}
	return n, err
}

func (p *prober) race() error {
	if err := p.clear(probeRace); err != nil {
		return err
	}
	if _, _, err := p.get(probeRace, ""); !errors.Is(err, fs.ErrNotExist) {
		p.found(OneCreatorWins, Untested, "the object of the last probe cannot be removed")
		return err
	}
	mine := make([]string, probeRacers)
	n, err := winners(together(func(i int) error {
		mine[i] = fmt.Sprintf("racer %d %s\n", i, rand.Text())
		_, err := p.put(probeRace, mine[i], create)
		return err
	}))
	if err != nil {
		return err
	}
	if n != 1 {
		p.found(OneCreatorWins, No, "%d of %d creators of one object were told that they had created it", n, probeRacers)
		return nil
	}
	p.found(OneCreatorWins, Yes, "1 of %d", probeRacers)
	return nil
}

func (p *prober) swapRace() error {
	if err := p.clear(probeValue); err != nil {
		return err
	}
	before, err := p.put(probeValue, probeContent, nil)
	if err != nil {
		return err
	}
	_, etag, err := p.get(probeValue, before.VersionID)
	if err != nil {
		return err
	}
	n, err := winners(together(func(i int) error {
		_, err := p.put(probeValue, fmt.Sprintf("racer %d %s\n", i, rand.Text()), func(o *minio.PutObjectOptions) { o.SetMatchETag(etag) })
		return err
	}))
	if err != nil {
		return err
	}
	for i, c := range p.r.Checks {
		switch {
		case c.Name == SwapsExactly && n != 1 && c.Outcome == Yes:
			p.r.Checks[i] = Check{SwapsExactly, No, fmt.Sprintf("%d of %d who replaced one value were told that they had", n, probeRacers)}
		case c.Name == KeepsVersions && c.Outcome == Yes:
			if content, _, err := p.get(probeValue, before.VersionID); err != nil || content != probeContent {
				p.r.Checks[i] = Check{KeepsVersions, No, fmt.Sprintf("versioning is enabled, but what was overwritten cannot be read: %.200v", err)}
			}
		}
	}
	return nil
}
