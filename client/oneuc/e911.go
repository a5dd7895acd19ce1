package oneuc

import (
	"encoding/json"
	"fmt"
	"strings"
)

// E911Status is what the emergency system says of an address.
type E911Status string

const (
	StatusProvisioned E911Status = "PROVISIONED" // the only one under which help finds the caller
	StatusGeocoded    E911Status = "GEOCODED"    // known, not active
	StatusInvalid     E911Status = "INVALID"
	StatusRemoved     E911Status = "REMOVED"
	StatusError       E911Status = "ERROR"
)

// E911 is an emergency address: what a person writes, and below the empty line
// what the server adds. Only the first part is ever sent.
type E911 struct {
	CallerName    string
	StreetAddress string
	Extended      string // suite, floor, apartment
	Locality      string // city
	Region        string // two letters, US or Canada
	PostalCode    string
	Notify        []string // e-mail addresses told of each emergency call

	Status      E911Status
	PlusFour    string
	Latitude    string
	Longitude   string
	LocationID  string
	ActivatedAt string
	Legacy      LegacyAddress
}

// LegacyAddress is the address as the emergency system splits it.
type LegacyAddress struct {
	HouseNumber    string
	Predirectional string
	StreetName     string
	Suite          string
}

type e911JSON struct {
	CallerName  flexText        `json:"caller_name"`
	Street      flexText        `json:"street_address"`
	Extended    flexText        `json:"extended_address"`
	Locality    flexText        `json:"locality"`
	Region      flexText        `json:"region"`
	Postal      flexText        `json:"postal_code"`
	Notify      json.RawMessage `json:"notification_contact_emails"`
	Status      flexText        `json:"status"`
	PlusFour    flexText        `json:"plus_four"`
	Latitude    flexText        `json:"latitude"`
	Longitude   flexText        `json:"longitude"`
	LocationID  flexText        `json:"location_id"`
	ActivatedAt flexText        `json:"activated_time"`
	Legacy      json.RawMessage `json:"legacy_data"`
}

type legacyJSON struct {
	HouseNumber    flexText `json:"house_number"`
	Predirectional flexText `json:"predirectional"`
	StreetName     flexText `json:"streetname"`
	Suite          flexText `json:"suite"`
}

// UnmarshalJSON reads an address leniently: numbers for strings are accepted,
// parts with another shape are left empty.
func (e *E911) UnmarshalJSON(b []byte) error {
	var j e911JSON
	if err := json.Unmarshal(b, &j); err != nil {
		return fmt.Errorf("read the 911 address: %w", err)
	}
	var legacy legacyJSON
	_ = json.Unmarshal(j.Legacy, &legacy)
	var notify []string
	_ = json.Unmarshal(j.Notify, &notify)
	*e = E911{CallerName: string(j.CallerName), StreetAddress: string(j.Street), Extended: string(j.Extended), Locality: string(j.Locality),
		Region: string(j.Region), PostalCode: string(j.Postal), Notify: notify, Status: E911Status(strings.ToUpper(string(j.Status))),
		PlusFour: string(j.PlusFour), Latitude: string(j.Latitude), Longitude: string(j.Longitude), LocationID: string(j.LocationID),
		ActivatedAt: string(j.ActivatedAt),
		Legacy: LegacyAddress{HouseNumber: string(legacy.HouseNumber), Predirectional: string(legacy.Predirectional),
			StreetName: string(legacy.StreetName), Suite: string(legacy.Suite)}}
	return nil
}

// Line is the address in one line: "116 NATOMA ST APT 116, SAN FRANCISCO CA 94105".
func (e E911) Line() string {
	street := strings.TrimSpace(e.StreetAddress + " " + e.Extended)
	place := strings.Join(strings.Fields(e.Locality+" "+e.Region+" "+e.PostalCode), " ")
	if street == "" || place == "" {
		return street + place
	}
	return street + ", " + place
}
