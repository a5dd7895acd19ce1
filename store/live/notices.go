package live

import "context"

// What the lines of the log are called that a person is told about when they
// are written. Screens raise a notice for what begins with
// NoticePrefix; the rest of the word is the notice's kind.
const (
	NoticePrefix = "notice."
	NoticeReport = NoticePrefix + "report" // a report was decided
	NoticeLow    = NoticePrefix + "low"    // a balance fell below its threshold
	NoticeLimit  = NoticePrefix + "limit"  // the success rate is near its limit; a block began or ended
	NoticeOrder  = NoticePrefix + "order"  // a price moved, or one that was watched fell
	NoticeHooks  = NoticePrefix + "hooks"  // hooks are silent while polling sees changes
)

// Notice writes down what a person is to be told.
func (e *Engine) Notice(ctx context.Context, kind, who, what string) error {
	return e.db.Audit(context.WithoutCancel(ctx), kind, who, what)
}
