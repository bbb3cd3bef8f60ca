package web

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"archiver/internal/contract"
)

var update = flag.Bool("update", false, "write the schemas of openapi.json anew")

// answers are the types that the interface gives, by their names in openapi.json.
var answers = map[string]any{
	"Reports": reportsBody{}, "Result": contract.Result{}, "Citation": contract.Citation{}, "History": contract.History{}, "Diff": contract.Diff{},
	"Snapshot": snapshotBody{}, "Proof": contract.Proof{}, "Acceptance": contract.Acceptance{}, "Found": foundBody{}, "Watching": contract.Watching{}, "Error": errorBody{},
}

// schemaOf describes a type as encoding/json writes it.
func schemaOf(t *testing.T, typ reflect.Type) map[string]any {
	switch typ {
	case reflect.TypeFor[time.Time]():
		return map[string]any{"type": "string", "format": "date-time"}
	case reflect.TypeFor[json.RawMessage]():
		return map[string]any{} // anything
	}
	switch typ.Kind() {
	case reflect.Pointer:
		s := schemaOf(t, typ.Elem())
		s["nullable"] = true
		return s
	case reflect.Slice:
		return map[string]any{"type": "array", "items": schemaOf(t, typ.Elem())}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": schemaOf(t, typ.Elem())}
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int, reflect.Int64:
		return map[string]any{"type": "integer"}
	case reflect.Float64:
		return map[string]any{"type": "number"}
	case reflect.Struct:
		properties, required := map[string]any{}, []string{}
		for _, f := range reflect.VisibleFields(typ) {
			name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
			if f.Anonymous || name == "-" {
				continue
			}
			if name == "" {
				t.Fatalf("%s.%s has no name in JSON", typ, f.Name)
			}
			properties[name] = schemaOf(t, f.Type)
			if options == "" {
				required = append(required, name)
			}
		}
		s := map[string]any{"type": "object", "additionalProperties": false, "properties": properties}
		if len(required) > 0 {
			s["required"] = required
		}
		return s
	}
	t.Fatalf("%s has no schema", typ)
	return nil
}

// TestOpenAPI holds the description against the types: what is added to one must be
// added to the other.
func TestOpenAPI(t *testing.T) {
	var doc map[string]any
	if err := json.Unmarshal(openAPI, &doc); err != nil {
		t.Fatal(err)
	}
	schemas := map[string]any{}
	for name, v := range answers {
		schemas[name] = schemaOf(t, reflect.TypeOf(v))
	}
	doc["components"].(map[string]any)["schemas"] = schemas
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(doc); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("openapi.json", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if !bytes.Equal(b.Bytes(), openAPI) {
		t.Error("openapi.json does not describe the types any more: go test ./internal/web -run TestOpenAPI -update, and describe what is new")
	}
	parsed, err := openapi3.NewLoader().LoadFromData(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if err := parsed.Validate(t.Context()); err != nil {
		t.Error(err)
	}
}
