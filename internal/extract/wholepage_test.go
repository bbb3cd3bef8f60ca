package extract

import "testing"

// TestWholePage: a page is told from text that tags stand in.
func TestWholePage(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       bool
	}{
		{"a page", "<!doctype html>\n<p>It rose.", true},
		{"a page with a mark of UTF-8", "\ufeff\n<html><p>It rose.", true},
		{"a page of UTF-16", "\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00", true},
		{"a page behind a comment", "<!-- saved from url=(0020)https://a.example/ -->\n<html><p>It rose.", true},
		{"XHTML", "<?xml version=\"1.0\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\"><p/></html>", true},
		{"a part of a page", "<div><p>It rose.</p></div>\n", true},
		{"a page behind what the server said", "Warning: mkdir(): exists\n<!DOCTYPE html>\n<html><p>It rose.</p></html>\n", true},
		{"a script", "#!/usr/bin/env python3\nprint('<div><p>It rose.</p></div>')\n", false},
		{"a script with a whole page", "PAGE = '''\n<!doctype html>\n<html><p>It rose.</p></html>\n'''\nserve(PAGE)\n", false},
		{"PHP", "<?php\nfoo(); ?>\n<div><p>It rose.</p></div>\n", false},
		{"a README", "<p align=\"center\"><img src=\"a.png\"></p>\n\n# Lake\n\nIt rose.\n", false},
		{"Markdown", "# Lake\n\nIt <p>rose</p>.\n", false},
		{"text", "It rose.", false},
	} {
		if got := WholePage([]byte(tt.text), []byte(tt.text)); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}
