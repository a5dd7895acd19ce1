package platfone

// Supersedes reports whether the observation a may replace have, both of one activation.
// An older snapshot never does, nor one that takes a finished activation back: the end is
// final but for money that is refunded and a report that is decided. Between snapshots of
// the same second the more advanced one wins. A repetition of the same state
// replaces, unless it lost the code.
func (a Activation) Supersedes(have Activation) bool {
	if have.Status.Ended() && a.Status != have.Status {
		return false
	}
	if have.Billing == BillingRefunded && a.Billing != BillingRefunded {
		return false
	}
	if !a.UpdatedAt.Equal(have.UpdatedAt) && !a.UpdatedAt.IsZero() && !have.UpdatedAt.IsZero() {
		return a.UpdatedAt.After(have.UpdatedAt)
	}
	for _, step := range [][2]int{
		{finished(a), finished(have)},
		{a.SMS.rank(), have.SMS.rank()},
		{a.Billing.rank(), have.Billing.rank()},
		{a.Report.rank(), have.Report.rank()},
	} {
		if step[0] != step[1] {
			return step[0] > step[1]
		}
	}
	return a.HasCode() || !have.HasCode()
}

// finished ranks a finished activation above a running one.
func finished(a Activation) int {
	if a.Status.Ended() {
		return 1
	}
	return 0
}
