package oneuc

// Outcome is what came of sending an emergency address. It is exactly one of
// Provisioned, Geocoded, Failed, Choices, InvalidAddress, FieldErrors and
// Charges; everything else is an error.
type Outcome interface{ outcome() }

// Provisioned: the address is active. Address is the server's own writing of it.
type Provisioned struct {
	Address  E911
	Document Document
}

// Geocoded: the address is known but not active; it must never look like success.
type Geocoded struct {
	Address  E911
	Document Document
}

// Failed: the system took the address and does not serve it.
type Failed struct {
	Status   E911Status // INVALID, ERROR, REMOVED
	Address  E911
	Document Document
}

// Choices: several places match; a person picks one, or changes what was typed.
type Choices struct {
	Cause      E911 // what the service understood, as it sends it back
	Candidates []E911
	Message    string
}

// InvalidAddress: the service does not find the place. Cause is what it looked for.
type InvalidAddress struct {
	Cause   E911
	Message string
}

// FieldErrors are the words for each wrong field, under the server's dotted name,
// e.g. "e911.region". The rules of this package use the same names.
type FieldErrors map[string]string

// Charges: nothing was done; doing it costs this much and needs consent.
type Charges struct{ Quote Quote }

func (Provisioned) outcome()    {}
func (Geocoded) outcome()       {}
func (Failed) outcome()         {}
func (Choices) outcome()        {}
func (InvalidAddress) outcome() {}
func (FieldErrors) outcome()    {}
func (Charges) outcome()        {}
