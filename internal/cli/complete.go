package cli

import (
	"github.com/spf13/cobra"
)

// completeRefs offers every REF to the shell, with its URL as description.
func (e *env) completeRefs(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	set, _, err := e.sources()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var refs []string
	for c := range set.Citations() {
		refs = append(refs, c.Ref+"\t"+oneLine(c.Citation.URL))
	}
	return refs, cobra.ShellCompDirectiveNoFileComp
}

// completeFirstRef offers every REF as the first argument, and nothing after it.
func (e *env) completeFirstRef(c *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return e.completeRefs(c, args, word)
}

// completeFirstRefThenFile offers every REF, and then files.
func (e *env) completeFirstRefThenFile(c *cobra.Command, args []string, word string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 1 {
		return nil, cobra.ShellCompDirectiveDefault
	}
	return e.completeFirstRef(c, args, word)
}

// completeReports offers the IDs of the reports.
func (e *env) completeReports(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	set, _, err := e.sources()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var ids []string
	for _, m := range set.Manifests {
		ids = append(ids, m.ID+"\t"+oneLine(m.Title))
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}
