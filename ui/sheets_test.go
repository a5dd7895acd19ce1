package ui_test

import (
	"go/types"
	"strings"
	"testing"
)

// A sheet is as wide as its words: each knows how wide that is, but for one that takes the whole window to be marked with the mouse.
func TestEverySheetKnowsItsWidth(t *testing.T) {
	p := theProgram(t)
	contract := func(name string) *types.Interface {
		return p.checked["switchboard/ui/pane"].Scope().Lookup(name).Type().Underlying().(*types.Interface)
	}
	sheet, whole, wide, selectable := contract("Sheet"), contract("Pane"), contract("Wide"), contract("Selectable")
	found := 0
	for path, pkg := range p.checked {
		if !strings.HasPrefix(path, "switchboard/ui") {
			continue
		}
		for _, name := range pkg.Scope().Names() {
			typ, ok := pkg.Scope().Lookup(name).(*types.TypeName)
			if !ok || types.IsInterface(typ.Type()) {
				continue
			}
			it := types.NewPointer(typ.Type())
			if !types.Implements(it, sheet) || types.Implements(it, whole) {
				continue
			}
			found++
			if !types.Implements(it, wide) && !types.Implements(it, selectable) {
				t.Errorf("%s.%s is a sheet that does not say how wide it wants to be", path, name)
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d sheets were found", found)
	}
}
