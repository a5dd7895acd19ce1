// Package live owns keeping the store true: it asks the providers on a
// schedule, sends what the operator decided, and finds out by reading what
// became of everything that was sent and not answered. It is the only writer
// of business data and, with its desks, the only caller of the clients.
//
// The engine knows no provider. Each is a Desk, a package of its own below this
// one, that registers: its polls, its acts, and what proves that an act was done
// are there; the schedule, the journal of acts, the finding out, the health of a
// provider and what a person allows to be spent are here, the same for all.
//
// Its rules:
//   - An act that spends, buys, releases, cancels or changes an emergency address is in the journal before its first byte is sent, and is sent once.
//   - Without a clear answer it is unknown: found out by reading alone, at growing distances, after every start too. It is never sent again by itself,
//     and nothing else of the same key is begun before it is settled.
//   - What a hook says makes a read due and is otherwise not believed.
//   - Of the processes of a profile one polls; any of them may act. A person's act goes before polls of waiting numbers, these before the rest.
//   - The number of requests does not grow with the number of waiting numbers; the cheapest call that sees them all is made.
package live
