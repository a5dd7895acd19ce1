package sandbox

import (
	"time"

	"switchboard/client/sandbox/retail"
)

// Book is an invented history of any size of the SMS provider, made as it is
// read. It is no part of a world.
type Book = retail.Book

// NewBook makes the history of that many orders by that many customers that
// ends with the day before end.
func NewBook(seed uint64, end time.Time, orders, customers int) *Book {
	return retail.NewBook(seed, end, orders, customers)
}
