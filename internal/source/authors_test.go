package source

import (
	"slices"
	"testing"
)

func TestAuthors(t *testing.T) {
	for _, tt := range []struct {
		page string
		want []string
	}{
		{`<head><meta name="author" content="Site"><meta name="citation_author" content="Roe, Anna"><meta name=citation_author content='Lee, B.'/><meta name="citation_author" content="Roe, Anna"></head>`, []string{"Roe, Anna", "Lee, B."}},
		{`<meta name="DC.Creator" content="A&amp;B"><meta name="author" content="x">`, []string{"A&B"}},
		{`<meta property="article:author" content="https://a.example/anna"><meta name="Author" content=" Anna` + "\u202e\n" + `Roe ">`, []string{"Anna Roe"}},
		{`<meta name="description" content="x"><body><meta name="author" content="in the text">`, nil},
		{`<meta name="author" content="">`, nil},
	} {
		if got := Authors([]byte(tt.page)); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q", tt.page, got)
		}
	}
}
