package verdict

import (
	"strings"
	"testing"
)

// A page that says something in a whole sentence is no shell that waits for its
// scripts, whatever the script it is written in and however few its words.
func TestSentenceIsNoShell(t *testing.T) {
	for lang, said := range map[string][2]string{
		"en": {"Nothing here", "What you are looking for was taken out of our archive last year."},
		"am": {"ገጹ የለም", "ይቅርታ፣ የፈለጉት ገጽ የለም ወይም ከማህደራችን ባለፈው ዓመት ተሰርዟል።"},
		"my": {"မရှိပါ", "သင် ရှာဖွေ နေသော စာမျက်နှာ ကို ယမန်နှစ် က မှတ်တမ်း မှ ဖယ်ရှား ခဲ့ပါသည်။"},
		"hy": {"Չկա", "Ձեր փնտրած էջը մեր արխիվից հանվել է անցյալ տարվա վերջին։"},
		"hi": {"यहाँ कुछ नहीं", "आप जो पृष्ठ खोज रहे हैं वह पिछले वर्ष हटा दिया गया।"},
		"ur": {"کچھ نہیں", "آپ جو صفحہ ڈھونڈ رہے ہیں وہ پچھلے سال ہٹا دیا گیا۔"},
	} {
		ref, look := foreignSite(strings.Join(said[:], "\n"))
		look.Page.Page.Scripts = 2
		page := look.Page.Page
		page.Visible = "Menu\n" + strings.Join(said[:], "\n")
		look = lookAt(200, page)
		look.URL, look.FinalURL = ref.URL, ref.FinalURL
		if j := Judge(ref, look, Probes{BrowserMissing: true}, nil); j.Reason == Unreadable {
			t.Errorf("%s: %s/%s %q", lang, j.Verdict, j.Reason, j.Evidence)
		}
	}
}
