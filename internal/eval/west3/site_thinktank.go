package west3

import (
	"bytes"

	"archiver/internal/eval/set"
)

// thinktank is an analysis on a statically rendered Next.js site.
func thinktank() *site {
	s := newSite("thinktank", "/analysis/port-almery-grain-sanctions",
		"The median wait at anchor rose from 3.1 days to 11.4 days.",
		"Of the 41 underwriters that covered the route in 2019, only 12 remain.")
	s.Healthy(
		s.Inside("Meridian Institute", `<div class="Home_hero__d8sQ1"><div role="heading" aria-level="1">Ideas for a connected century</div><a href="/events/spring-forum">Join us at the Spring Forum</a></div><div class="Home_cards__x0"><a href="/analysis/shadow-fleets">The arithmetic of shadow fleets</a><a href="/analysis/critical-minerals">Critical minerals after the boom</a><a href="/podcasts/12">Podcast: who pays for the canal?</a></div>
`),
		s.Inside("404: This page could not be found", `<div class="Error_root__l1"><h1 class="next-error-h1">404</h1><h2>This page could not be found.</h2></div>
`))

	for place, a := range s.Rest { // their data, too, is their own
		s.Rest[place] = set.Answer{Status: a.Status, Body: bytes.ReplaceAll(a.Body, []byte("port-almery-grain-sanctions"), []byte("index"))}
	}

	s.Noise("rebuild-with-new-hashes",
		rewrite(`(Article|RichText|Figure|Header|Layout|Footer|Related)_([a-z]+)__\w{5}`, "${1}-module__${2}_p4"),
		all("5c1fd0d0ab2d9e41", "b81e77c09a1f4d02"), sub("kY2vQe1_Tx0", "QmD8-zz41LrW"),
		all(`role="heading" aria-level="2"`, `role="heading" aria-level="3"`),
		sub("<span>8 min read</span>", "<span>7-minute read</span><button>Listen</button><button>Cite</button>"),
		sub("September 14, 2022", "14 Sep 2022"),
		sub("<span>© 2022 Meridian Institute</span>", "<span>© 2025 Meridian Institute. The Institute takes no institutional positions.</span>"))

	s.Noise("pitch-and-read-also-inside-text",
		above(`<div class="RichText_h__k0PqA" role="heading" aria-level="2">Insurers`, `<div class="Signup_box__tt1"><div>Get the Meridian Weekly</div><div>Our best analysis, every Thursday, in your inbox. No spam.</div><form><input type="email" placeholder="you@example.com"/><button>Sign up</button></form></div>
<div class="ReadAlso_a__0p">Read also: <a href="/analysis/shadow-fleets?utm_source=inline&amp;utm_medium=readalso">The arithmetic of shadow fleets</a></div>
`),
		below(`<div class="RichText_root__bU7dw">`, `<div class="Author_box__1b"><img loading="lazy" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP" data-src="/people/halvick.jpg" alt=""/><div>Teodora Halvick is a senior fellow in the trade program. Simon Aske was a visiting fellow until 2023.</div></div>`),
		sub("6 percent", "6&nbsp;percent"), sub("authors’ calculations", "authors' calculations"))

	s.Edit("peak-in-caption", sub("the peak of 19.2 days fell in the fourth quarter of 2021", "the peak of 16.8 days fell in the fourth quarter of 2021"))

	s.Edit("recommendation-withdrawn",
		drop("\n<li>Give the licence a term of at least three years.</li>"),
		all("5c1fd0d0ab2d9e41", "e0d1aa2f7c6b5a49"))

	s.Wall("rendered-in-the-browser-only", html(`<!DOCTYPE html><html lang="en"><head><meta charSet="utf-8"/><meta name="viewport" content="width=device-width"/><title>Meridian Institute</title><script defer="" src="/_next/static/chunks/main-77fe0a1bcd.js"></script><script defer="" src="/_next/static/chunks/pages/_app-3b1c0e.js"></script></head><body><div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{"props":{},"page":"/analysis/[slug]","query":{},"buildId":"a8Xk2","isFallback":true}</script></body></html>`),
		"blocked/unreadable").Everywhere("/").
		Note("A shell that a browser would fill: nothing can be said without one.")

	s.Dead("plain-not-found", s.Rest["*"], "dead/http-404")
	return s
}
