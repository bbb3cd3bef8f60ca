package config

import (
	"fmt"
	"strings"

	"archiver/internal/fetch"
)

// Rescue names another archive to look in for copies of what is dead.
type Rescue struct {
	Wayback string `yaml:"wayback"` // base URL; "" or "off": none is asked
	Save    bool   `yaml:"save"`    // ask it to capture what is alive, too
}

// Off says that no archive is asked for anything.
func (c Rescue) Off() bool { return c.Wayback == "" || c.Wayback == "off" }

// The account at the archive, from the environment: our own names, else those
// of the archive's own tools. https://archive.org/account/s3.php gives keys.
var saveKeys = [][2]string{{"WAYBACK_ACCESS_KEY", "WAYBACK_SECRET_KEY"}, {"IA_ACCESS_KEY_ID", "IA_SECRET_ACCESS_KEY"}}

// Keys finds the account in the environment.
func (c Rescue) Keys(environ []string) (fetch.Keys, error) {
	value := map[string]string{}
	for _, kv := range environ {
		name, v, _ := strings.Cut(kv, "=")
		value[name] = v
	}
	for _, names := range saveKeys {
		if k := (fetch.Keys{Access: value[names[0]], Secret: value[names[1]]}); k.Access != "" && k.Secret != "" {
			return k, nil
		}
	}
	return fetch.Keys{}, &Error{File: "environment", Key: "rescue.save",
		Msg: fmt.Sprintf("%s saves for accounts only: set %s and %s (or %s and %s), or rescue.save to false", c.Wayback,
			saveKeys[0][0], saveKeys[0][1], saveKeys[1][0], saveKeys[1][1])}
}
