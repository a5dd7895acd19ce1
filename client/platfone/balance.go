package platfone

import "fmt"

// Balance is the money of a customer or of the account, in cents.
type Balance struct {
	Total    Price
	Reserved Price // held for numbers that wait for their first message
}

// UnmarshalJSON reads {"total","reserved"} and, for the account, the shapes inferred in
// AccountBalance.
func (b *Balance) UnmarshalJSON(raw []byte) error {
	o, err := readObject(raw)
	if err != nil {
		return fmt.Errorf("reading a balance: %w", err)
	}
	*b = Balance{Total: o.balance("total"), Reserved: o.balance("reserved")}
	if !b.Total.Known {
		b.Total = o.balance("balance")
	}
	return nil
}

// Free is what is left after what is held. Whether the held part is inside the total is not
// documented, so it serves warnings only and the provider's answer decides (api.md A9).
func (b Balance) Free() Price {
	if !b.Total.Known {
		return Price{}
	}
	if !b.Reserved.Known {
		return b.Total
	}
	return Known(b.Total.Cents - b.Reserved.Cents)
}
