package acttest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"testing"
)

// Declared are the names of the acts that the source in a folder declares: the exported types with an Op. A
// table of all acts is held against it, so that a new one is in none by oversight.
func Declared(t testing.TB, folder string) (names []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
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
