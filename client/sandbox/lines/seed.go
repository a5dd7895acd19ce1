package lines

import (
	"encoding/json"
	"fmt"
	"time"
)

const day = 24 * 60 * 60 // seconds

// seed is a number of the populated world. Where names a street of the fixtures;
// "" is no emergency address.
type seed struct {
	e164, state, where string
	days               int64  // how long the account has it
	public             string // JSON
	after              string
	foreign            bool
}

// named are the numbers that stand for something; the rest fill the list.
var named = []seed{
	{e164: "+14152338397", state: inService, where: "116 NATOMA", days: 984, public: `{"cnam":{"display_name":"ACME PLUMB","inbound_lookup":true}}`},
	{e164: "+14155234712", state: inService, days: 880},
	{e164: "+14155558920", state: reserved, days: 1020, public: `{"my_own_field":{}}`},
	{e164: "+14155550142", state: inService, where: "1 MAIN", days: 400, public: `{"cnam":{"display_name":"ACME PLUMBING"},"my_own_field":{"crm":"C-1042","tags":["vip"]}}`},
	{e164: "+14155550199", state: inService, where: "1 MARKET", days: 380, public: `{"carrier_name":"Pacific Carrier"}`},
	{e164: "+16285550123", state: inService, where: "500 RURAL", days: 330},
	{e164: "+12135550190", state: portIn, days: 12, public: `{"cnam":{"display_name":"NORTHWIND"},"porting":{"billing_name":"Northwind LLC","billing_account_id":"NW-778",` +
		`"billing_telephone_number":"+12135550190","service_provider":"Harbor Telecom","requested_port_date":"2026-12-01","comments":["LOA attached"],"port_id":"f00dbabe"}}`},
	{e164: "+12135550177", state: aging, days: 700},
	{e164: "+18005550111", state: inService, days: 500, public: `{"cnam":{"display_name":"ACME SUPPORT"}}`},
	{e164: "+442079460958", state: inService, days: 260},
	{e164: "+13125550150", state: inService, where: "350 FIFTH", days: 1500, after: aging},
	{e164: "+13125550151", state: inService, days: 900, after: deleted},
	{e164: "+13125550152", state: inService, days: 850, after: reserved},
	{e164: "+12065550180", state: inService, days: 640, foreign: true},
}

// populate fills an empty world with sixty numbers in every state, and one that
// is somebody else's.
func (st *state) populate(now time.Time) {
	for _, s := range named {
		st.plant(s, now.Unix())
	}
	areas := []string{"415", "628", "213", "646", "312", "503", "206", "305", "416", "702"}
	for i := range 47 {
		s := seed{e164: fmt.Sprintf("+1%s555%04d", areas[i%len(areas)], 1200+i*37), state: inService, days: int64(40 + i*19)}
		switch i % 8 {
		case 0, 1, 2:
			s.where = []string{"116 NATOMA", "350 FIFTH", "600 CONGRESS", "301 FRONT"}[i%4]
		case 3:
			s.state = reserved
		case 4:
			s.where, s.public = "1 MARKET", fmt.Sprintf(`{"cnam":{"display_name":"LINE %d"}}`, i)
		case 5:
			s.public = `{"cnam":{"inbound_lookup":true}}`
		}
		st.plant(s, now.Unix())
	}
}

// plant adds one number. An address of the fixtures is filed as if it had been
// accepted long ago; a slow one has stayed geocoded.
func (st *state) plant(s seed, now int64) {
	n := &number{E164: s.e164, State: s.state, Account: st.Account, Local: len(s.e164) == 12 && s.e164[11]%2 == 0, After: s.after,
		Created: now - s.days*day, Modified: now - s.days*day/2}
	if s.foreign {
		n.Account = st.Derive("foreign", 32)
	}
	if s.state == inService {
		n.UsedBy = "callflow"
	}
	if s.public != "" {
		_ = json.Unmarshal([]byte(s.public), &n.Public) // the table is right: a test reads every number
	}
	if known := streets[s.where]; len(known) > 0 {
		n.E911 = known[0].address(&address{Caller: "Michel Mabel", Emails: []string{"ops@example.com"}})
		st.Emergency = append(st.Emergency, event{Number: n.E164, At: n.Modified, Action: n.E911.Status, Street: n.E911.Street})
	}
	st.Numbers[n.E164] = n
}
