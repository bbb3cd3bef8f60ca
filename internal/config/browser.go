package config

import (
	"fmt"
	"regexp"
	"sync"
	"time"
)

// Browser says whether pages that need one may use a browser.
type Browser struct {
	Mode string `yaml:"mode"` // auto or off
	Path string `yaml:"path"` // of a Chromium; empty: the system's
	// What pages are told: the zone of their clocks, their language, the window.
	TimeZone string `yaml:"timezone"`
	Locale   string `yaml:"locale"`
	Viewport string `yaml:"viewport"` // WIDTHxHEIGHT in CSS pixels
}

var viewportForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([1-9][0-9]{2,3})x([1-9][0-9]{2,3})$`) })

var zoneForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z]+(/[A-Za-z0-9_+-]+){0,2}$`) })

var localeForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{2,8}){0,3}$`) })

// check says which key of the section is wrong, and how.
func (c Browser) check() (key string, err error) {
	if c.Mode != "auto" && c.Mode != "off" {
		return "mode", fmt.Errorf("%q is neither auto nor off", c.Mode)
	}
	if !isZone(c.TimeZone) {
		return "timezone", fmt.Errorf("%q is no time zone such as UTC or Europe/Brussels", c.TimeZone)
	}
	if !localeForm().MatchString(c.Locale) {
		return "locale", fmt.Errorf("%q is no language tag such as en-US", c.Locale)
	}
	if w, h := c.Size(); w < 200 || w > 4000 || h < 200 || h > 4000 {
		return "viewport", fmt.Errorf("%q is no size such as 1280x1000, of 200 to 4000 each", c.Viewport)
	}
	return "", nil
}

// Size is the viewport; zero where it is not of its form.
func (c Browser) Size() (width, height int) {
	if m := viewportForm().FindStringSubmatch(c.Viewport); m != nil {
		fmt.Sscan(m[1], &width)
		fmt.Sscan(m[2], &height)
	}
	return width, height
}

// isZone knows a time zone by its name, as far as this system knows zones at all.
func isZone(name string) bool {
	if !zoneForm().MatchString(name) || name == "Local" {
		return false
	}
	_, err := time.LoadLocation(name)
	if err != nil {
		_, none := time.LoadLocation("Europe/London")
		return none != nil
	}
	return true
}
