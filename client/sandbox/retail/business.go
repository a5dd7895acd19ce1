package retail

import (
	"maps"
	"math/rand/v2"
	"slices"
	"time"
)

// lane is a route that a good part of the business goes over.
type lane struct {
	service, country string
	daily            int   // orders on a working day
	percent          int   // of them that get their code
	half             int64 // seconds within which half of the codes come
	fell             int   // per cent in the week that went badly
}

// lanes are six routes with most of the orders. In one week four of them failed.
func lanes() []lane {
	return []lane{
		{"telegram", "uk", 19, 84, 31, 14}, {"google", "us", 14, 88, 22, 19}, {"whatsapp", "pl", 11, 71, 48, 12},
		{"instagram", "ca", 8, 79, 39, 16}, {"facebook", "us", 7, 66, 64, 66}, {"tiktok", "uk", 6, 76, 27, 76},
	}
}

const (
	// laneSerial is the number of the first order of the lanes: far from those that are handed out.
	laneSerial = 1 << 30
	// The week that went badly, in days before the world began.
	badFrom, badTo = 19, 13
	soonest        = 35 * time.Minute // what is younger than that, or ended in the last minutes, is a scene's
)

// rush is how likely an order is in each hour of the day (UTC).
var rush = [24]int{3, 2, 1, 1, 1, 2, 4, 7, 11, 14, 15, 13, 11, 12, 14, 15, 14, 13, 12, 14, 13, 10, 7, 5}

// business adds a month in which most orders go over the six lanes, and pays for them so that no balance changes.
func (s *Service) business(now time.Time) {
	dice := rand.New(rand.NewPCG(s.Seed, 0xb051e55))
	var rows []*activation
	busy := cast()[:24]
	for day := historyDays; day >= 0; day-- {
		midnight := now.UTC().Truncate(24*time.Hour).AddDate(0, 0, -day)
		for _, l := range lanes() {
			bad := day <= badFrom && day >= badTo
			for range l.orders(dice, midnight) {
				at := midnight.Add(moment(dice))
				if at.After(now.Add(-soonest)) {
					continue
				}
				who := busy[min(dice.IntN(len(busy)), dice.IntN(len(busy)))]
				rows = append(rows, s.ordered(laneSerial+len(rows), who.id, l.service, l.country, at))
				s.overLane(dice, l, rows[len(rows)-1], bad)
			}
		}
	}
	s.Activations = append(s.Activations, rows...)
	slices.SortStableFunc(s.Activations, func(a, b *activation) int { return int(a.Created - b.Created) })
	s.topUp(rows)
}

// orders is how many a day brings: fewer at the week's end.
func (l lane) orders(dice *rand.Rand, day time.Time) int {
	n := l.daily
	if d := day.Weekday(); d == time.Saturday || d == time.Sunday {
		n = n * 55 / 100
	}
	return n*80/100 + dice.IntN(1+n*40/100)
}

// moment is a time of the day at which orders are made.
func moment(dice *rand.Rand) time.Duration {
	total := 0
	for _, n := range rush {
		total += n
	}
	hour, left := 0, dice.IntN(total)
	for left >= rush[hour] {
		left -= rush[hour]
		hour++
	}
	return time.Duration(hour)*time.Hour + time.Duration(dice.Int64N(int64(time.Hour/time.Second)))*time.Second
}

// overLane decides what became of an order over a lane.
func (s *Service) overLane(dice *rand.Rand, l lane, a *activation, bad bool) {
	percent := l.percent
	if bad {
		percent = l.fell
	}
	if dice.IntN(100) >= percent {
		a.Status, a.Billing, a.Updated = expired, released, a.Expire
		if dice.IntN(3) == 0 && a.Cancelable != nil {
			a.Status, a.Updated = canceled, *a.Cancelable+1+dice.Int64N(400)
		}
		return
	}
	// Half of the codes come within the lane's time, the rest ever more seldom after it.
	after := 4 + dice.Int64N(l.half)
	for after > 4 && dice.IntN(2) == 0 && after < 600 {
		after += 1 + dice.Int64N(l.half)
	}
	s.receive(a, after)
	a.Status = expired // nobody touched it after its SMS: it was last changed when that came
	if dice.IntN(16) == 0 {
		a.Updated = a.Expire
		s.judged(a, 2+dice.IntN(6))
	}
}

// topUp books, week by week, what the customers of some orders paid for them.
func (s *Service) topUp(rows []*activation) {
	const week = 7 * 24 * 3600
	spent := map[string]map[int64]int64{}
	for _, a := range rows {
		if a.Billing != billed {
			continue
		}
		if spent[a.Customer] == nil {
			spent[a.Customer] = map[int64]int64{}
		}
		spent[a.Customer][a.Created/week*week] += a.Charge
	}
	for i, one := range cast() {
		for _, start := range slices.Sorted(maps.Keys(spent[one.id])) {
			amount, at := spent[one.id][start], max(start, s.people[one.id].Created+1)
			s.Transactions = append(s.Transactions, transaction{Customer: one.id, ID: s.hexID("top up", i*100000+int(start/week)), Gateway: "stripe", Amount: amount, Created: at})
		}
	}
	slices.SortStableFunc(s.Transactions, func(a, b transaction) int { return int(a.Created - b.Created) })
}
