package lines

import (
	"time"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/cli"
)

// owned is a number of the account.
type owned struct {
	Number   phone.E164 `json:"e164" col:"number" about:"the phone number"`
	State    string     `json:"state" col:"state" about:"the provider's word"`
	E911     string     `json:"e911" col:"911" about:"how its 911 address stands: provisioned, geocoded, missing, error or unread"`
	CNAM     string     `json:"cnam" col:"cnam" about:"the caller name"`
	Features []string   `json:"features" col:"features" about:"the provider's words"`
	UsedBy   string     `json:"used_by" col:"used by" about:"the provider's word"`
	Owner    string     `json:"assigned_to" col:"owner" about:"the account it is assigned to"`
	Created  time.Time  `json:"created_at" col:"since" about:"since when it is there"`
	Read     time.Time  `json:"read_at" about:"when this was read from the provider"`
	cli.Noted
}

func ownedOf(n store.Number) owned {
	cnam, _ := n.Document.CNAM()
	return owned{n.E164, string(n.State), n.Cover().Name(), cnam.DisplayName, n.Features, n.UsedBy, n.AssignedTo, n.Created, n.Seen, cli.Noted{}}
}

// whole is everything the provider keeps of a number.
type whole struct {
	owned
	Lookup    bool     `json:"inbound_lookup" about:"whether callers' names are looked up"`
	Carrier   string   `json:"carrier_name" about:"the carrier"`
	MovedFrom string   `json:"port_service_provider" about:"where it was ported from"`
	PortDate  string   `json:"requested_port_date" about:"when it was to be ported"`
	Porting   string   `json:"porting" about:"everything that was filed for porting it, as the provider's JSON"`
	Own       string   `json:"own_fields" about:"fields of your own, as JSON"`
	Address   *address `json:"e911_address" about:"the 911 address on file"`
}

func wholeOf(n store.Number) whole {
	cnam, _ := n.Document.CNAM()
	porting, _ := n.Document.Porting()
	r := whole{owned: ownedOf(n), Lookup: cnam.InboundLookup, Carrier: n.Document.CarrierName(), MovedFrom: porting.ServiceProvider,
		PortDate: porting.RequestedPortDate, Porting: string(n.Document["porting"]), Own: n.Document.Custom().String()}
	if e, ok := n.Document.E911(); ok {
		a := addressOf(n.E164, e)
		r.Address = &a
	}
	return r
}

// address is an emergency address as the provider keeps it.
type address struct {
	Number   phone.E164 `json:"e164" about:"the phone number"`
	Status   string     `json:"status" about:"the provider's word; only PROVISIONED is served"`
	Caller   string     `json:"caller_name" about:"the name shown to the 911 centre"`
	Street   string     `json:"street_address" about:"house number and street"`
	Unit     string     `json:"extended_address" about:"suite, floor or apartment"`
	City     string     `json:"locality" about:"the city"`
	State    string     `json:"region" about:"state or province, two letters"`
	ZIP      string     `json:"postal_code" about:"the postal code"`
	PlusFour string     `json:"plus_four" about:"the last four digits of the long postal code"`
	Notify   []string   `json:"notification_contact_emails" about:"who gets an e-mail when 911 is called"`
	Location string     `json:"location_id" about:"the emergency system's id of the place"`
}

func addressOf(n phone.E164, e oneuc.E911) address {
	return address{n, string(e.Status), e.CallerName, e.StreetAddress, e.Extended, e.Locality, e.Region, e.PostalCode, e.PlusFour, e.Notify, e.LocationID}
}

// filed is an emergency address that was sent, as it is on file now.
type filed struct {
	address
	AsSent  bool     `json:"as_sent" about:"whether what is on file is what was sent"`
	Differs []string `json:"differs" about:"the fields that are not"`
}

// understood is a pasted address as it was split, where that is not certain.
type understood struct {
	Street string   `json:"street_address" about:"house number and street"`
	Unit   string   `json:"extended_address" about:"suite, floor or apartment"`
	City   string   `json:"locality" about:"the city"`
	State  string   `json:"region" about:"state or province, two letters"`
	ZIP    string   `json:"postal_code" about:"the postal code"`
	Caller string   `json:"caller_name" about:"the name shown to the 911 centre"`
	Unsure []string `json:"unsure" about:"what is not certain, a sentence each"`
	Left   []string `json:"left_out" about:"what was taken for no part of the address"`
}

// choice is one of several places that an address can mean.
type choice struct {
	Choice  int    `json:"choice" col:"choice" about:"for e911 choose"`
	Street  string `json:"street_address" col:"street" about:"house number and street"`
	Unit    string `json:"extended_address" col:"unit" about:"suite, floor or apartment"`
	City    string `json:"locality" col:"city" about:"the city"`
	State   string `json:"region" col:"state" about:"state or province, two letters"`
	ZIP     string `json:"postal_code" col:"zip" about:"the postal code"`
	Differs string `json:"differs" col:"differs" about:"how it differs from what was sent"`
	Closest bool   `json:"closest" col:"closest" about:"the one that differs least"`
	Round   int    `json:"round" about:"how often the service has asked"`
}

// undecided is a number for which a place has to be chosen.
type undecided struct {
	Number phone.E164 `json:"e164" col:"number" about:"the phone number"`
	Typed  string     `json:"address" col:"address" about:"the address that was sent"`
	Places int        `json:"places" col:"places" about:"how many places it can mean: e911 choose takes one"`
	First  string     `json:"closest" col:"closest" about:"the place that differs least"`
	At     int        `json:"choice" col:"choice" about:"its number for e911 choose"`
	Round  int        `json:"round" about:"how often the service has asked"`
	Since  time.Time  `json:"asked_at" col:"since" about:"when it asked last"`
}

func undecidedOf(c store.Choice) undecided {
	r := undecided{c.Number, c.Address.Line(), len(c.Candidates), "", 0, c.Round, c.Kept}
	if best := oneuc.Closest(c.Address, c.Candidates); best >= 0 {
		r.First, r.At = c.Candidates[best].Line(), best+1
	}
	return r
}

// removed is an emergency address that is gone.
type removed struct {
	Number  phone.E164 `json:"e164" about:"the phone number"`
	Removed bool       `json:"removed" about:"whether it was removed now; false when none was on file"`
}

// found is a number that is for sale.
type found struct {
	Number phone.E164 `json:"e164" col:"number" about:"the phone number"`
	Place  string     `json:"rate_center" col:"place" about:"the provider's word for where it is"`
	Region string     `json:"rate_center_state" col:"region" about:"and in which state or province"`
	Status string     `json:"status" col:"status" about:"the provider's word"`
}

// bought is what became of a number that was to be bought.
type bought struct {
	Number phone.E164 `json:"e164" col:"number" about:"the phone number"`
	Result string     `json:"result" col:"result" about:"bought, not bought, not available or unknown"`
	Reason string     `json:"why" col:"why" about:"in a sentence"`
}

// released is a number that was given back.
type released struct {
	Number   phone.E164 `json:"e164" about:"the phone number"`
	Released bool       `json:"released" about:"whether it is given back"`
	State    string     `json:"state" about:"what it became, in the provider's word; empty where it was given back before and is not known any more"`
}
