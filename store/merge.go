package store

import (
	"hash/crc64"

	"switchboard/client/platfone"
)

// take makes the new row of an observation that is not older than what is known.
func take(a platfone.Activation, known *Activation) Activation {
	row := Activation{Activation: a, rawSum: int64(crc64.Checksum(a.Raw, sumTable))}
	if known == nil {
		row.Key = keyOf(a.CreatedAt, a.ID)
		row.Round = firstRound(a.SMS)
	} else {
		row.Key, row.Round, row.CodeAt = known.Key, known.Round+asked(known.SMS, a.SMS), known.CodeAt
		row.keep(known)
	}
	if row.CodeAt.IsZero() && a.HasCode() && a.SMS == platfone.SMSReceived && lastChangedByCode(a) {
		row.CodeAt = a.UpdatedAt
	}
	return row
}

// lastChangedByCode reports that nothing can have changed a number since its first SMS: it runs, or it ran to its end by itself and was last
// changed before that.
func lastChangedByCode(a platfone.Activation) bool {
	return a.Status == platfone.StatusActive ||
		a.Status == platfone.StatusExpired && a.Report == platfone.ReportNone && a.UpdatedAt.Before(a.ExpireAt)
}

// keep holds on to what this observation left out: some routes answer without the formatted
// number, the customer or the prices.
func (a *Activation) keep(known *Activation) {
	if a.CustomerID == "" {
		a.CustomerID = known.CustomerID
	}
	if a.Formatted == "" {
		a.Formatted = known.Formatted
	}
	if a.Phone == "" {
		a.Phone = known.Phone
	}
	if !a.Price.Known {
		a.Price = known.Price
	}
	if !a.CustomerPrice.Known {
		a.CustomerPrice = known.CustomerPrice
	}
	if a.CreatedAt.IsZero() {
		a.CreatedAt = known.CreatedAt
	}
	if a.UpdatedAt.IsZero() {
		a.UpdatedAt = known.UpdatedAt
	}
}

// firstRound is how often another SMS had been asked for when an activation is first heard of.
func firstRound(now platfone.SMSStatus) int {
	if now == platfone.RetryRequested || now == platfone.RetryReceived {
		return 1
	}
	return 0
}

// asked is 1 when another SMS was asked for between two observations.
func asked(before, now platfone.SMSStatus) int {
	switch {
	case now == platfone.RetryRequested && before != platfone.RetryRequested,
		now == platfone.RetryReceived && before != platfone.RetryRequested && before != platfone.RetryReceived:
		return 1
	}
	return 0
}

// same reports whether an observation tells nothing that is not known.
func same(row Activation, known *Activation) bool {
	return row.rawSum == known.rawSum && row.SMS == known.SMS && row.Status == known.Status && row.Billing == known.Billing &&
		row.Report == known.Report && row.Code == known.Code && row.Text == known.Text && row.UpdatedAt.Equal(known.UpdatedAt) &&
		row.Price == known.Price && row.CustomerPrice == known.CustomerPrice && row.CodeAt.Equal(known.CodeAt) && row.Round == known.Round
}
