package ui_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// desk is what a provider's part of the engine may import beside its own client.
var desk = []string{"store", "store/act", "store/live", "client/money", "client/rest", "client/phone"}

// allowed says which of our packages a package may import: the first rule
// whose folder the package lies in counts. A name ending in /... allows what
// lies under it.
var allowed = []struct {
	pkg     string
	imports []string
}{
	{"themes", nil},
	{"client/rest", nil},
	{"client/money", nil},
	{"client/phone", nil},
	{"client/legible", nil},
	{"client/contract", nil},
	{"client/webhook", []string{"client/rest"}},
	{"client/sandbox", []string{"client/sandbox/..."}},
	{"client", []string{"client/legible", "client/money", "client/rest", "client/phone"}},
	{"store/act/acttest", []string{"store/act"}},
	{"store/act", []string{"client/money", "client/rest", "client/phone", "client/platfone", "client/numbersonline", "client/oneuc"}},
	{"store/live/livetest", slices.Concat(desk, []string{"client/contract", "client/sandbox", "client/sandbox/retail", "client/platfone", "client/numbersonline", "client/oneuc"})},
	{"store/live/sms", slices.Concat(desk, []string{"client/platfone", "client/webhook"})},
	{"store/live/trust", slices.Concat(desk, []string{"client/numbersonline"})},
	{"store/live/lines", slices.Concat(desk, []string{"client/oneuc"})},
	{"store/live", []string{"store", "store/act", "client/money", "client/rest"}},
	{"store/config", []string{"client/money", "client/rest", "client/phone", "client/platfone", "client/oneuc", "client/webhook"}},
	{"store/filter", []string{"client/money"}},
	{"store/intake", []string{"store", "store/act", "client/money", "client/phone", "client/rest", "client/platfone", "client/numbersonline", "client/oneuc"}},
	{"store", []string{"store/filter", "client/money", "client/rest", "client/phone", "client/platfone", "client/numbersonline", "client/oneuc"}},
	{"ui/text", []string{"client/money"}},
	{"ui/keybook", nil},
	{"ui/style", []string{"themes", "ui/text"}},
	{"ui/clipboard", []string{"ui/text"}},
	{"ui/notify", []string{"ui/text"}},
	{"ui/demand", nil},
	{"ui/chart", []string{"ui/text", "client/money"}},
	{"ui/keyboard", nil},
	{"ui/desktop", []string{"ui/pane", "ui/text", "ui/clipboard", "ui/notify"}},
	{"ui/importing", []string{"store", "store/act", "store/intake", "client/phone", "ui/pane", "ui/style", "ui/keybook", "ui/text"}},
	{"ui/consoletest", []string{"ui", "ui/text", "ui/pane", "ui/style", "ui/keybook", "themes", "store", "store/live", "store/live/livetest", "client/sandbox"}},
	{"ui/acceptance", []string{"ui", "ui/...", "store/config"}},
	{"ui/wiring", []string{"themes", "client/money", "client/phone", "client/rest", "client/platfone", "client/numbersonline", "client/oneuc", "client/sandbox", "client/webhook", "store", "store/act", "store/config", "store/intake", "store/live", "store/live/...", "ui", "ui/..."}},
	{"ui/cli/sms", []string{"store", "store/act", "client/money", "client/phone", "client/rest", "client/platfone", "client/webhook", "ui/text", "ui/chart", "ui/cli"}},
	{"ui/cli/trust", []string{"store", "store/act", "client/money", "client/phone", "client/rest", "client/numbersonline", "ui/cli"}},
	{"ui/cli/lines", []string{"store", "store/act", "client/money", "client/phone", "client/oneuc", "ui/cli"}},
	{"ui/cli/inherited", nil},
	{"ui/cli/house", []string{"store", "store/act", "store/config", "store/intake", "client/money", "client/phone", "client/rest", "client/platfone", "client/sandbox", "themes", "ui/text", "ui/keybook", "ui/cli"}},
	{"ui/cli", []string{"store", "store/filter", "store/act", "store/config", "client/...", "ui/text", "ui/keybook", "themes"}},
	{"ui/pane", []string{"store", "store/filter", "store/act", "client/money", "ui/style", "ui/keybook", "ui/text", "ui/chart", "client/phone"}},
	{"ui", []string{"ui/pane", "ui/style", "ui/keyboard", "ui/keybook", "ui/text", "ui/chart", "store", "store/filter", "store/act", "client/money", "client/phone", "client/rest", "client/platfone", "client/numbersonline", "client/oneuc"}},
	{"testdata/prove", []string{"testdata/proof"}},
}

// root is what the root model may import: no pane.
var root = []string{"store/filter", "client/phone", "ui/pane", "ui/style", "ui/keyboard", "ui/keybook", "ui/text", "store", "themes"}

func TestWhoImportsWhom(t *testing.T) {
	for pkg, imports := range packages(t) {
		if pkg == "." {
			continue
		}
		rule := rules(pkg)
		for _, imp := range imports {
			if !slices.ContainsFunc(rule, func(r string) bool { return covers(r, imp) }) {
				t.Errorf("%s imports %s, which it may not: see allowed", pkg, imp)
			}
		}
	}
}

func rules(pkg string) []string {
	if pkg == "ui" {
		return root
	}
	for _, a := range allowed {
		if pkg == a.pkg || strings.HasPrefix(pkg, a.pkg+"/") {
			return a.imports
		}
	}
	return nil
}

func covers(rule, imp string) bool {
	if under, ok := strings.CutSuffix(rule, "/..."); ok {
		return strings.HasPrefix(imp, under+"/")
	}
	return rule == imp
}

// packages are our packages and which of each other they import, tests left out.
func packages(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	top := os.DirFS("..")
	err := fs.WalkDir(top, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		src, err := fs.ReadFile(top, name)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, imp := range f.Imports {
			if s, _ := strconv.Unquote(imp.Path.Value); strings.HasPrefix(s, "switchboard/") {
				out[path.Dir(name)] = append(out[path.Dir(name)], strings.TrimPrefix(s, "switchboard/"))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The top level is what a newcomer looks for and nothing else.
func TestTopLevel(t *testing.T) {
	want := []string{"LICENSE", "README.md", "client", "go.mod", "go.sum", "main.go", "store", "testdata", "themes", "ui"}
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") || e.Name() == "CHANGELOG.md" || e.Name() == "switchboard" || e.Name() == "out" {
			continue
		}
		if !slices.Contains(want, e.Name()) {
			t.Errorf("%s stands at the top level", e.Name())
		}
	}
}

// Whoever starts a program says in which environment: without a word it would
// inherit ours, and a key with it.
func TestProgramsAreStartedInAnEnvironment(t *testing.T) {
	found := 0
	eachFunction(t, func(name string, f *ast.FuncDecl) {
		if strings.HasPrefix(name, "../testdata/") {
			return // what proves something about the program has no key to pass on
		}
		starts, env := false, false
		ast.Inspect(f, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := s.X.(*ast.Ident); ok && x.Name == "exec" && strings.HasPrefix(s.Sel.Name, "Command") || s.Sel.Name == "StartProcess" {
				starts = true
			}
			env = env || s.Sel.Name == "Env"
			return true
		})
		if starts {
			found++
		}
		if starts && !env {
			t.Errorf("%s: %s starts a program and does not say in which environment", name, f.Name.Name)
		}
	})
	if found == 0 {
		t.Error("no program is started anywhere: this test looks in the wrong place")
	}
}

// The program ends in one place: anywhere else it would leave the terminal and what is half written as they are.
func TestOnlyMainEndsTheProgram(t *testing.T) {
	mains := []string{"../main.go", "../testdata/", "../ui/consoletest/", "../ui/acceptance/"} // the last two are of tests
	found := 0
	eachFunction(t, func(name string, f *ast.FuncDecl) {
		ast.Inspect(f, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := s.X.(*ast.Ident)
			ends := ok && (x.Name == "os" && s.Sel.Name == "Exit" || x.Name == "log" && strings.HasPrefix(s.Sel.Name, "Fatal") || x.Name == "syscall" && s.Sel.Name == "Exit")
			if ends {
				found++
			}
			if ends && !slices.ContainsFunc(mains, func(main string) bool { return strings.HasPrefix(name, main) }) {
				t.Errorf("%s: %s ends the program", name, f.Name.Name)
			}
			return true
		})
	})
	if found == 0 {
		t.Error("the program ends nowhere: this test looks in the wrong place")
	}
}

// What an error says to a person is said in one place, store.Said, in every face.
// An error of a type of ours, which no name here is err, is told as it stands.
func TestErrorsAreSaidInOnePlace(t *testing.T) {
	said := 0
	eachFunction(t, func(name string, f *ast.FuncDecl) {
		if !strings.HasPrefix(name, "../ui/") || strings.HasPrefix(name, "../ui/clipboard/") { // the clipboard knows no store, and its errors are its own
			return
		}
		ast.Inspect(f, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if s.Sel.Name == "Said" {
				said++
			}
			of := ""
			switch x := s.X.(type) {
			case *ast.Ident:
				of = x.Name
			case *ast.SelectorExpr:
				of = x.Sel.Name
			}
			if s.Sel.Name == "Error" && strings.EqualFold(of, "err") && f.Name.Name != "Error" {
				t.Errorf("%s: %s says an error in the words of the language", name, f.Name.Name)
			}
			return true
		})
	})
	if said == 0 {
		t.Error("no error is said anywhere: this test looks in the wrong place")
	}
}

// eachFunction calls do with every function of ours, tests left out.
func eachFunction(t *testing.T, do func(file string, f *ast.FuncDecl)) {
	t.Helper()
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			return err
		}
		for _, decl := range f.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok {
				do(name, fn)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Linux and macOS are what the program runs on, Windows through WSL: a file for another system would promise what nobody has tried.
func TestNoFileForOtherSystems(t *testing.T) {
	for pkg := range packages(t) {
		entries, err := os.ReadDir(filepath.Join("..", pkg))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if base := strings.TrimSuffix(strings.TrimSuffix(e.Name(), ".go"), "_test"); strings.HasSuffix(base, "_windows") || strings.HasSuffix(base, "_unix") {
				t.Errorf("%s/%s is for a system apart", pkg, e.Name())
			}
		}
	}
}

// Nothing is longer than a screen or two can hold: a file, a function.
func TestSmall(t *testing.T) {
	const longFile, longFunc = 350, 50
	top := os.DirFS("..")
	err := fs.WalkDir(top, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" {
			return err
		}
		src, err := fs.ReadFile(top, name)
		if err != nil {
			return err
		}
		if n := strings.Count(string(src), "\n"); n > longFile {
			t.Errorf("%s has %d lines, at most %d", name, n, longFile)
		}
		if strings.HasSuffix(name, "_test.go") {
			return nil
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, name, src, 0)
		if err != nil {
			return err
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			if n := set.Position(fn.End()).Line - set.Position(fn.Pos()).Line + 1; n > longFunc {
				t.Errorf("%s: %s has %d lines, at most %d", name, fn.Name.Name, n, longFunc)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
