package ui_test

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
	"testing"
)

// byHand are the files that compare a key with a name, and why no action is told of it there.
var byHand = map[string]string{
	"ui/idle.go":            "says of a key that it does nothing: no key acts here",
	"ui/keys.go":            "Esc that closes nothing is not worth a word: no key acts here",
	"ui/unopened.go":        "tells what was typed for a sheet that did not open: no key acts here",
	"ui/pane/field.go":      "a field of choices is edited by them, as one of text by its own",
	"ui/ordering/ahead.go":  "keys wait their turn in a list that is still on its way; each is an action that presses it",
	"ui/ordering/fields.go": "fields of numbers and choices are edited by them; the sheet's actions press them",
	"ui/keyboard/meant.go":  "says which key a terminal's bytes are: no key acts here",
	"ui/pair.go":            "Escape leaves the first of two keys; what may follow is drawn beside it",
	"ui/welcome/welcome.go": "it is before there is a console: no help, footer or palette could tell; its screen does",
}

// Help, footer and palette tell of the actions. A key that an Update takes by its name is in none of them.
func TestKeysAreActions(t *testing.T) {
	p, seen := theProgram(t), map[string]bool{}
	for _, f := range p.files {
		name := p.fset.Position(f.Pos()).Filename
		if !strings.HasPrefix(name, "ui/") || strings.HasPrefix(name, "ui/cli/") {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if !p.asksForKey(n) {
				return true
			}
			if seen[name] = true; byHand[name] == "" {
				t.Errorf("%s takes a key by its name: make it an Action, or say why not in byHand", p.fset.Position(n.Pos()))
			}
			return true
		})
	}
	for name := range byHand {
		if !seen[name] {
			t.Errorf("%s compares no key any more: take it from byHand", name)
		}
	}
}

// asksForKey reports whether a node compares what key was pressed with a certain one.
func (p *program) asksForKey(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.SwitchStmt:
		return n.Tag != nil && p.ofKey(n.Tag)
	case *ast.BinaryExpr:
		return (n.Op == token.EQL || n.Op == token.NEQ) && (p.ofKey(n.X) && certain(n.Y) || p.ofKey(n.Y) && certain(n.X))
	}
	return false
}

// certain reports whether an expression is written out and not empty.
func certain(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.BasicLit:
		return x.Value != `""`
	case *ast.SelectorExpr:
		return strings.HasPrefix(x.Sel.Name, "Key")
	}
	return false
}

// ofKey reports whether an expression is a key's name, its code or its text.
func (p *program) ofKey(x ast.Expr) bool {
	if call, ok := x.(*ast.CallExpr); ok {
		x = call.Fun
	}
	sel, ok := x.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	switch o := p.uses[sel.Sel].(type) {
	case *types.Func:
		return (o.Name() == "String" || o.Name() == "Keystroke") && o.Signature().Recv() != nil && isKey(o.Signature().Recv().Type())
	case *types.Var:
		return o.IsField() && (o.Name() == "Code" || o.Name() == "Text") && strings.Contains(o.Pkg().Path(), "bubbletea") && p.keyed(sel)
	}
	return false
}

// keyed reports whether a field is one of a key, and not of a mouse or a paste.
func (p *program) keyed(sel *ast.SelectorExpr) bool {
	id, ok := sel.X.(*ast.Ident)
	if !ok {
		return true
	}
	o := p.uses[id]
	return o == nil || isKey(o.Type())
}

// isKey reports whether a type is that of a key press.
func isKey(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && strings.HasPrefix(n.Obj().Name(), "Key") && strings.Contains(n.Obj().Pkg().Path(), "bubbletea")
}
