package ui_test

import (
	"go/ast"
	"go/types"
	"strings"
	"testing"
)

// What a sheet says above a verdict is made by a function of the package, of the act and of what was
// typed: one that closes over a row of a list would say at the consent how that row was when the sheet
// was opened. Such facts are the verdict's.
func TestASheetCopiesNoFacts(t *testing.T) {
	p := theProgram(t)
	scope := p.checked["switchboard/ui/pane"].Scope()
	field, _, _ := types.LookupFieldOrMethod(scope.Lookup("Agreement").Type(), true, nil, "Says")
	says, found := field.Type(), 0
	for _, f := range p.files {
		name := p.fset.Position(f.Pos()).Filename
		if !strings.HasPrefix(name, "ui/") {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				if key, ok := n.Key.(*ast.Ident); ok && p.uses[key] == field {
					found++
					p.closesOverNothing(t, n.Value, true)
				}
			case *ast.CallExpr:
				for i, arg := range n.Args {
					if param := p.param(n.Fun, i); param != nil && types.Identical(param, says) {
						found++
						p.closesOverNothing(t, arg, false)
					}
				}
			}
			return true
		})
	}
	if found < 8 {
		t.Errorf("only %d sheets say something: the test looks in the wrong place", found)
	}
}

// param is the type of a parameter of a function of ours, nil where that is not known.
func (p *program) param(fn ast.Expr, i int) types.Type {
	id, ok := fn.(*ast.Ident)
	if sel, selects := fn.(*ast.SelectorExpr); selects {
		id, ok = sel.Sel, true
	}
	if !ok {
		return nil
	}
	f, ok := origin(p.uses[id]).(*types.Func)
	if !ok || i >= f.Signature().Params().Len() {
		return nil
	}
	return f.Signature().Params().At(i).Type()
}

// closesOverNothing holds an expression to a function of a package, or nil; handed says that it may be a
// parameter, whose values are looked at where it is given them.
func (p *program) closesOverNothing(t *testing.T, x ast.Expr, handed bool) {
	t.Helper()
	if id, ok := x.(*ast.Ident); ok {
		switch o := p.uses[id].(type) {
		case *types.Nil:
			return
		case *types.Func:
			if o.Signature().Recv() == nil {
				return
			}
		case *types.Var:
			if handed && o.Kind() == types.ParamVar {
				return
			}
		}
	}
	t.Errorf("%s: what a sheet says is no plain function: it may copy what changes", p.fset.Position(x.Pos()))
}
