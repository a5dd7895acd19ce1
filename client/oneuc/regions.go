package oneuc

import "strings"

// Country is where emergency addresses can be: nowhere else (Phone Number API, "E911").
type Country string

const (
	US     Country = "US"
	Canada Country = "CA"
)

// Region is a state, territory or province by its two letters.
type Region struct {
	Code, Name string
	Country    Country
}

// Regions lists all of them, the United States first, each in the order of its code.
func Regions() []Region { return append([]Region(nil), regions...) }

// oldRegions are abbreviations from before the two letters, as people still write them.
var oldRegions = map[string]string{"ALA": "AL", "ARIZ": "AZ", "ARK": "AR", "KANS": "KS", "MONT": "MT", "NEBR": "NE", "NEV": "NV", "OKLA": "OK", "ORE": "OR", "WIS": "WI",
	"WYO": "WY", "CALIF": "CA", "COLO": "CO", "CONN": "CT", "FLA": "FL", "ILL": "IL", "MASS": "MA", "MICH": "MI", "MINN": "MN", "ONT": "ON",
	"PENN": "PA", "PENNA": "PA", "QUE": "QC", "PQ": "QC", "SASK": "SK", "TENN": "TN", "TEX": "TX", "WASH": "WA", "WISC": "WI", "ALTA": "AB", "NEWFOUNDLAND": "NL",
	"COLOMBIE-BRITANNIQUE": "BC", "NOUVEAU-BRUNSWICK": "NB", "NOUVELLE-ECOSSE": "NS"}

// RegionOf finds a region by its code or its name, in any case, with accents or without.
func RegionOf(s string) (Region, bool) {
	s = plain(strings.Join(strings.Fields(s), " "))
	if code, ok := oldRegions[s]; ok {
		s = code
	}
	for _, r := range regions {
		if s == r.Code || s == strings.ToUpper(r.Name) {
			return r, true
		}
	}
	return Region{}, false
}

var regions = []Region{
	{"AK", "Alaska", US}, {"AL", "Alabama", US}, {"AR", "Arkansas", US}, {"AS", "American Samoa", US}, {"AZ", "Arizona", US},
	{"CA", "California", US}, {"CO", "Colorado", US}, {"CT", "Connecticut", US}, {"DC", "District of Columbia", US}, {"DE", "Delaware", US},
	{"FL", "Florida", US}, {"GA", "Georgia", US}, {"GU", "Guam", US}, {"HI", "Hawaii", US}, {"IA", "Iowa", US},
	{"ID", "Idaho", US}, {"IL", "Illinois", US}, {"IN", "Indiana", US}, {"KS", "Kansas", US}, {"KY", "Kentucky", US},
	{"LA", "Louisiana", US}, {"MA", "Massachusetts", US}, {"MD", "Maryland", US}, {"ME", "Maine", US}, {"MI", "Michigan", US},
	{"MN", "Minnesota", US}, {"MO", "Missouri", US}, {"MP", "Northern Mariana Islands", US}, {"MS", "Mississippi", US}, {"MT", "Montana", US},
	{"NC", "North Carolina", US}, {"ND", "North Dakota", US}, {"NE", "Nebraska", US}, {"NH", "New Hampshire", US}, {"NJ", "New Jersey", US},
	{"NM", "New Mexico", US}, {"NV", "Nevada", US}, {"NY", "New York", US}, {"OH", "Ohio", US}, {"OK", "Oklahoma", US},
	{"OR", "Oregon", US}, {"PA", "Pennsylvania", US}, {"PR", "Puerto Rico", US}, {"RI", "Rhode Island", US}, {"SC", "South Carolina", US},
	{"SD", "South Dakota", US}, {"TN", "Tennessee", US}, {"TX", "Texas", US}, {"UT", "Utah", US}, {"VA", "Virginia", US},
	{"VI", "Virgin Islands", US}, {"VT", "Vermont", US}, {"WA", "Washington", US}, {"WI", "Wisconsin", US}, {"WV", "West Virginia", US},
	{"WY", "Wyoming", US},
	{"AB", "Alberta", Canada}, {"BC", "British Columbia", Canada}, {"MB", "Manitoba", Canada}, {"NB", "New Brunswick", Canada},
	{"NL", "Newfoundland and Labrador", Canada}, {"NS", "Nova Scotia", Canada}, {"NT", "Northwest Territories", Canada}, {"NU", "Nunavut", Canada},
	{"ON", "Ontario", Canada}, {"PE", "Prince Edward Island", Canada}, {"QC", "Quebec", Canada}, {"SK", "Saskatchewan", Canada}, {"YT", "Yukon", Canada},
}
