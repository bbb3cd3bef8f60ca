package cli

import (
	"context"

	"github.com/spf13/cobra"

	"archiver/internal/catalog"
	"archiver/internal/config"
)

func newReindex(e *env) *cobra.Command {
	return &cobra.Command{
		Use:   "reindex",
		Short: "rebuild the catalog from the archive alone",
		Long: `Drops the catalog and rebuilds it from the log's records: what was captured, how
every citation stands, what is due. The words that search finds are kept, but for
those of what was withdrawn. Nothing else is touched.`,
		Example: `  archiver reindex`,
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return runReindex(c.Context(), e) },
	}
}

// reindex makes the catalog anew from the archive alone.
func (e *env) reindex(ctx context.Context) (*config.Config, error) {
	cfg, err := e.config()
	if err != nil {
		return nil, err
	}
	st, err := e.openArchive(ctx, cfg, checkpointsPrefix)
	if err != nil {
		return nil, err
	}
	return cfg, e.rebuild(ctx, cfg, st, true)
}

func runReindex(ctx context.Context, e *env) error {
	cfg, err := e.reindex(ctx)
	if err != nil {
		return err
	}
	c, err := catalog.OpenReadOnly(ctx, cfg.CatalogPath())
	if err != nil {
		return err
	}
	defer c.Close()
	sources, snapshots, looks, err := c.Stats(ctx)
	if err != nil {
		return err
	}
	e.dropWords(ctx, &session{cfg: cfg, catalog: c})
	damaged := c.Damaged(ctx)
	if e.json {
		if err := e.printJSON(map[string]int64{"version": 1, "sources": sources, "snapshots": snapshots, "observations": looks,
			"damaged": int64(damaged)}); err != nil {
			return err
		}
		if damaged > 0 {
			return &failedError{}
		}
		return nil
	}
	e.tellResult("rebuilt %s: %s of %s, %s\n", cfg.CatalogPath(), plural(int(snapshots), "snapshot"),
		plural(int(sources), "source"), plural(int(looks), "look"))
	if damaged > 0 {
		return &failedError{plural(damaged, "log record") + " could not be read: " + e.line("verify") + " names the file"}
	}
	return nil
}
