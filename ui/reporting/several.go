package reporting

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// ReportSeveral offers the reasons that the provider takes for the first of
// several numbers, and reports them all for the one that is chosen. lines are
// said over the verdict, done is told of each that was reported.
func (o *Office) ReportSeveral(list []platfone.Activation, lines []text.Safe, done func(id string)) tea.Cmd {
	desk, ctx := o.desk, o.kit.Ctx
	return func() tea.Msg {
		reasons, err := reasonsOf(ctx, desk, list)
		if err != nil {
			return pane.Toast{Text: store.Said(err), Bad: true}
		}
		items := make([]pane.Item, len(reasons))
		for i, r := range reasons {
			items[i] = pane.Item{Label: text.Clean(r.Name), Do: func() tea.Cmd { return o.reportAll(list, r, lines, done) }}
			if r.Evidence {
				items[i].Off = "it wants a picture of each: report them one by one"
			}
		}
		return pane.Push{Sheet: pane.NewMenu(o.kit, "Report "+text.Count(int64(len(list)), "number", "numbers").String()+" because", items...)}
	}
}

// reasonsOf are those for the first number that can be reported.
func reasonsOf(ctx context.Context, desk Desk, list []platfone.Activation) ([]platfone.ReportReason, error) {
	var first error
	for _, a := range list {
		v, err := desk.Weigh(ctx, act.Report{ID: a.ID})
		if err == nil {
			err = v.Err()
		}
		if err == nil {
			return desk.ReportReasons(ctx, a.ID)
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

func (o *Office) reportAll(list []platfone.Activation, r platfone.ReportReason, lines []text.Safe, done func(id string)) tea.Cmd {
	wanted := pane.Each(list, func(a platfone.Activation) pane.Wanted {
		return pane.Wanted{Key: a.ID, Name: o.kit.Phone(a.Phone), Act: act.Report{ID: a.ID, Report: platfone.NewReport{ReasonID: r.ID}}}
	})
	return pane.Send(pane.Push{Sheet: pane.NewTogether(o.kit, o.desk, pane.Several{
		Title: "Report " + text.Count(int64(len(list)), "number", "numbers").String(), Verb: "report", Of: wanted, File: "switchboard-reported",
		Lines: append([]text.Safe{text.Own("Reason: ").Append(text.Clean(r.Name), text.Own("."))}, lines...), Done: done,
		Fails: Declined,
	})})
}

// Declined says why a report was sent and not accepted.
func Declined(out act.Outcome) (string, store.Fate) {
	if v, ok := out.(platfone.Verdict); ok && !v.Accepted {
		return "declined: " + v.Hint(), store.FateNotDone
	}
	return "", store.FateDone
}
