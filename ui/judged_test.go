package ui_test

import (
	"go/ast"
	"go/types"
	"strings"
	"testing"
)

// bodies are the functions of ours by what they define.
func (p *program) bodies() map[types.Object]*ast.FuncDecl {
	out := map[types.Object]*ast.FuncDecl{}
	for _, f := range p.files {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				out[p.defs[fn.Name]] = fn
			}
		}
	}
	return out
}

// own says why a function is a judgement of its own upon an act, "" when it is none: what may be
// done is said by store/live, and a pane draws its verdict.
func own(f *types.Func) string {
	from := f.Pkg().Path()
	results := f.Signature().Results()
	words := results.Len() == 1 && types.Identical(results.At(0).Type(), types.Typ[types.String])
	asked := false
	if recv := f.Signature().Recv(); recv != nil {
		_, asked = recv.Type().Underlying().(*types.Interface)
	}
	switch {
	case from == "switchboard/store/act" && f.Name() == "Of":
		return "makes a reason by hand"
	case from == "switchboard/store/act":
	case strings.HasPrefix(from, "switchboard/client") || strings.HasPrefix(from, "switchboard/store"):
		if words && (strings.HasPrefix(f.Name(), "Can") || strings.HasPrefix(f.Name(), "May")) {
			return "asks a rule that the judgement asks"
		}
	case asked && words && f.Signature().Params().Len() == 0 && strings.HasPrefix(from, "switchboard/ui/"):
		return "asks its desk beside the judgement"
	}
	return ""
}

// What keeps an act from being done is the verdict of the judgement, wherever it is drawn: no Off of
// an action of a pane or a sheet leads to a guard of another kind.
func TestWhyAnActIsOffIsTheJudgements(t *testing.T) {
	p := theProgram(t)
	field, _, _ := types.LookupFieldOrMethod(p.checked["switchboard/ui/pane"].Scope().Lookup("Action").Type(), true, nil, "Off")
	bodies := p.bodies()
	seen, found := map[types.Object]bool{}, 0
	var walk func(n ast.Node, at string)
	walk = func(n ast.Node, at string) {
		ast.Inspect(n, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			f, ok := origin(p.uses[id]).(*types.Func)
			if !ok || f.Pkg() == nil {
				return true
			}
			if why := own(f); why != "" {
				t.Errorf("%s: what turns the action of %s off %s: %s", p.fset.Position(id.Pos()), at, why, f.Name())
			}
			if body := bodies[f]; body != nil && !seen[f] && strings.HasPrefix(f.Pkg().Path(), "switchboard/ui/") {
				seen[f] = true
				walk(body, at)
			}
			return true
		})
	}
	for _, f := range p.files {
		ast.Inspect(f, func(n ast.Node) bool {
			kv, ok := n.(*ast.KeyValueExpr)
			if !ok {
				return true
			}
			key, ok := kv.Key.(*ast.Ident)
			at := p.fset.Position(kv.Pos()).String()
			if ok && p.uses[key] == field && !strings.HasPrefix(at, "ui/settings/allow.go") { // which lifts what the refusal is about
				found++
				walk(kv.Value, at)
			}
			return true
		})
	}
	if found < 80 {
		t.Errorf("only %d actions say when they are off: the test looks in the wrong place", found)
	}
}
