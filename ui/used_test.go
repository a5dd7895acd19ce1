package ui_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// listed is what go list knows of a package.
type listed struct {
	ImportPath, Dir, Export string
	GoFiles, CgoFiles       []string
}

// program is all of ours, checked by types, tests left out.
type program struct {
	fset     *token.FileSet
	checked  map[string]*types.Package
	uses     map[*ast.Ident]types.Object
	defs     map[*ast.Ident]types.Object
	values   map[ast.Expr]types.TypeAndValue
	files    []*ast.File
	exported map[string]string // export data of what is not ours, by path
	other    types.Importer
}

// Import implements types.Importer.
func (p *program) Import(path string) (*types.Package, error) {
	if pkg, ok := p.checked[path]; ok {
		return pkg, nil
	}
	return p.other.Import(path)
}

// read keeps the program for every test of this package: reading it takes seconds.
var read struct {
	once sync.Once
	p    *program
}

// theProgram reads and checks it, once.
func theProgram(t *testing.T) *program {
	t.Helper()
	read.once.Do(func() { read.p = checkedProgram(t) })
	if read.p == nil {
		t.Fatal("the program could not be read")
	}
	return read.p
}

// checkedProgram asks go list for the packages, which gives them in the order in which they need each other.
func checkedProgram(t *testing.T) *program {
	t.Helper()
	cmd := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Dir,Export,GoFiles,CgoFiles", "./...")
	cmd.Dir, cmd.Stderr = "..", os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	p := &program{fset: token.NewFileSet(), checked: map[string]*types.Package{}, exported: map[string]string{},
		uses: map[*ast.Ident]types.Object{}, defs: map[*ast.Ident]types.Object{}, values: map[ast.Expr]types.TypeAndValue{}}
	p.other = importer.ForCompiler(p.fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(p.exported[path]) })
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var l listed
		if err := d.Decode(&l); errors.Is(err, io.EOF) {
			return p
		} else if err != nil {
			t.Fatal(err)
		}
		if p.exported[l.ImportPath] = l.Export; l.ImportPath == "switchboard" || strings.HasPrefix(l.ImportPath, "switchboard/") {
			p.check(t, l)
		}
	}
}

func (p *program) check(t *testing.T, l listed) {
	var files []*ast.File
	for _, name := range append(l.GoFiles, l.CgoFiles...) {
		src, err := os.ReadFile(filepath.Join(l.Dir, name))
		if err != nil {
			t.Fatal(err)
		}
		f, err := parser.ParseFile(p.fset, filepath.Join(strings.TrimPrefix(strings.TrimPrefix(l.ImportPath, "switchboard"), "/"), name), src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	conf := types.Config{Importer: p, FakeImportC: true}
	pkg, err := conf.Check(l.ImportPath, p.fset, files, &types.Info{Uses: p.uses, Defs: p.defs, Types: p.values})
	if err != nil {
		t.Fatal(err)
	}
	p.checked[l.ImportPath] = pkg
	p.files = append(p.files, files...)
}

// origin is what a use of an instance of something generic means.
func origin(o types.Object) types.Object {
	if f, ok := o.(*types.Func); ok {
		return f.Origin()
	}
	return o
}

// used are the objects that something other than themselves names.
func (p *program) used() map[types.Object]bool {
	used := map[types.Object]bool{}
	for _, f := range p.files {
		for _, d := range f.Decls {
			var self types.Object
			if fn, ok := d.(*ast.FuncDecl); ok {
				self = p.defs[fn.Name]
				p.mark(used, self, fn.Type, fn.Body) // a receiver is no use of its type
				continue
			}
			p.mark(used, nil, d)
		}
	}
	return used
}

func (p *program) mark(used map[types.Object]bool, self types.Object, nodes ...ast.Node) {
	for _, n := range nodes {
		if n == nil || n == ast.Node((*ast.BlockStmt)(nil)) {
			continue
		}
		ast.Inspect(n, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if o := p.uses[id]; o != nil && origin(o) != self {
					used[origin(o)] = true
				}
			}
			return true
		})
	}
}

// interfaces are those that a method may be called through: all of other
// people's, and of ours with the methods that are called.
func (p *program) interfaces(used map[types.Object]bool) (out []*types.Interface) {
	seen := map[*types.Package]bool{}
	var visit func(pkg *types.Package)
	visit = func(pkg *types.Package) {
		if seen[pkg] {
			return
		}
		seen[pkg] = true
		for _, imp := range pkg.Imports() {
			visit(imp)
		}
		if p.checked[pkg.Path()] != nil {
			return
		}
		for _, name := range pkg.Scope().Names() {
			if i, ok := pkg.Scope().Lookup(name).Type().Underlying().(*types.Interface); ok && i.NumMethods() > 0 {
				out = append(out, i)
			}
		}
	}
	for _, pkg := range p.checked {
		visit(pkg)
	}
	for _, f := range p.files {
		ast.Inspect(f, func(n ast.Node) bool {
			it, ok := n.(*ast.InterfaceType)
			if !ok {
				return true
			}
			for _, m := range it.Methods.List {
				for _, name := range m.Names {
					if fn, ok := p.defs[name].(*types.Func); ok && used[fn] {
						out = append(out, types.NewInterfaceType([]*types.Func{fn}, nil).Complete())
					}
				}
			}
			return true
		})
	}
	return append(out, types.Universe.Lookup("error").Type().Underlying().(*types.Interface))
}

// running are the packages that main is made of; the others are rigs of tests, which may use what they like and are not asked.
func (p *program) running() map[*types.Package]bool {
	out := map[*types.Package]bool{}
	var visit func(pkg *types.Package)
	visit = func(pkg *types.Package) {
		if pkg = p.checked[pkg.Path()]; pkg == nil || out[pkg] {
			return
		}
		out[pkg] = true
		for _, imp := range pkg.Imports() {
			visit(imp)
		}
	}
	visit(p.checked["switchboard"])
	return out
}

// awaited are names that nobody uses yet, with what is to use them. They are promised to a person; one that is used is taken off this list.
var awaited = map[string]string{
	"oneuc.Client.Activate": "a number reserved before",
	"store.DB.Hours":        "the trend of Insights",
}

// looked are what tests look into the running program by, and what the provider that a test adds is made with.
var looked = []string{"wiring.Program.With", "store.DB.Leader", "store.DB.Begin", "store.Table.Read", "store.Table.Write", "live.Scheduler.Status", "store.DB.Transaction", "store.HealthStates", "wiring.Program.Open"}

// An exported name is a promise: somebody reads it, or it goes. Names that only tests use are no part of the program either.
func TestEveryExportedNameIsUsed(t *testing.T) {
	p := theProgram(t)
	used := p.used()
	callable := map[string][]*types.Interface{}
	for _, i := range p.interfaces(used) {
		for m := range i.Methods() {
			callable[m.Name()] = append(callable[m.Name()], i)
		}
	}
	running := p.running()
	for id, o := range p.defs {
		if o == nil || !o.Exported() || o.Pkg() == nil || !running[o.Pkg()] || !named(o) {
			continue
		}
		read := used[o] || called(o, callable) || o.Name() == "Unwrap" || // which package errors asks for
			slices.Contains(looked, nameOf(o))
		switch why, await := awaited[nameOf(o)]; {
		case !read && !await:
			t.Errorf("%s: %s is exported and nothing in the program uses it", p.fset.Position(id.Pos()), nameOf(o))
		case read && await:
			t.Errorf("%s is used: take it off the list of what awaits %s", nameOf(o), why)
		}
	}
}

// What a person can set is read by somebody: a field of the settings that only the package of the settings knows does nothing.
func TestEverySettingIsRead(t *testing.T) {
	p := theProgram(t)
	home := p.checked["switchboard/store/config"]
	unread := map[types.Object]string{}
	var collect func(path string, of types.Type)
	collect = func(path string, of types.Type) {
		n, ok := of.(*types.Named)
		s, is := of.Underlying().(*types.Struct)
		if !ok || !is || n.Obj().Pkg() != home {
			return
		}
		for f := range s.Fields() {
			if f.Exported() {
				unread[f] = path + "." + f.Name()
				collect(path+"."+f.Name(), f.Type())
			}
		}
	}
	for _, name := range []string{"Settings", "Profile", "Service"} {
		collect(name, home.Scope().Lookup(name).Type())
	}
	for id, o := range p.uses {
		if at := p.fset.Position(id.Pos()).Filename; !strings.HasPrefix(at, "store/config/") {
			delete(unread, o)
		}
	}
	for f, path := range unread {
		if reader := inside[path]; reader == "" {
			t.Errorf("%s: %s can be set and nothing reads it", p.fset.Position(f.Pos()), path)
		}
	}
}

// inside are the settings that the package of the settings itself acts by, and those whose readers are on their way.
var inside = map[string]string{
	"Settings.Profile": "it chooses the profile", "Profile.Hooks.Secret": "it finds the secret", "Service.Key.Env": "it finds the key", "Service.Provider": "it names the service",
	"Service.Budgets": "Lower", "Settings.Keeping.Addresses.Forever": "Keep.Before", "Settings.Keeping.Addresses.Days": "Keep.Before",
}

// named reports whether an object is a type, a function or a method.
func named(o types.Object) bool {
	switch o := o.(type) {
	case *types.TypeName:
		return o.Parent() == o.Pkg().Scope()
	case *types.Func:
		return true
	}
	return false
}

// called reports whether a method is what an interface asks of it.
func called(o types.Object, callable map[string][]*types.Interface) bool {
	f, ok := o.(*types.Func)
	if !ok || f.Signature().Recv() == nil {
		return false
	}
	recv := f.Signature().Recv().Type()
	return slices.ContainsFunc(callable[f.Name()], func(i *types.Interface) bool { return satisfies(recv, i) })
}

// satisfies reports whether a receiver's type has what an interface asks, as a value or by its address.
func satisfies(recv types.Type, i *types.Interface) bool {
	if ptr, ok := recv.(*types.Pointer); ok {
		recv = ptr.Elem()
	}
	if types.IsInterface(recv) { // handed on as the smaller interface that somebody calls
		return types.Implements(recv, i)
	}
	if n, ok := recv.(*types.Named); ok && n.TypeParams().Len() > 0 { // an instance of it may: the names decide
		have := types.NewMethodSet(types.NewPointer(recv))
		for m := range i.Methods() {
			if have.Lookup(m.Pkg(), m.Name()) == nil {
				return false
			}
		}
		return true
	}
	return types.Implements(recv, i) || types.Implements(types.NewPointer(recv), i)
}

func nameOf(o types.Object) string {
	if f, ok := o.(*types.Func); ok && f.Signature().Recv() != nil {
		return strings.ReplaceAll(types.TypeString(f.Signature().Recv().Type(), (*types.Package).Name)+"."+f.Name(), "*", "")
	}
	return o.Pkg().Name() + "." + o.Name()
}
