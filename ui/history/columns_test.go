package history_test

import "testing"

// At 80 columns there is no room for country and cost until a person wants them; what was chosen is kept, for each view
// by itself, and shown again.
func TestColumnsAreChosenAndKept(t *testing.T) {
	kept := ""
	inBubble(t, 80, 24, usual, func(r *rig) {
		r.Hides("COUNTRY", "COST")
		r.Press("s", "down", "down", "down", "enter", "down", "down", "down", "enter", "esc")
		r.Settle()
		r.Shows("COUNTRY", "COST", "CODE", "NUMBER")
		r.Hides("CUSTOMER")
		var err error
		if kept, err = r.DB.Setting(r.T.Context(), "history.layout"); err != nil || kept != `{"wanted":["COST","COUNTRY"]}` {
			t.Errorf("kept is %s, %v", kept, err)
		}
		r.Press("h")
		r.Settle()
		r.Shows("By customer", "CUSTOMER")
	})
	again := func(r *rig) {
		usual(r)
		if err := r.DB.PutSetting(r.T.Context(), "history.layout", kept); err != nil {
			t.Fatal(err)
		}
	}
	inBubble(t, 80, 24, again, func(r *rig) {
		r.Shows("COUNTRY", "COST")
		r.Press("s", "a", "esc")
		r.Settle()
		r.Hides("COUNTRY", "COST")
	})
}
