package cli

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"archiver/internal/store/s3"
)

// sharedConfig is what the shared configuration file of AWS's own programs
// (https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html) says of the
// server. Credentials are no part of it: the store finds those.
type sharedConfig struct{ region, endpoint, ca, style string }

// maxSharedConfig bounds the file, in bytes.
const maxSharedConfig = 1 << 20

// readSharedConfig reads the profile that AWS_PROFILE names, of AWS_CONFIG_FILE
// or ~/.aws/config. No file is no error.
func readSharedConfig() (sharedConfig, error) {
	path := os.Getenv("AWS_CONFIG_FILE")
	if path == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return sharedConfig{}, nil
		}
		path = filepath.Join(home, ".aws", "config")
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return sharedConfig{}, nil
	}
	if err != nil {
		return sharedConfig{}, fmt.Errorf("read AWS configuration: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSharedConfig+1))
	if err == nil && len(data) > maxSharedConfig {
		err = fmt.Errorf("%s has more than %d bytes", path, maxSharedConfig)
	}
	if err != nil {
		return sharedConfig{}, fmt.Errorf("read AWS configuration: %w", err)
	}
	profile := os.Getenv("AWS_PROFILE")
	if profile == "" {
		profile = "default"
	}
	return parseSharedConfig(data, profile), nil
}

// parseSharedConfig takes one profile out of the file. Lines that it does not
// understand are for others.
func parseSharedConfig(data []byte, profile string) (c sharedConfig) {
	ours, nested := false, ""
	in := bufio.NewScanner(bytes.NewReader(data))
	in.Buffer(nil, maxSharedConfig+1)
	for in.Scan() {
		line := in.Text()
		text := strings.TrimSpace(line)
		if text == "" || text[0] == '#' || text[0] == ';' {
			continue
		}
		if text[0] == '[' {
			name, _, closed := strings.Cut(text[1:], "]")
			words := strings.Fields(name)
			ours, nested = closed && (len(words) == 2 && words[0] == "profile" && words[1] == profile ||
				len(words) == 1 && words[0] == "default" && profile == "default"), ""
			continue
		}
		key, value, ok := strings.Cut(text, "=")
		if !ok || !ours {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		if line[0] != ' ' && line[0] != '\t' {
			nested = ""
			if value == "" {
				nested = key // the lines indented below belong to it
			}
		} else if nested != "" {
			key = nested + "." + key
		}
		switch key {
		case "region":
			c.region = value
		case "endpoint_url", "s3.endpoint_url":
			c.endpoint = value
		case "ca_bundle":
			c.ca = value
		case "s3.addressing_style":
			c.style = map[string]string{"path": "path", "virtual": "host"}[value]
		}
	}
	return c
}

// apply fills in what neither the configuration nor the environment says.
func (c sharedConfig) apply(to *s3.Config) {
	unset := func(names ...string) bool {
		for _, name := range names {
			if os.Getenv(name) != "" {
				return false
			}
		}
		return true
	}
	if to.Endpoint == "" && unset("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL") {
		to.Endpoint = c.endpoint
	}
	if unset("AWS_REGION", "AWS_DEFAULT_REGION") {
		to.Region = c.region
	}
	if unset("AWS_CA_BUNDLE") {
		to.CAFile = c.ca
	}
	to.Style = c.style
}
