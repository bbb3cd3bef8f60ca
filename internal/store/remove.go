package store

import (
	"context"
	"fmt"
	"strings"
)

// RemoveBytes removes an object, and what was set aside of it: it may be the same
// but for a byte. Only for the object itself a lock is told of as such.
func RemoveBytes(ctx context.Context, st Store, r Remover, object string) error {
	if err := r.Remove(ctx, object); err != nil {
		return err
	}
	var aside []string
	for key, err := range st.List(ctx, Aside) {
		if err != nil {
			return err
		}
		if strings.HasSuffix(key, "/"+object) {
			aside = append(aside, key)
		}
	}
	for _, key := range aside {
		if err := r.Remove(ctx, key); err != nil {
			return fmt.Errorf("what was set aside of %s: %v", object, err)
		}
	}
	return nil
}
