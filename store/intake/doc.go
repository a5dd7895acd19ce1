// Package intake takes in a file of rows that each want one thing done: an
// emergency address, a caller name, a customer, the draft of a listing.
//
// It owns how a file is read (its separators, its quotes, what a spreadsheet
// did to its cells), what each kind of row means as an act, and the run through
// the rows. It judges nothing: each row is weighed and carried out as the same
// act would be by itself.
//
//   - A file is read to its end before anything is done. One that cannot be read
//     to its end does nothing.
//   - A row that is wrong is told with its line, and keeps no other from being done.
//   - What was done is not noted beside the rows: the journal, the numbers on
//     file and the drafts say it. The same file goes on where it was stopped,
//     whoever stopped it, and so does a longer one.
//   - What is not known to have come through is never sent again by itself.
package intake
