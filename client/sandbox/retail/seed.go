package retail

import (
	"math/rand/v2"
	"slices"
	"time"
)

// historyRows is how many ended activations a new world has, over historyDays.
const (
	historyRows = 1000
	historyDays = 30
)

// person is one of the people a new world begins with.
type person struct {
	id, status string
	balance    int64 // cents, what is left after everything that was billed
}

// cast is everybody, busiest first. All of them are invented.
func cast() []person {
	a, p, d, m := customerActive, customerPaused, customerDisabled, customerMarked
	return []person{
		{"acme", a, 3300}, {"northwind", a, 246}, {"bluekite", a, 12840}, {"harborlight", a, 7725}, {"cobaltfox", a, 5410},
		{"lanternworks", a, 990}, {"pinecrest", a, 18050}, {"oddsocks", a, 415}, {"quietmill", a, 2600}, {"redbarrow", a, 31200},
		{"saltmarsh", a, 640}, {"tinwhistle", a, 8800}, {"umbrellaco", a, 1495}, {"velvetowl", a, 4375}, {"westering", a, 60},
		{"xylotron", a, 2210}, {"yellowdoor", a, 9999}, {"zephyrine", a, 3120}, {"amberlane", a, 150}, {"brasskettle", a, 700},
		{"copperhill", a, 5600}, {"driftwood7", a, 1280}, {"eastgate", a, 45}, {"fernhollow", a, 3700}, {"greyheron", a, 0},
		{"hollowoak", p, 2075}, {"inkwell", p, 880}, {"juniper9", p, 1320}, {"xDWxt7dd6efro3yWL4qfuEWjvAz1", p, -350},
		{"kitefield", p, 25}, {"larkspur", d, 510}, {"millrace", d, 1900}, {"nettleton", d, 0}, {"opalstreet", d, 75},
		{"papermoon", m, 320}, {"quarrybank", m, 0}, {"rustygate", m, 90},
		{"u7Qm2Zk9Rt4Wy8Lp3Xc6Vb1Nd5Hs0Jf2Gg7Ka4Mq9Te6Ur3Yi8Op1As5Df0Hj2Kl7Zx4Cv9Bn6Mm3Qw1", a, 1750},
		{"yHZpQ8lf89aLt8uR6hNyJH7gk0y5", a, 2301}, {"sandpiper", a, 100000},
	}
}

// populate fills a new world: people, thirty days of history, the scenes that
// every screen must be able to show, and money that adds up.
func (s *Service) populate(now time.Time) {
	dice := rand.New(rand.NewPCG(s.Seed, 0x5a1d))
	s.people = map[string]*customer{}
	for i, one := range cast() {
		created := now.Add(-time.Duration(45*24-i*7) * time.Hour).Unix()
		c := &customer{ID: one.id, Status: one.status, Created: created, Updated: created}
		s.Customers = append(s.Customers, c)
		s.people[c.ID] = c
	}
	s.pastRows(dice, now)
	s.scenes(now)
	slices.SortStableFunc(s.Activations, func(a, b *activation) int { return int(a.Created - b.Created) })
	s.settle(dice, now)
	s.business(now)
	s.Account = 125000
}

// pastRows makes the history: about two of three orders got their code.
func (s *Service) pastRows(dice *rand.Rand, now time.Time) {
	busy := cast()
	popular := s.popularServices()
	for range historyRows {
		age := 25*time.Minute + time.Duration(dice.Int64N(int64(historyDays*24*time.Hour-time.Hour)))
		who := busy[min(dice.IntN(len(busy)), dice.IntN(len(busy)))]
		service := s.catalog.services[dice.IntN(len(s.catalog.services))]
		if dice.IntN(4) > 0 {
			service = popular[dice.IntN(len(popular))]
		}
		country := s.catalog.countries[dice.IntN(len(s.catalog.countries))]
		if dice.IntN(3) > 0 {
			country = s.catalog.countries[dice.IntN(9)]
		}
		if service.Prohibited {
			continue
		}
		a := s.past(who.id, service.ID, country.ID, now.Add(-age))
		switch outcome := dice.IntN(100); {
		case outcome < 38:
			s.receive(a, 20+dice.Int64N(300))
			a.Status, a.Updated = finalized, a.Updated+5+dice.Int64N(120)
		case outcome < 64:
			s.receive(a, 20+dice.Int64N(1100))
			a.Status, a.Updated = expired, a.Expire
		case outcome < 84 || a.Cancelable == nil:
			a.Status, a.Billing, a.Updated = expired, released, a.Expire
		default:
			a.Status, a.Billing, a.Updated = canceled, released, *a.Cancelable+1+dice.Int64N(400)
		}
		if a.Billing == billed && dice.IntN(18) == 0 {
			s.judged(a, 2+dice.IntN(6))
		}
	}
}

func (s *Service) popularServices() []*service {
	var list []*service
	for _, one := range s.catalog.services {
		if one.popular && one.ID != "other" {
			list = append(list, one)
		}
	}
	return list
}

// past makes an activation ordered at a time, still waiting for its SMS.
func (s *Service) past(customer, serviceID, countryID string, at time.Time) *activation {
	s.Serial++
	a := s.ordered(s.Serial, customer, serviceID, countryID, at)
	s.Activations = append(s.Activations, a)
	return a
}

// ordered makes an activation with a serial number of its own.
func (s *Service) ordered(serial int, customer, serviceID, countryID string, at time.Time) *activation {
	o := s.catalog.offer(s.catalog.service(serviceID), s.catalog.country(countryID), 0)
	price := o.at(float64(25 * (serial % 5)))
	bill := charge{markup: 60, dynamic: serial%3 == 0}
	a := &activation{
		ID: s.hexID("activation", serial), Serial: serial, Customer: customer, Country: countryID, Service: serviceID,
		SMS: smsRequested, Status: active, Billing: reserved, Price: price,
		Reserve: bill.reserve(o.suggested), Charge: bill.final(o.suggested, price),
		Created: at.Unix(), Updated: at.Unix(), Expire: at.Add(lifetime).Unix(), Retriable: o.retriable,
	}
	a.Phone, a.Formatted = s.number(o.country, serial)
	if countryID != neverCancel {
		from := at.Add(cancelAfter).Unix()
		a.Cancelable = &from
	}
	return a
}

// receive gives an activation its first SMS some seconds after the order. The
// money follows in settle.
func (s *Service) receive(a *activation, after int64) {
	words, code := s.message(a.Service, a.Serial*100)
	a.SMS, a.Billing, a.Text, a.Code, a.Updated = smsReceived, billed, &words, code, a.Created+after
}

// judged gives an ended activation a report that has been decided.
func (s *Service) judged(a *activation, reasonID int) {
	why := allReasons()[reasonID-1]
	filed, decided := a.Updated+120, a.Updated+200
	snapshot, _ := snapshotOf(a) // strings and numbers always encode
	a.Filed = &report{Reason: reasonID, Message: "The service answered: " + why.Name, Snapshot: snapshot,
		Created: filed, Updated: decided, Decide: decided, Approve: why.refunds}
	a.Report, a.Updated = declined, decided
	if why.refunds {
		a.Report, a.Billing = approved, refunded
	}
}

// settle books what each person paid in, so that balance = transactions -
// what was billed, to the cent.
func (s *Service) settle(dice *rand.Rand, now time.Time) {
	spent := map[string]int64{}
	for _, a := range s.Activations {
		if a.Billing == billed {
			spent[a.Customer] += a.Charge
		}
	}
	gateways := []string{"stripe", "paypal", "manual", "bank"}
	var deposits []transaction
	for i, one := range cast() {
		rest, n := one.balance+spent[one.id], 0
		first := s.people[one.id].Created
		for rest != 0 && n < 400 {
			amount := max(min(rest, 100000), -100000)
			if n < 3 && rest > 2000 {
				amount = rest / int64(2+dice.IntN(3))
			}
			at := first
			if n > 0 {
				at = first + dice.Int64N(now.Unix()-first)
			}
			id := s.hexID("deposit", i*1000+n)
			if n == 0 {
				id = "opening_" + id
			}
			deposits = append(deposits, transaction{Customer: one.id, ID: id, Gateway: gateways[dice.IntN(len(gateways))], Amount: amount, Created: at})
			rest -= amount
			n++
		}
		s.people[one.id].Total = one.balance
	}
	slices.SortStableFunc(deposits, func(a, b transaction) int { return int(a.Created - b.Created) })
	s.Transactions = deposits
}
