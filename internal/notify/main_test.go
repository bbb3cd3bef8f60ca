package notify

import (
	"os"
	"testing"

	"archiver/internal/webtest/ram"
)

func TestMain(m *testing.M) {
	ram.Use()
	os.Exit(m.Run())
}
