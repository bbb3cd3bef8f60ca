package cli

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"archiver/internal/config"
)

// maxNotices bounds the file of notices.
const maxNotices = 64 << 10

// notices are what runs told of the archive's store that stays as it is: told once
// and again when it changes, else by status -v. They lie in a file beside the
// catalog, which may be lost: then they are told again.
func notices(c *config.Config) map[string]string {
	told := map[string]string{}
	if f, err := os.Stat(noticesPath(c)); err != nil || f.Size() > maxNotices {
		return told
	}
	data, err := os.ReadFile(noticesPath(c))
	if err != nil || json.Unmarshal(data, &told) != nil || told == nil {
		return map[string]string{}
	}
	return told
}

func noticesPath(c *config.Config) string { return c.CatalogPath() + ".notices" }

// notice tells words where they are news; about is what they replace. Empty words
// say that there is nothing to tell any more.
func (e *env) notice(cfg *config.Config, about, words string) {
	told := notices(cfg)
	if told[about] == words || e.quiet && words != "" { // with --quiet it was not told
		return
	}
	if words != "" {
		e.say("%s", words)
	}
	keepNotice(cfg, about, words)
}

// keepNotice takes note that words were told; empty ones say that there is nothing to
// tell any more.
func keepNotice(c *config.Config, about, words string) {
	told := notices(c)
	if words == "" {
		delete(told, about)
	} else {
		told[about] = words
	}
	data, err := json.Marshal(told)
	if err != nil {
		return
	}
	// Whole or not at all; where it can't be kept, it is told again.
	tmp := noticesPath(c) + ".new"
	if os.WriteFile(tmp, append(data, '\n'), 0o644) == nil {
		_ = os.Rename(tmp, noticesPath(c))
	}
}

// printNotices tells them again.
func (e *env) printNotices(cfg *config.Config) {
	told := notices(cfg)
	for _, about := range slices.Sorted(maps.Keys(told)) {
		if strings.HasPrefix(about, aboutRefused) {
			continue
		}
		fmt.Fprintln(e.out, wrap(oneLine(told[about]), width(e.out), ""))
	}
}
