package extract

import "testing"

func TestUnframe(t *testing.T) {
	in := `<p>a &lt; b<iframe src="https://b.example/"></iframe><template data-archiver-frame="own" data-src="x"><div>in<template data-archiver-frame="other">deep</template></div></template><div><template shadowrootmode="open">s</template></div><IFRAME srcdoc="&quot;y"></IFRAME>`
	want := `<p>a &lt; b<iframe data-src="https://b.example/"></iframe><section data-archiver-frame="own" data-src="x"><div>in<section data-archiver-frame="other">deep</section></div></section><div><template shadowrootmode="open">s</template></div><iframe data-srcdoc="&#34;y"></IFRAME>`
	if got := string(Unframe([]byte(in))); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestUnshade(t *testing.T) {
	in := `<p>a<x-a><template shadowrootmode="closed"><i>b<x-b><template shadowrootmode="open">c</template></x-b></i></template>d</x-a><template shadowrootmode="open">e</template>`
	if got, want := string(Unshade([]byte(in))), `<p>a<x-a>d</x-a><template shadowrootmode="open">e</template>`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if plain := []byte("<p>a<template>b</template>"); &Unshade(plain)[0] != &plain[0] {
		t.Error("what has none is copied")
	}
}
