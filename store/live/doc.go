// Package live owns keeping the store true: it asks the providers on a
// schedule, sends what the operator decided, and finds out by reading what
// became of everything that was sent and not answered. It is the only writer
// of business data and, with its desks, the only caller of the clients.
//
// The engine knows no provider. Each is a Desk, a package of its own below this
// one, that registers: its polls, its acts, and what proves that an act was done
// are there; the schedule, the journal of acts, the finding out, the health of a
// provider and what a person allows to be spent are here, the same for all.
package live
