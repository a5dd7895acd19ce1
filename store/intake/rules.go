package intake

import "errors"

// The bounds of a file. What lies over them is refused before anything is
// done, so that a wrong file costs neither memory nor hours.
const (
	MaxRows  = 20_000   // at the pace of the slowest provider that is eleven hours
	MaxBytes = 16 << 20 // of the whole file
	maxCell  = 1000     // bytes of one cell; the longest field of any provider has fewer
)

// The reasons why a file cannot be read at all. Nothing of it is done then.
var (
	errEmpty = errors.New("the file is empty: it needs a first line with the names of the columns")
	errUTF16 = errors.New("the file is UTF-16: save it as CSV in UTF-8")
	errLarge = errors.New("the file has more than 16 MB: split it")
	errRows  = errors.New("the file has more than 20,000 rows: split it")
	errNone  = errors.New("the file has no row below the names of the columns")
)
