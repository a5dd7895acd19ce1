package ordering

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
)

// Draft is an order as far as it was thought out. It is kept when the sheet
// or the program is closed, so that nothing typed is lost.
type Draft struct {
	Customer, Service, Country string
	Typed                      [3]string // what was typed for those three and not taken yet
	Count, Quality             int
	Max                        string // as typed; "" is what is suggested
	Pays                       string // how the customer is charged, in words; "" is as usual
}

// kept is a draft as it is stored.
type kept struct {
	Draft
	Kept time.Time // when; zero of one of an earlier version
	Made []string  `json:",omitempty"` // what was ordered of it by then, which Count has no more
	Got  int       `json:"-"`          // how many were ordered since
}

// draftKey is the setting the draft is kept under.
const draftKey = "order.draft"

func (c *Counter) readDraft(ctx context.Context) kept {
	d := kept{Draft: Draft{Quality: platfone.DefaultQuality}}
	if s, err := c.book.Setting(ctx, draftKey); err == nil && s != "" {
		var as kept
		if json.Unmarshal([]byte(s), &as) == nil {
			d = as
		}
	}
	d.Count = max(d.Count, 1)
	return d
}

// since is what is left of a draft after the newest orders, whoever made them: what was done is
// not offered again. Of one that was done whole nothing is.
func (d kept) since(newest []store.Activation) kept {
	from := d.Kept.Truncate(time.Second) // the provider dates in whole seconds
	for _, a := range newest {
		if d.alike(Draft{Customer: a.CustomerID, Service: a.ServiceID, Country: a.CountryID}) && !d.Kept.IsZero() && !a.CreatedAt.Before(from) && !slices.Contains(d.Made, a.ID) {
			d.Got++
		}
	}
	if d.Got >= d.Count {
		return kept{Draft: Draft{Quality: platfone.DefaultQuality, Count: 1}}
	}
	d.Count -= d.Got
	return d
}

// alike reports whether both are about the same service in the same country for the same customer.
func (d Draft) alike(o Draft) bool {
	return d.Customer == o.Customer && d.Service == o.Service && d.Country == o.Country
}

// begun reports whether anything was chosen or typed.
func (d Draft) begun() bool { return !d.alike(Draft{}) || d.Typed != [3]string{} }

func (c *Counter) writeDraft(ctx context.Context, d kept) error {
	raw, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return c.book.PutSetting(ctx, draftKey, string(raw))
}

// another reports whether the draft that is kept is of something else than this sheet, which was
// opened for what was given: that stays.
func (s *sheet) another(ctx context.Context, d Draft) bool {
	if s.given == (Draft{}) {
		return false
	}
	was := s.c.readDraft(ctx)
	return was.begun() && !was.alike(d)
}

// keepDraft stores the draft, also when the console is left meanwhile.
func (s *sheet) keepDraft() tea.Cmd {
	keep, ctx := s.keeping(), context.WithoutCancel(s.c.kit.Ctx)
	return func() tea.Msg {
		if err := keep(ctx); err != nil {
			return pane.NotKept("the draft", err)
		}
		return nil
	}
}

// keeping stores what the sheet holds now. What was given and is as it was given, or on its way, takes
// the place of no other draft.
func (s *sheet) keeping() func(ctx context.Context) error {
	d := kept{Draft: s.draft(), Kept: s.c.kit.Now()}
	if s.batch != nil {
		for _, n := range s.batch.got {
			d.Made = append(d.Made, n.ID)
		}
	}
	asGiven := s.batch != nil || d.Draft == s.asGiven
	return func(ctx context.Context) error {
		if asGiven && s.another(ctx, d.Draft) {
			return nil
		}
		return s.c.writeDraft(ctx, d)
	}
}

// dropDraft forgets it: what was written is ordered. One of something else stays.
func (s *sheet) dropDraft(ordered Draft) tea.Cmd {
	book, ctx := s.c.book, context.WithoutCancel(s.c.kit.Ctx)
	return func() tea.Msg {
		if s.another(ctx, ordered) {
			return nil
		}
		return pane.Forgotten(book.PutSetting(ctx, draftKey, ""))
	}
}

// Keep implements pane.Keeper.
func (s *sheet) Keep(ctx context.Context) error {
	if !s.known {
		return nil // the draft that is kept was not even shown
	}
	return s.keeping()(ctx)
}

func (s *sheet) draft() Draft {
	d := Draft{Count: number(s.count), Quality: number(s.quality)}
	for i, to := range []*string{&d.Customer, &d.Service, &d.Country} {
		if o, ok := s.pickers[i].Choice(); ok {
			*to = o.ID
		}
		d.Typed[i] = s.pickers[i].Field().Value()
	}
	if b := s.batch; b != nil { // what is ordered already is not wanted again
		d.Count = max(b.act.Of-len(b.got), 1)
	}
	if s.ownMax() {
		d.Max = s.max.Value()
	}
	if c, err := s.charge(); err == nil && s.pays.own {
		d.Pays = c.String()
	}
	return d
}

// restore puts a draft into the sheet. What was typed and not taken is an
// offer: the first letter replaces it.
func (s *sheet) restore(d Draft) {
	s.count.SetValue(strconv.Itoa(max(d.Count, 1)))
	s.quality.SetValue(strconv.Itoa(d.Quality))
	for i, id := range []string{d.Customer, d.Service, d.Country} {
		if id != "" {
			s.pickers[i].Pick(id)
		}
		if said := d.Typed[i]; said != "" {
			s.pickers[i].Type(func(f *pane.Field) { f.SetValue(said) })
		}
	}
	s.usual()
	if c, err := platfone.ParseCharge(d.Pays); err == nil && s.chosen(onCustomer) != "" {
		s.pays.put(c)
		s.pays.own = true
	}
	if s.max.SetValue(d.Max); d.Max != "" {
		s.holdMax()
	}
}
