package pane

import "context"

// Reads counts the reads of a console that are under way, from when they are asked for until what they
// brought was taken. It belongs to who delivers the messages, as the panes do.
type Reads struct{ left int }

type readsKey struct{}

// Counting returns a context whose reads are counted: every Loader that reads within it.
func Counting(ctx context.Context) (context.Context, *Reads) {
	r := &Reads{}
	return context.WithValue(ctx, readsKey{}, r), r
}

// Left is how many are under way.
func (r *Reads) Left() int { return r.left }

// counted counts one more, where reads are counted, and returns what counts its end.
func counted(ctx context.Context) (ended func()) {
	r, ok := ctx.Value(readsKey{}).(*Reads)
	if !ok {
		return func() {}
	}
	r.left++
	return func() { r.left-- }
}
