package web

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"archiver/internal/contract"
)

func TestProofPage(t *testing.T) {
	d := newStudy(t)
	first, _ := studyCourt(d)
	bad := "<script>alert(1)</script>\u202e\x1b[2J"
	d.proof = &contract.Proof{Version: 1, Checked: studyDay("20261126091500"), Holds: true, Origin: "log.example" + bad, LogIndex: 3, LogSize: 9,
		Entry: `{"v":1}` + bad, Record: `{"salt":"x"}`, Checkpoint: "log.example\n9\nHASH=\n\n— log.example SIG\n" + bad,
		Steps:      []contract.Step{{What: "The bytes hash to what the log lists." + bad, Holds: true, Detail: "sha256"}, {What: "The entry is in the log.", Holds: true}},
		Inclusion:  []string{"aaaa=" + bad, "bbbb="},
		Timestamps: []contract.Timestamp{{Authority: "tsa.example" + bad, At: studyDay("2020-02-22"), LogSize: 9, Object: "log/timestamps/9/x.tsr"}},
		Witnesses:  []string{"witness.example"},
		Commands:   []contract.Command{{What: "The hash", Line: "sha256sum " + first.Object + bad}},
		Limits:     []string{"That the site served these bytes rests on us."}}
	s := newServer(t, d)
	p := studyShow(t, s, snapA+"/proof", 200)
	p.says("All of it holds.", "Checked by this server on 26 November 2026, 09:15:00 UTC", "✓ holds", "The entry is in the log.", "sha256sum "+first.Object,
		"What is not proved", "rests on us", first.SHA256, first.PayloadSHA256, "tsa.example", "22 February 2020", "log/timestamps/9/x.tsr", "witness.example",
		"aaaa=", "— log.example SIG", "Download the evidence bundle")
	p.silent("does not hold", "No authority", "No witness")
	p.leads("/reports/kz-2020/27/bundle.zip?at=20200221101500", snapA)

	for _, c := range []struct {
		steps []contract.Step
		says  string
	}{
		{[]contract.Step{{What: "a", Holds: true}, {What: "b", Detail: "no token"}}, "1 step does not hold."},
		{[]contract.Step{{What: "a"}, {What: "b"}}, "2 steps do not hold."},
		{nil, "It does not hold."},
	} {
		d.proof = &contract.Proof{Steps: c.steps, Holds: len(c.steps) > 0} // the steps count, whatever else is said
		p := studyShow(t, s, snapA+"/proof", 200)
		p.says(c.says, "Do not rely on this snapshot", "No authority has timestamped", "No witness has cosigned")
		p.silent("All of it holds.")
	}
}

// TestBundleIsSent: the bundle is sent as it is made; what fails is a page before the first
// byte, and a broken connection after it.
func TestBundleIsSent(t *testing.T) { // raced
	d := newStudy(t)
	studyCourt(d)
	s := newServer(t, d)
	w := studyGet(t, s, "/reports/kz-2020/27.2/bundle.zip")
	h := w.Header()
	if w.Code != 200 || h.Get("Content-Type") != "application/zip" || h.Get("Content-Disposition") != `attachment; filename="kz-2020-27.2-evidence.zip"` ||
		!strings.HasPrefix(w.Body.String(), "PK") || h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("status %d, %v", w.Code, h)
	}
	if !d.bundled.IsZero() {
		t.Errorf("the newest is asked for as that of %v", d.bundled)
	}
	w = studyGet(t, s, "/reports/kz-2020/27/bundle.zip?at=20200221101500")
	if name := w.Header().Get("Content-Disposition"); w.Code != 200 || name != `attachment; filename="kz-2020-27-20200221101500-evidence.zip"` || d.bundled.Format(moment) != "20200221101500" {
		t.Errorf("of a moment: status %d, %s, asked for %v", w.Code, name, d.bundled)
	}
	studyShow(t, s, "/reports/kz-2020/27/bundle.zip?at=2020%22", 404)
	if w = studyGet(t, s, "/reports/kz-2020/27/bundle.zip?at=20200222000000"); w.Code != 302 || w.Header().Get("Location") != "/reports/kz-2020/27/bundle.zip?at=20200221101500" {
		t.Errorf("of a moment without a snapshot: status %d, to %s", w.Code, w.Header().Get("Location"))
	}
	d.fail = errors.New("a secret place")
	p := studyShow(t, s, "/reports/kz-2020/27.2/bundle.zip", 500)
	p.silent("secret")
	d.size = 1 // fails after the first bytes
	server := httptest.NewServer(s.Pages())
	defer server.Close()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+"/reports/kz-2020/27.2/bundle.zip", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Host = "pages.test"
	resp, err := server.Client().Do(req)
	if err == nil {
		defer resp.Body.Close()
		_, err = resp.Body.Read(make([]byte, 1000))
		for err == nil {
			_, err = resp.Body.Read(make([]byte, 1000))
		}
		if err.Error() == "EOF" {
			t.Error("half a bundle ends as a whole one")
		}
	}
	server.Close() // once what it was at is done
	// What it would be is told without making it.
	d.fail = errors.New("not to be made")
	w = httptest.NewRecorder()
	s.Pages().ServeHTTP(w, httptest.NewRequest(http.MethodHead, "http://pages.test/reports/kz-2020/27/bundle.zip", nil))
	if w.Code != 200 || w.Body.Len() > 0 {
		t.Errorf("HEAD: status %d, %d bytes", w.Code, w.Body.Len())
	}
}

func TestZipName(t *testing.T) {
	for in, want := range map[string]string{"kz-27.2": "kz-27.2", "../x": "x", "a\"\r\nb": "a---b", "ж": "", "a/b": "a-b"} {
		if got := zipName(in); got != want {
			t.Errorf("zipName(%q) = %q, want %q", in, got, want)
		}
	}
}
