package s3

import (
	"strings"
	"unicode"

	"github.com/minio/minio-go/v7"
)

// undo is the command of AWS's own client, which works with any server, that
// removes one version or delete marker and nothing else.
func (s *Store) undo(v minio.ObjectInfo) string {
	if v.VersionID == "" || strings.ContainsFunc(v.Key+v.VersionID, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return ""
	}
	c := "aws s3api delete-object --bucket " + quote(s.cfg.Bucket) + " --key " + quote(v.Key) + " --version-id " + quote(v.VersionID)
	if !strings.HasSuffix(strings.TrimSuffix(s.cfg.Endpoint, "/"), ".amazonaws.com") {
		c += " --endpoint-url " + quote(s.cfg.Endpoint)
	}
	return c
}

// quote has a shell read s as one word, whatever is in it.
func quote(s string) string {
	plain := func(r rune) bool {
		return r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("/._:-", r))
	}
	if s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !plain(r) }) && s[0] != '-' {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
