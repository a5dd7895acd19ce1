package pane

import (
	"switchboard/client/money"
	"switchboard/store"
	"switchboard/ui/text"
)

// Count is how many there are: about as many as are here while not all were read, and not 0 while none was.
func (k *Kit) Count(c store.Count) text.Safe {
	switch {
	case c.Known:
		return text.Int(int64(c.N))
	case c.N == 0:
		return text.Own("-")
	}
	return k.about(text.Int(int64(c.N)))
}

// about marks a figure as one that is not known exactly.
func (k *Kit) about(s text.Safe) text.Safe {
	return text.Clean(k.Styles.About).Append(text.Own(" "), s)
}

// Summed is an amount over orders: whole says that all of them were read.
func (k *Kit) Summed(c money.Cents, whole bool) text.Safe {
	switch {
	case whole:
		return k.Cents(c)
	case c == 0:
		return text.Own("-")
	}
	return k.about(k.Cents(c))
}

// Free is what a customer has to spend, marked as an estimate while the held part is not known.
func (k *Kit) Free(c store.Customer) text.Safe {
	free, exact := c.Free()
	amount := k.Money(free)
	if free.Known && !exact {
		return k.about(amount)
	}
	return amount
}
