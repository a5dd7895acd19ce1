package store

import (
	"context"
	"errors"
	"slices"
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
)

// EmergencyDraft is an emergency address that was filled in and is not on file yet: what was
// typed or last sent, and the places the service asked to choose among. It is kept until the
// service has taken an address, so that quitting loses nothing.
type EmergencyDraft struct {
	Address    oneuc.E911
	Typed      *Place       // what the service asked to choose for, in the first round; nil where it is not known
	Candidates []oneuc.E911 // of the last answer; empty when there is nothing to choose
	Chosen     int          // the candidate that was sent in the round before, from 1; 0 is none
	Round      int          // how often the service has asked to choose, from 1
	Same       bool         // the service asked the very same again
	Problem    string       // why the last one was refused; the provider's words, untrusted
	Kept       time.Time
}

// Place is an address as it is kept: only what a person writes, under the provider's names.
type Place struct {
	Caller string   `json:"caller_name"`
	Street string   `json:"street_address"`
	Unit   string   `json:"extended_address,omitempty"`
	City   string   `json:"locality"`
	State  string   `json:"region"`
	Zip    string   `json:"postal_code"`
	Notify []string `json:"notification_contact_emails"` // null leaves those on file, an empty list removes them
}

// PlaceOf is what a person wrote of an address.
func PlaceOf(e oneuc.E911) Place {
	return Place{e.CallerName, e.StreetAddress, e.Extended, e.Locality, e.Region, e.PostalCode, e.Notify}
}

// Words are what was written, one after the other: two places with the same are written the same way.
func (p Place) Words() []string {
	return append([]string{p.Caller, p.Street, p.Unit, p.City, p.State, p.Zip}, p.Notify...)
}

// E911 is the address to send.
func (p Place) E911() oneuc.E911 {
	return oneuc.E911{CallerName: p.Caller, StreetAddress: p.Street, Extended: p.Unit, Locality: p.City, Region: p.State, PostalCode: p.Zip, Notify: p.Notify}
}

type emergencyBody struct {
	Address    Place   `json:"address"`
	Typed      *Place  `json:"typed,omitempty"`
	Candidates []Place `json:"candidates,omitempty"`
	Chosen     int     `json:"chosen,omitempty"`
	Round      int     `json:"round,omitempty"`
	Same       bool    `json:"same,omitempty"`
	Problem    string  `json:"problem,omitempty"`
}

// PutEmergency keeps the draft of a number's emergency address.
func (db *DB) PutEmergency(ctx context.Context, at time.Time, n phone.E164, d EmergencyDraft) error {
	body := emergencyBody{Address: PlaceOf(d.Address), Typed: d.Typed, Chosen: d.Chosen, Round: d.Round, Same: d.Same, Problem: d.Problem}
	for _, c := range d.Candidates {
		body.Candidates = append(body.Candidates, PlaceOf(c))
	}
	return db.PutDraft(ctx, at, DraftE911, string(n), body)
}

// Emergency reads the draft of a number's emergency address; ErrNotFound when there is none.
func (db *DB) Emergency(ctx context.Context, n phone.E164) (EmergencyDraft, error) {
	var body emergencyBody
	at, err := db.Draft(ctx, DraftE911, string(n), &body)
	if err != nil {
		return EmergencyDraft{}, err
	}
	d := EmergencyDraft{Address: body.Address.E911(), Typed: body.Typed, Chosen: body.Chosen, Round: body.Round, Same: body.Same, Problem: body.Problem, Kept: at}
	for _, c := range body.Candidates {
		d.Candidates = append(d.Candidates, c.E911())
	}
	return d, nil
}

// DropEmergency forgets the draft of a number's emergency address: one is on file.
func (db *DB) DropEmergency(ctx context.Context, at time.Time, n phone.E164) error {
	return db.PutDraft(ctx, at, DraftE911, string(n), nil)
}

// Choice is a number for which the service asks to choose among places.
type Choice struct {
	Number phone.E164
	EmergencyDraft
}

// Choices are the numbers for which a person has to choose, oldest first.
func (db *DB) Choices(ctx context.Context) ([]Choice, error) {
	ids, err := db.Drafts(ctx, DraftE911)
	if err != nil {
		return nil, err
	}
	var all []Choice
	for _, id := range slices.Backward(ids) {
		d, err := db.Emergency(ctx, phone.E164(id))
		switch {
		case errors.Is(err, ErrNotFound): // settled since
		case err != nil:
			return nil, err
		case len(d.Candidates) > 0:
			all = append(all, Choice{phone.E164(id), d})
		}
	}
	return all, nil
}
