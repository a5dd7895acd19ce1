package lines

import "strings"

// place is one address of the master street database.
type place struct {
	street, unit, city, state, zip string
	plusFour, latitude, longitude  string
	location                       string
	units                          []string // the second choice: one of them has to be named
	slow                           bool     // geocoded at first, active later
}

const sanFrancisco = "SAN FRANCISCO"

// streets is what the database knows, by house number and first word of the
// street. One place is certain, several are a choice, no entry is invalid.
var streets = map[string][]place{
	// The document's own example.
	"116 NATOMA":   {{street: "116 NATOMA ST", city: sanFrancisco, state: "CA", zip: "94105", plusFour: "3745", latitude: "37.786861", longitude: "-122.399484", location: "27578725"}},
	"1 MARKET":     {{street: "1 MARKET ST", city: sanFrancisco, state: "CA", zip: "94105", plusFour: "1420", latitude: "37.793650", longitude: "-122.395120", location: "27578001"}},
	"350 FIFTH":    {{street: "350 FIFTH AVE", city: "NEW YORK", state: "NY", zip: "10118", plusFour: "0110", latitude: "40.748440", longitude: "-73.985660", location: "27578002"}},
	"600 CONGRESS": {{street: "600 CONGRESS AVE", city: "AUSTIN", state: "TX", zip: "78701", plusFour: "3238", latitude: "30.268550", longitude: "-97.742790", location: "27578003"}},
	"301 FRONT":    {{street: "301 FRONT ST W", city: "TORONTO", state: "ON", zip: "M5V 2T6", latitude: "43.642560", longitude: "-79.387140", location: "27578004"}},
	// Geocoded first, provisioned later.
	"500 RURAL": {{street: "500 RURAL ROUTE 2", city: "PETALUMA", state: "CA", zip: "94952", plusFour: "9701", latitude: "38.232420", longitude: "-122.636650", location: "27578005", slow: true}},
	// Two to choose from.
	"1 MAIN": {
		{street: "1 MAIN ST", city: "AUSTIN", state: "TX", zip: "78701", plusFour: "1001", latitude: "30.266700", longitude: "-97.743060", location: "27578006"},
		{street: "1 MAIN AVE", city: "AUSTIN", state: "TX", zip: "78704", plusFour: "2210", latitude: "30.245900", longitude: "-97.768700", location: "27578007"},
	},
	// Three, as on the screen's own picture: two units and another street.
	"200 MARKET": {
		{street: "200 MARKET ST", unit: "APT 116", city: sanFrancisco, state: "CA", zip: "94111", plusFour: "4901", latitude: "37.793010", longitude: "-122.397780", location: "27578008"},
		{street: "200 MARKET ST", unit: "FL 2", city: sanFrancisco, state: "CA", zip: "94111", plusFour: "4902", latitude: "37.793010", longitude: "-122.397780", location: "27578009"},
		{street: "200 MARKET AVE", city: sanFrancisco, state: "CA", zip: "94110", plusFour: "1120", latitude: "37.748310", longitude: "-122.415660", location: "27578010"},
	},
	// A choice, and then the choice of a unit.
	"55 LOOP": {
		{street: "55 LOOP RD", city: "OAKLAND", state: "CA", zip: "94607", plusFour: "5501", latitude: "37.804370", longitude: "-122.280800", location: "27578011", units: []string{"UNIT A", "UNIT B"}},
		{street: "55 LOOP ST", city: "OAKLAND", state: "CA", zip: "94609", plusFour: "5502", latitude: "37.834540", longitude: "-122.264240", location: "27578012"},
	},
	// Nine.
	"9 ELM": {
		{street: "9 ELM ST", city: "ALBANY", state: "CA", zip: "94706", location: "27578013"}, {street: "9 ELM ST", city: "BERKELEY", state: "CA", zip: "94703", location: "27578014"},
		{street: "9 ELM ST", city: "BURLINGAME", state: "CA", zip: "94010", location: "27578015"}, {street: "9 ELM ST", city: "DALY CITY", state: "CA", zip: "94015", location: "27578016"},
		{street: "9 ELM AVE", city: "FREMONT", state: "CA", zip: "94536", location: "27578017"}, {street: "9 ELM AVE", city: "HAYWARD", state: "CA", zip: "94541", location: "27578018"},
		{street: "9 ELM CT", city: "NOVATO", state: "CA", zip: "94945", location: "27578019"}, {street: "9 ELM LN", city: "PACIFICA", state: "CA", zip: "94044", location: "27578020"},
		{street: "9 ELM WAY", city: "SAN MATEO", state: "CA", zip: "94402", location: "27578021"},
	},
}

var (
	suffixes  = map[string]string{"STREET": "ST", "AVENUE": "AVE", "AV": "AVE", "ROAD": "RD", "LANE": "LN", "COURT": "CT", "DRIVE": "DR", "BOULEVARD": "BLVD", "PLAZA": "PLZ"}
	unitWords = map[string]string{"APT": "APT", "APARTMENT": "APT", "STE": "STE", "SUITE": "STE", "UNIT": "UNIT", "FL": "FL", "FLOOR": "FL"}
)

// plain is an address as the database compares it.
type plain struct{ street, unit, city, state, zip string }

// clean writes an address in the database's way: upper case, no punctuation,
// short suffixes, and a unit that stands in the street moved to its own field.
func clean(a *address) plain {
	street, unit := words(a.Street), strings.Join(words(a.Unit), " ")
	for i, word := range street {
		if i > 1 && unitWords[word] != "" && i+1 < len(street) {
			if unit == "" {
				unit = strings.Join(street[i:], " ")
			}
			street = street[:i]
			break
		}
	}
	for i := 1; i < len(street); i++ {
		if short := suffixes[street[i]]; short != "" {
			street[i] = short
		}
	}
	zip, _, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(a.Zip)), "-")
	return plain{strings.Join(street, " "), unit, strings.Join(words(a.City), " "), strings.ToUpper(a.State), zip}
}

// words splits a line of an address, with its words for a unit in short.
func words(line string) []string {
	list := strings.Fields(strings.ToUpper(strings.NewReplacer(".", "", ",", " ", "#", "UNIT ").Replace(line)))
	for i, word := range list {
		if short := unitWords[word]; short != "" {
			list[i] = short
		}
	}
	return list
}

// find looks an address up. Exact means that the first place is the one; else
// the places are what to choose from, and none is an unknown street.
func find(a *address) (places []place, exact bool) {
	p := clean(a)
	head := strings.Fields(p.street)
	if len(head) < 2 {
		return nil, false
	}
	known := streets[head[0]+" "+head[1]]
	if len(known) == 1 {
		return []place{known[0].in(p.unit)}, true
	}
	for _, k := range known {
		if k.street != p.street || k.city != p.city || k.state != p.state || k.zip != p.zip {
			continue
		}
		if len(k.units) == 0 && k.unit == p.unit {
			return []place{k}, true
		}
		if len(k.units) > 0 {
			return k.choose(p.unit)
		}
	}
	return known, false
}

// choose is the second choice, of a unit.
func (k place) choose(unit string) (places []place, exact bool) {
	for _, u := range k.units {
		if u == unit {
			return []place{k.in(u)}, true
		}
		places = append(places, k.in(u))
	}
	return places, false
}

func (k place) in(unit string) place {
	k.unit = unit
	return k
}

// address is the place as the server files it, with what only the sender knows.
func (k place) address(sent *address) *address {
	a := &address{Caller: sent.Caller, Emails: sent.Emails, Street: k.street, Unit: k.unit, City: k.city, State: k.state, Zip: k.zip,
		Latitude: k.latitude, Longitude: k.longitude, Location: k.location, PlusFour: k.plusFour, Status: provisioned}
	if k.slow {
		a.Status = geocoded
	}
	rest := strings.Fields(k.street)
	a.Legacy = legacy{House: rest[0], Suite: k.unit}
	if len(rest) > 2 && strings.Contains(" N E S W NE NW SE SW ", " "+rest[1]+" ") {
		a.Legacy.Direction, rest = rest[1], rest[1:]
	}
	a.Legacy.Street = strings.Join(rest[1:], " ")
	return a
}
