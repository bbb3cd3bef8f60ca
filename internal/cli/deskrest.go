package cli

import (
	"context"
	"errors"

	"archiver/internal/catalog"
	"archiver/internal/contract"
	"archiver/internal/source"
	"archiver/internal/web"
)

var errLater = errors.New("this comes in the next step")

// Proof implements web.Backend.
func (d *desk) Proof(context.Context, source.Cite, catalog.Snapshot) (*contract.Proof, error) {
	return nil, errLater
}

// Search implements web.Backend.
func (d *desk) Search(context.Context, web.Query) (*web.Found, error) { return nil, errLater }
