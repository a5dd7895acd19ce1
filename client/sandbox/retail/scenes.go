package retail

import "time"

// scenes are what a new world must have besides chance: a number in every
// live state, and of the ended ones each that a person should meet early.
func (s *Service) scenes(now time.Time) {
	ago := func(d time.Duration) time.Time { return now.Add(-d) }
	s.liveScenes(now)

	refund := s.past("acme", "whatsapp", "de", ago(3*time.Hour))
	s.receive(refund, 95)
	refund.Status = finalized
	s.judged(refund, 4)

	turnedDown := s.past("bluekite", "google", "fr", ago(5*time.Hour))
	s.receive(turnedDown, 40)
	turnedDown.Status = finalized
	s.judged(turnedDown, 5)

	open := s.past("northwind", "facebook", "us", ago(70*time.Minute))
	s.receive(open, 900)
	open.Status, open.Updated = expired, open.Expire
	s.judged(open, 6)
	open.Report, open.Billing, open.Updated = inReview, billed, now.Unix()-30
	open.Filed.Created, open.Filed.Updated, open.Filed.Decide = open.Updated, open.Updated, now.Unix()+90

	free := s.past("acme", "telegram", "id", ago(40*time.Minute))
	free.Status, free.Billing, free.Updated = expired, released, free.Expire
	back := s.past("harborlight", "tiktok", "uk", ago(30*time.Minute))
	back.Status, back.Billing, back.Updated = canceled, released, *back.Cancelable+9

	for i, one := range hostileTexts {
		a := s.past("cobaltfox", "steam", "br", ago(time.Duration(i+1)*47*time.Minute))
		s.receive(a, 30)
		words := one.text
		a.Text, a.Code, a.Status = &words, optional(one.code), finalized
	}

	// The document's own history sample contradicts its rules: waiting,
	// expired, billed and with a code. A client must read it all the same.
	odd := s.past("pinecrest", "7eleven", "uk", ago(26*time.Hour))
	words, code := "Your code is 6363", "6363"
	odd.Status, odd.Billing, odd.Text, odd.Code, odd.Updated = expired, billed, &words, &code, odd.Expire+1

	for i := range 2 { // too old to be read one by one: 410
		a := s.past("lanternworks", "viber", "pl", ago(archivedAfter+time.Duration(i+1)*24*time.Hour))
		s.receive(a, 60)
		a.Status = finalized
	}
}

func (s *Service) liveScenes(now time.Time) {
	start := func(customer, service, country string, age time.Duration) *activation {
		a := s.past(customer, service, country, now.Add(-age))
		s.live = append(s.live, a)
		return a
	}
	soon := start("acme", "telegram", "uk", 20*time.Second)
	soon.Due = []delivery{s.write(soon, now.Add(45*time.Second))}

	start("acme", "telegram", "id", 5*time.Minute) // nothing will come; it can be canceled

	ready := start("acme", "google", "us", 3*time.Minute)
	s.receive(ready, 140)

	again := start("northwind", "whatsapp", "pl", 6*time.Minute)
	s.receive(again, 60)
	again.SMS, again.Retries, again.Updated = retryRequested, 1, now.Unix()-25
	again.Due = []delivery{s.write(again, now.Add(70*time.Second))}

	twice := start("bluekite", "instagram", "ca", 8*time.Minute)
	s.receive(twice, 35)
	words, fresh := s.message(twice.Service, twice.Serial*100+1)
	twice.SMS, twice.Retries, twice.Text, twice.Code, twice.Updated = retryReceived, 1, &words, fresh, now.Unix()-75

	start("harborlight", "discord", neverCancel, 18*time.Minute) // ends soon, cannot be canceled

	start("quietmill", "tiktok", laggingCountry, 19*time.Minute) // its status will lag
}
