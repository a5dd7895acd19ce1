package ordering

import (
	"context"
	"encoding/json"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
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

// draftKey is the setting the draft is kept under.
const draftKey = "order.draft"

func (c *Counter) readDraft(ctx context.Context) Draft {
	d := Draft{Quality: platfone.DefaultQuality}
	if s, err := c.book.Setting(ctx, draftKey); err == nil && s != "" {
		var kept Draft
		if json.Unmarshal([]byte(s), &kept) == nil {
			d = kept
		}
	}
	d.Count = max(d.Count, 1)
	return d
}

func (c *Counter) writeDraft(ctx context.Context, d Draft) error {
	raw, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return c.book.PutSetting(ctx, draftKey, string(raw))
}

// keepDraft stores the draft, also when the console is left meanwhile.
func (s *sheet) keepDraft() tea.Cmd {
	c, d, ctx := s.c, s.draft(), context.WithoutCancel(s.c.kit.Ctx)
	return func() tea.Msg {
		if err := c.writeDraft(ctx, d); err != nil {
			return pane.Toast{Text: "The draft could not be kept: " + err.Error(), Bad: true}
		}
		return nil
	}
}

// dropDraft forgets it: what was written is ordered.
func (s *sheet) dropDraft() tea.Cmd {
	book, ctx := s.c.book, context.WithoutCancel(s.c.kit.Ctx)
	return func() tea.Msg {
		if err := book.PutSetting(ctx, draftKey, ""); err != nil {
			return pane.Toast{Text: "The draft could not be forgotten: " + err.Error(), Bad: true}
		}
		return nil
	}
}

// Keep implements pane.Keeper.
func (s *sheet) Keep(ctx context.Context) error {
	if !s.known {
		return nil // the draft that is kept was not even shown
	}
	return s.c.writeDraft(ctx, s.draft())
}

func (s *sheet) draft() Draft {
	d := Draft{Count: number(s.count), Quality: number(s.quality)}
	for i, to := range []*string{&d.Customer, &d.Service, &d.Country} {
		if o, ok := s.pickers[i].Choice(); ok {
			*to = o.ID
		}
		d.Typed[i] = s.pickers[i].Field().Value()
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
