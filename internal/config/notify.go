package config

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"archiver/internal/notify"
)

// Notify names somewhere to send alerts: by its URL alone, or as {url, name,
// reports}. ${NAME} in the URL stands for an environment variable. The URL is never
// shown: most have a token in them.
type Notify struct {
	URL     string   `yaml:"url"`
	Name    string   `yaml:"name"`    // in messages and in the log; "": the service and its host
	Reports []string `yaml:"reports"` // empty: all
}

// UnmarshalYAML reads either form. Its errors show nothing of what it reads.
func (c *Notify) UnmarshalYAML(b []byte) error {
	if yaml.Unmarshal(b, &c.URL) == nil {
		return nil
	}
	type all Notify
	return quietYAML(yaml.UnmarshalWithOptions(b, (*all)(c), yaml.Strict()))
}

// quietYAML is an error of YAML without the lines that it is about.
func quietYAML(err error) error {
	var ye yaml.Error
	if errors.As(err, &ye) {
		return errors.New(ye.GetMessage())
	}
	return err
}

// AlertTarget is somewhere to send to, and what.
type AlertTarget struct {
	notify.Target
	Reports []string // empty: all
}

// Takes says whether it is told of a report.
func (t AlertTarget) Takes(report string) bool {
	return len(t.Reports) == 0 || slices.Contains(t.Reports, report)
}

var variable = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\$\{([^}]*)\}`) })

// expand puts environment variables in; missing is the first that is not set.
func expand(s string, environ []string) (expanded, missing string) {
	expanded = variable().ReplaceAllStringFunc(s, func(ref string) string {
		name := variable().FindStringSubmatch(ref)[1]
		i := slices.IndexFunc(environ, func(kv string) bool { return strings.HasPrefix(kv, name+"=") })
		if i < 0 || name == "" {
			if missing == "" {
				missing = ref
			}
			return ref
		}
		return strings.TrimPrefix(environ[i], name+"=")
	})
	return expanded, missing
}

// Targets reads the list. With a variable that is not set a target is left out, or with
// strict an error; key says which one an error is about.
func (c *Config) Targets(strict bool) (list []AlertTarget, key string, err error) {
	names := map[string]bool{}
	for i, n := range c.Notify {
		key := fmt.Sprintf("notify[%d]", i)
		url, missing := expand(n.URL, c.environ)
		if missing != "" {
			if strict {
				return nil, key, fmt.Errorf("the environment variable of %s is not set", notify.Plain(missing))
			}
			continue
		}
		t, err := notify.Parse(url, notify.Plain(n.Name))
		if err != nil {
			return nil, key, err
		}
		if names[t.Name] {
			return nil, key, fmt.Errorf("another one is called %q too: give each a name, as in {url: URL, name: NAME}", t.Name)
		}
		names[t.Name] = true
		list = append(list, AlertTarget{t, n.Reports})
	}
	return list, "", nil
}
