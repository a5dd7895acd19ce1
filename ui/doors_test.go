package ui_test

import (
	"go/ast"
	"go/types"
	"path"
	"slices"
	"strings"
)

// doors are the names of other people's packages by which text can leave the
// program, or by which a place to write to is made. A name that ends in a star
// stands for all that begin so. What takes an io.Writer is a door without
// being here.
var doors = map[string][]string{
	"":                              {"panic", "print", "println"},
	"fmt":                           {"Print", "Printf", "Println"},
	"log":                           {"*"},
	"log/slog":                      {"New*", "Set*", "Debug*", "Info*", "Warn*", "Error*", "Log*", "With*", "Default", "Handler"},
	"os":                            {"Stdout", "Stderr", "Create*", "WriteFile", "OpenFile", "Mkdir*", "Rename", "Link", "Symlink", "NewFile", "StartProcess", "Setenv", "OpenRoot", "CopyFS"},
	"os/exec":                       {"Command*"},
	"syscall":                       {"Exec", "ForkExec", "StartProcess", "Write", "Open", "Mkdir", "Rename", "Sendto", "Setenv"},
	"net":                           {"Dial*", "Listen", "ListenConfig", "ListenPacket", "ListenT*", "ListenU*"},
	"net/http":                      {"NewRequest*", "PostForm", "ListenAndServe*", "Server", "Redirect", "DefaultClient"},
	"net/smtp":                      {"*"},
	"net/rpc":                       {"*"},
	"golang.org/x/sys/unix":         {"Exec", "Write", "Open*", "Mkdir*", "Rename*", "Sendto"},
	"charm.land/bubbletea/v2":       {"WindowTitle", "SetClipboard", "SetPrimaryClipboard", "Println", "Printf", "Raw", "Exec*", "LogToFile*"},
	"github.com/spf13/cobra":        {"Print*", "ValidArgsFunction", "RegisterFlagCompletionFunc", "SetOut", "SetErr", "SetOutput", "CompDebug*", "CompError*"},
	"github.com/zalando/go-keyring": {"Set"},
	"github.com/atotto/clipboard":   {"WriteAll"},
	"github.com/cli/browser":        {"Open*"},
}

// memory are writers that keep what they are given: it has not left yet.
var memory = []string{"strings.Builder", "bytes.Buffer", "hash.Hash", "hash.Hash64", "fmt.State"}

// leaving are the places of the running program where text leaves it: in which
// function, by which door.
func (p *program) leaving() map[string][]string {
	out, running := map[string][]string{}, p.running()
	for _, f := range p.files {
		for _, d := range f.Decls {
			at, pkg := p.place(f, d)
			if !running[pkg] {
				continue
			}
			ast.Inspect(d, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.Ident:
					if o := p.uses[n]; o != nil && isDoor(o) {
						out[at] = append(out[at], doorOf(o))
					}
				case *ast.CallExpr:
					if door := p.given(n); door != "" {
						out[at] = append(out[at], door)
					}
				}
				return true
			})
		}
	}
	return out
}

// place is the function that a declaration is, or the package for any other.
func (p *program) place(f *ast.File, d ast.Decl) (string, *types.Package) {
	dir := path.Dir(p.fset.Position(f.Pos()).Filename)
	pkg := p.checked[path.Join("switchboard", dir)]
	fn, ok := d.(*ast.FuncDecl)
	if !ok {
		return dir, pkg
	}
	_, name, _ := strings.Cut(nameOf(p.defs[fn.Name]), ".")
	return path.Join(dir, ".") + "." + name, pkg
}

func isDoor(o types.Object) bool {
	path := ""
	if o.Pkg() != nil {
		path = o.Pkg().Path()
	} else if _, ok := o.(*types.Builtin); !ok {
		return false
	}
	return slices.ContainsFunc(doors[path], func(door string) bool {
		begin, open := strings.CutSuffix(door, "*")
		return o.Name() == door || open && strings.HasPrefix(o.Name(), begin)
	})
}

func doorOf(o types.Object) string {
	if f, ok := o.(*types.Func); ok {
		return f.FullName()
	}
	if o.Pkg() == nil {
		return o.Name()
	}
	return o.Pkg().Path() + "." + o.Name()
}

// given is the door of a call of somebody else's function that is handed a
// writer, or of a writer's own method; "" where there is none.
func (p *program) given(call *ast.CallExpr) string {
	var o types.Object
	var on ast.Expr
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.SelectorExpr:
		o, on = p.uses[fun.Sel], fun.X
	case *ast.Ident:
		o = p.uses[fun]
	}
	fn, ok := o.(*types.Func)
	if !ok || fn.Pkg() == nil || p.checked[fn.Pkg().Path()] != nil {
		return ""
	}
	sig := fn.Signature()
	if sig.Recv() != nil && (strings.HasPrefix(fn.Name(), "Write") || fn.Name() == "ReadFrom") && !kept(p.values[on].Type) {
		return fn.FullName()
	}
	for i := range min(sig.Params().Len(), len(call.Args)) {
		if writer(sig.Params().At(i).Type()) && !kept(p.values[call.Args[i]].Type) {
			return fn.FullName()
		}
	}
	return ""
}

// writer reports whether a parameter takes what can be written to.
func writer(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for m := range i.Methods() {
		if m.Name() == "Write" {
			return true
		}
	}
	return false
}

func kept(t types.Type) bool {
	return t != nil && slices.Contains(memory, strings.TrimPrefix(t.String(), "*"))
}

// foreign are the packages outside the standard library that the running program imports.
func (p *program) foreign() (out []string) {
	for pkg := range p.running() {
		for _, imp := range pkg.Imports() {
			if p.checked[imp.Path()] == nil && strings.Contains(imp.Path(), ".") && !slices.Contains(out, imp.Path()) {
				out = append(out, imp.Path())
			}
		}
	}
	slices.Sort(out)
	return out
}
