package faces

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"reflect"
	"testing"

	"switchboard/store/act"
)

// A reason or an act that is new belongs into the table: each of one is
// brought about for each of the other, or it is said why that cannot be.
func TestTheTableIsWhole(t *testing.T) {
	tried := map[act.Code]map[string]bool{}
	for _, s := range states() {
		for _, c := range s.cells {
			for _, r := range c.rows {
				if tried[c.code] == nil {
					tried[c.code] = map[string]bool{}
				}
				tried[c.code][r.name] = true
			}
		}
	}
	why := cannot()
	for _, e := range act.Reasons() {
		for _, r := range rows() {
			if never := why[e.Code].of(r.name); tried[e.Code][r.name] == (never != "") {
				t.Errorf("%s of %s: tried %v, and it is said that it cannot be: %q", e.Code, r.name, tried[e.Code][r.name], never)
			}
		}
		delete(why, e.Code)
	}
	for code := range why {
		t.Errorf("%s is no reason of the table", code)
	}
	named := map[string]bool{"Purge": true} // upon what is saved here: no state of a provider stands against it
	for _, r := range rows() {
		named[reflect.TypeOf(r.act(&desk{})).Name()] = true
	}
	for _, name := range acts(t) {
		if !named[name] {
			t.Errorf("act.%s is in no row", name)
		}
	}
}

// acts are the names of the types that have an Op, as store/act declares them.
func acts(t *testing.T) (names []string) {
	t.Helper()
	files, err := filepath.Glob("../../../store/act/*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if m, ok := d.(*ast.FuncDecl); ok && m.Recv != nil && m.Name.Name == "Op" && ast.IsExported(types.ExprString(m.Recv.List[0].Type)) {
				names = append(names, types.ExprString(m.Recv.List[0].Type))
			}
		}
	}
	return names
}
