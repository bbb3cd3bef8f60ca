package fetch

import "testing"

func TestSurelyLeaves(t *testing.T) {
	for page, want := range map[string]bool{
		`<script>location.href="/n"</script>`:                                                   true,
		`<h1>Moved</h1><SCRIPT type="text/javascript">var a = 1; window.location = '/n';`:       true,
		`<script src=/a.js></script><script>top.location.replace("/n")</script>`:                true,
		`<script>if (!window.fetch) location.replace("/n")</script>`:                            false,
		`<script>function out() { location.href = "/n" }</script>`:                              false,
		`<script>window.x || (location.href = "/n")</script>`:                                   false,
		`<script>x => location = "/n"</script>`:                                                 false,
		`<script>s = "location = '/n'"</script>`:                                                false,
		"<script>// location = '/n'\n</script>":                                                 false,
		`<script type="text/template">location = "/n"</script>`:                                 false,
		`<!-- <script>location = "/n"</script> --><script>if (x) location = "/n"</script>`:      false,
		`<noscript><script>location = "/n"</script></noscript><script>f() && (location = "/n")`: false,
		`<script>location = "/other"</script>`:                                                  false,
	} {
		if got := surelyLeaves([]byte(page), "/n"); got != want {
			t.Errorf("%s: %v", page, got)
		}
	}
}
