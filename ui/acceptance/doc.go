// Package acceptance holds the whole console, as it is put together for a
// person, to what it promises of every pane at once. It owns nothing else.
package acceptance
