package cli

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// recent keeps the newest answers to what many ask, as long as they may be given. What several ask at once is worked
// on once; an error is not kept. It is safe for concurrent use.
type recent[V any] struct {
	most   int           // answers
	age    time.Duration // of one, at most
	flight flights[V]

	mu sync.Mutex
	by map[string]*answer[V]
}

type answer[V any] struct {
	v        V
	at, used time.Time
}

func newRecent[V any](most int, age time.Duration) *recent[V] {
	return &recent[V]{most: most, age: age, by: map[string]*answer[V]{}}
}

// get gives the answer kept under key, or has work find it.
func (r *recent[V]) get(ctx context.Context, key string, work func(context.Context) (V, error)) (V, error) {
	r.mu.Lock()
	if a := r.by[key]; a != nil && time.Since(a.at) < r.age {
		a.used = time.Now()
		r.mu.Unlock()
		return a.v, nil
	}
	r.mu.Unlock()
	return r.flight.do(ctx, key, func(ctx context.Context) (V, error) {
		began := time.Now()
		v, err := work(ctx)
		if err == nil {
			r.keep(key, v, began)
		}
		return v, err
	})
}

func (r *recent[V]) keep(key string, v V, began time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for k, a := range r.by {
		if time.Since(a.at) >= r.age { // nobody gets it any more
			delete(r.by, k)
		}
	}
	r.by[key] = &answer[V]{v: v, at: began, used: time.Now()}
	for len(r.by) > r.most {
		oldest := ""
		for k, a := range r.by {
			if oldest == "" || a.used.Before(r.by[oldest].used) {
				oldest = k
			}
		}
		delete(r.by, oldest)
	}
}

// flights has what several want at once be done once. It goes on when the one who began
// it does not wait any more: others may.
type flights[V any] struct{ group singleflight.Group }

// flightTime is how long something may take that nobody has to wait for.
const flightTime = 10 * time.Minute

func (f *flights[V]) do(ctx context.Context, key string, work func(context.Context) (V, error)) (V, error) {
	detached := context.WithoutCancel(ctx)
	done := f.group.DoChan(key, func() (any, error) {
		ctx, cancel := context.WithTimeout(detached, flightTime)
		defer cancel()
		return recovered(func() (V, error) { return work(ctx) })
	})
	var none V
	select {
	case r := <-done:
		if r.Err != nil {
			return none, r.Err
		}
		return r.Val.(V), nil
	case <-ctx.Done():
		return none, context.Cause(ctx)
	}
}
