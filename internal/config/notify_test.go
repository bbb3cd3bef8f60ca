package config

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestNotifyConfig: a target that can't be read is named by its place, and never by what
// stands there.
func TestNotifyConfig(t *testing.T) {
	environ := []string{"MAIL_USER=me", "MAIL_PASSWORD=s3cr3t", "SLACK_TOKEN=AAAAAAAAA-BBBBBBBBB-123456789012345678901234", "MATRIX_TOKEN=syt_s3cr3t",
		"TELEGRAM_TOKEN=123456789:AAEs3cr3ts3cr3ts3cr3ts3cr3ts3cr3t12", "HOOK_KEY=s3cr3t", "WHOLE=https://hook.example/s3cr3t"}
	readme, err := os.ReadFile("../../configs/README.md")
	if err != nil {
		t.Fatal(err)
	}
	example := regexp.MustCompile("(?s)```yaml\n(notify:.*?)```").FindSubmatch(readme)
	if example == nil {
		t.Fatal("configs/README.md has no example of notify")
	}
	for _, tt := range []struct{ text, names, want string }{
		{string(example[1]), "smtp mail.example.org:587, desk, matrix matrix.example.org, telegram …, generic example.org", ""},
		{"notify: ['${WHOLE}']\n", "generic hook.example", ""},
		{"notify: [https://a.example/1, {url: https://a.example/2, name: other, reports: [kz]}]\n", "generic a.example, other", ""},
		{"notify: [https://a.example/1, https://a.example/2]\n", "", `notify[1]: another one is called "generic a.example" too`},
		{"notify:\n  - https://a.example/1\n  - telegram://s3cr3t@telegram?chats=1\n", "", "notify[1]: telegram: it has no bot's token"},
		{"notify: [{url: s3cr3t}]\n", "", "notify[0]: it is not a URL"},
		{"notify: [{uri: https://s3cr3t.example/}]\n", "", `notify[0].uri: there is no such key`},
		{"notify: [{url: [https://s3cr3t.example/]}]\n", "", "cannot unmarshal"},
		{"notify: ['https://a.example/${NOT_SET}']\n", "", "environment variable of ${NOT_SET} is not set"},
		{"notify: ['https://a.example/${}']\n", "", "environment variable of ${} is not set"},
	} {
		path := filepath.Join(t.TempDir(), "archiver.yaml")
		if err := os.WriteFile(path, []byte(tt.text), 0o644); err != nil {
			t.Fatal(err)
		}
		c, err := Load(path, true, environ)
		var list []AlertTarget
		if err == nil {
			var key string
			if list, key, err = c.Targets(true); err != nil {
				err = c.Mistake(key, "%v", err)
			}
		}
		var names []string
		for _, target := range list {
			name := target.Name
			if strings.HasPrefix(name, "telegram ") {
				name = "telegram …"
			}
			names = append(names, name)
		}
		if strings.Join(names, ", ") != tt.names || (tt.want == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %q, %v\nwant %q, %q", tt.text, names, err, tt.names, tt.want)
		}
		if err != nil && strings.Contains(err.Error(), "s3cr3t") {
			t.Errorf("%s: shows what is secret: %v", tt.text, err)
		}
		if strings.Contains(tt.text, "${NOT_SET}") { // who only reads needs no token
			if _, err := Load(path, true, environ); err != nil {
				t.Error(err)
			}
		}
		// The same by environment.
		value := strings.TrimSpace(strings.TrimPrefix(tt.text, "notify:"))
		c, err = Load(filepath.Join(t.TempDir(), "none.yaml"), false, append([]string{"ARCHIVER_NOTIFY=" + value}, environ...))
		if !strings.HasPrefix(tt.text, "notify: [") {
			continue
		}
		if err == nil {
			list, _, err = c.Targets(true)
		}
		if (tt.want == "") != (err == nil) || err == nil && len(list) != len(names) {
			t.Errorf("%s by environment: %v, %v", tt.text, list, err)
		}
		if err != nil && strings.Contains(err.Error(), "s3cr3t") {
			t.Errorf("%s by environment: shows what is secret: %v", tt.text, err)
		}
	}
	c, err := Load(filepath.Join(t.TempDir(), "none.yaml"), false, []string{"ARCHIVER_NOTIFY=smtp://mail.example/?from=a@a.example&to=b@a.example,c@a.example"})
	if err != nil || len(c.Notify) != 1 {
		t.Errorf("one URL: %+v, %v", c, err)
	}
	if _, err := Load(filepath.Join(t.TempDir(), "none.yaml"), false, []string{"ARCHIVER_NOTIFY=[https://s3cr3t.example/, {"}); err == nil || strings.Contains(err.Error(), "s3cr3t") {
		t.Errorf("half a list: %v", err)
	}
}
