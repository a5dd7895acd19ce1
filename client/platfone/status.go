package platfone

import "slices"

// SMSStatus says how far the messages of an activation have come. A word that is not listed here is kept as the provider wrote it.
type SMSStatus string

// The documented values of sms_status.
const (
	SMSRequested   SMSStatus = "smsRequested"
	SMSReceived    SMSStatus = "smsReceived"
	RetryRequested SMSStatus = "retryRequested"
	RetryReceived  SMSStatus = "retryReceived"
)

// Known reports whether the word is documented.
func (s SMSStatus) Known() bool { return s.rank() >= 0 }

// Received reports whether the last message asked for has come.
func (s SMSStatus) Received() bool { return s == SMSReceived || s == RetryReceived }

// rank orders the words by progress; -1 for an undocumented one.
func (s SMSStatus) rank() int {
	return slices.Index([]SMSStatus{SMSRequested, SMSReceived, RetryRequested, RetryReceived}, s)
}

// ActivationStatus says whether an activation still runs.
type ActivationStatus string

// The documented values of activation_status.
const (
	StatusActive    ActivationStatus = "active"
	StatusFinalized ActivationStatus = "finalized"
	StatusExpired   ActivationStatus = "expired"
	StatusCanceled  ActivationStatus = "canceled"
)

// Ended reports whether the activation is over for good.
func (s ActivationStatus) Ended() bool {
	return s == StatusFinalized || s == StatusExpired || s == StatusCanceled
}

// BillingStatus says where the money of an activation is.
type BillingStatus string

// The documented values of billing_status.
const (
	BillingReserved BillingStatus = "reserved"
	BillingReleased BillingStatus = "released"
	BillingBilled   BillingStatus = "billed"
	BillingRefunded BillingStatus = "refunded"
)

// Known reports whether the word is documented.
func (s BillingStatus) Known() bool { return s.rank() >= 0 }

// rank orders the words by progress; -1 for an undocumented one.
func (s BillingStatus) rank() int {
	switch s {
	case BillingReserved:
		return 0
	case BillingReleased, BillingBilled:
		return 1
	case BillingRefunded:
		return 2
	}
	return -1
}

// ReportStatus says what became of a report; empty means none was made.
type ReportStatus string

// The documented values of report_status.
const (
	ReportNone     ReportStatus = ""
	ReportInReview ReportStatus = "inReview"
	ReportDeclined ReportStatus = "declined"
	ReportApproved ReportStatus = "approved"
)

// rank orders the words by progress; -1 for an undocumented one.
func (s ReportStatus) rank() int {
	switch s {
	case ReportNone:
		return 0
	case ReportInReview:
		return 1
	case ReportDeclined, ReportApproved:
		return 2
	}
	return -1
}

// CustomerStatus says what a customer may do.
type CustomerStatus string

// The documented values of a customer's status.
const (
	CustomerActive   CustomerStatus = "active"
	CustomerPaused   CustomerStatus = "paused"
	CustomerDisabled CustomerStatus = "disabled"
	CustomerMarked   CustomerStatus = "markedForDeletion"
)

// Known reports whether the word is documented.
func (s CustomerStatus) Known() bool {
	return s == CustomerActive || s == CustomerPaused || s == CustomerDisabled || s == CustomerMarked
}

// Stops says in one line what the status stops a customer from doing; empty for active and for undocumented words.
func (s CustomerStatus) Stops() string {
	switch s {
	case CustomerPaused:
		return "no new activations; running ones go on"
	case CustomerDisabled:
		return "every operation of the customer is stopped"
	case CustomerMarked:
		return "everything stops and the customer will be deleted"
	}
	return ""
}
