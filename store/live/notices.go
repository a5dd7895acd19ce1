package live

import (
	"context"

	"switchboard/store"
)

// What the lines of the log are called that a person is told about when they are written.
const (
	NoticeReport = store.NoticePrefix + "report" // a report was decided
	NoticeLow    = store.NoticePrefix + "low"    // a balance fell below its threshold
	NoticeLimit  = store.NoticePrefix + "limit"  // the success rate is near its limit; a block began or ended
	NoticeOrder  = store.NoticePrefix + "order"  // a price moved, or one that was watched fell
	NoticeHooks  = store.NoticePrefix + "hooks"  // hooks are silent while polling sees changes
)

// Notice writes down what a person is to be told.
func (e *Engine) Notice(ctx context.Context, kind, who, what string) error {
	return e.db.Audit(context.WithoutCancel(ctx), kind, who, what)
}
