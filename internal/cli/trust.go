package cli

import (
	"context"
	"os"
	"strings"
	"sync"
	"time"

	"archiver/internal/config"
	"archiver/internal/ledger"
	"archiver/internal/store"
	"archiver/internal/store/s3"
)

// trustRepairs has the marks of repairs count that the log's key made: the one at
// hand, else the one that the store names.
func trustRepairs(cfg *config.Config, st store.Store) {
	bucket, ok := st.(*s3.Store)
	if !ok {
		return
	}
	own := ""
	if skey, err := os.ReadFile(cfg.Path(cfg.Log.Key)); err == nil {
		own, _ = ledger.VerifierKey(strings.TrimSpace(string(skey)))
	}
	named := sync.OnceValue(func() string {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		pub, _ := store.ReadSmall(ctx, st, "keys/log.pub")
		return strings.TrimSpace(string(pub))
	})
	bucket.Trust(func(key, mark string) int {
		vkey := own
		if vkey == "" && key != "keys/log.pub" {
			vkey = named()
		}
		return ledger.CheckRepair(vkey, key, mark)
	})
}
