// Package live owns keeping the store true: it asks the providers on a
// schedule, sends what the operator decided, and finds out by reading what
// became of everything that was sent and not answered. It is the only writer
// of business data and the only caller of the clients.
package live
