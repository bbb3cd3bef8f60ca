package config

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Duration is a time.Duration written as "60s", "36h" or "3d".
type Duration time.Duration

// Size is a number of bytes written as "256MiB", "2GB" or "1048576".
type Size int64

// UnmarshalYAML reads a duration; a bare number is refused, its unit is a guess.
func (d *Duration) UnmarshalYAML(b []byte) error {
	s := strings.Trim(strings.TrimSpace(string(b)), `"'`)
	v, err := parseDuration(s)
	if err != nil {
		return &valueError{s, "a duration such as 60s, 36h or 3d"}
	}
	*d = Duration(v)
	return nil
}

// UnmarshalYAML reads a size in bytes.
func (z *Size) UnmarshalYAML(b []byte) error {
	s := strings.Trim(strings.TrimSpace(string(b)), `"'`)
	units := []struct {
		suffix string
		factor float64
	}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"TiB", 1 << 40},
		{"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"TB", 1e12}, {"B", 1}, {"", 1}}
	for _, u := range units {
		if digits, ok := strings.CutSuffix(s, u.suffix); ok {
			n, err := strconv.ParseFloat(strings.TrimSpace(digits), 64)
			if err != nil || n < 0 || n*u.factor > 1<<50 {
				break
			}
			*z = Size(n * u.factor)
			return nil
		}
	}
	return &valueError{s, "a size such as 256MiB"}
}

func parseDuration(s string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		n, err := strconv.ParseFloat(days, 64)
		return time.Duration(n * 24 * float64(time.Hour)), err
	}
	if s == "0" {
		return 0, nil
	}
	return time.ParseDuration(s)
}

// valueError is a value of a wrong form.
type valueError struct{ value, form string }

func (e *valueError) Error() string { return fmt.Sprintf("%q is not %s", e.value, e.form) }
