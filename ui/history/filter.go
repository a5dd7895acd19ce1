package history

import (
	"switchboard/store"
)

// filter is what was typed, and the view in front, as the store takes it.
func (p *Pane) filter() store.ActivationFilter {
	f := store.Asked(p.box.Filter(), p.desk.Now())
	f.Window = p.set.ReportWindow
	switch p.tabs.At() {
	case tabReported:
		f.Reported = true
	case tabReportable:
		f.Reportable = true
	}
	return f
}
