package ui_test

import (
	"go/ast"
	"strings"
	"testing"

	"switchboard/client/platfone"
)

// The cases of acts and reasons leave a cell of the console empty: what is wrong with a status.
// No sheet makes one of a text: a menu offers the constants, which keep to the rule.
func TestTheConsoleMakesNoBadStatus(t *testing.T) {
	p := theProgram(t)
	for _, f := range p.files {
		name := p.fset.Position(f.Pos()).Filename
		if !strings.HasPrefix(name, "ui/") || strings.HasPrefix(name, "ui/cli/") {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && p.names(call.Fun, "switchboard/client/platfone.CustomerStatus") {
				t.Errorf("%s makes a status of a text: have its refusal in ui/acceptance/faces", p.fset.Position(call.Pos()))
			}
			return true
		})
	}
	for _, s := range []platfone.CustomerStatus{platfone.CustomerActive, platfone.CustomerPaused, platfone.CustomerDisabled, platfone.CustomerMarked} {
		if err := platfone.CheckStatus(s); err != nil {
			t.Error(err)
		}
	}
}

// names reports whether an expression names something of another package, "PATH.NAME".
func (p *program) names(x ast.Expr, what string) bool {
	sel, ok := x.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	o := p.uses[sel.Sel]
	return o != nil && o.Pkg() != nil && o.Pkg().Path()+"."+o.Name() == what
}
