package ordering

import (
	"context"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/money"
	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/text"
)

// noWatch says why the price of the chosen pair cannot be watched.
func (s *sheet) noWatch() string {
	if _, _, ok := s.chosenPair(); !ok {
		return "choose a service and a country first"
	}
	return ""
}

func (s *sheet) watchWords() string {
	if _, on := s.facts.watched[s.pair()]; on {
		return "stop watching this price"
	}
	return "watch this price"
}

// watch begins to watch the chosen pair for the most that is to be paid, or ends that.
func (s *sheet) watch() tea.Cmd {
	service, country, ok := s.chosenPair()
	pair := service + "/" + country
	if !ok {
		s.problem = "Choose a service and a country to watch first."
		return nil
	}
	if _, on := s.facts.watched[pair]; on {
		return pane.Sequence(s.c.unwatch(service, country), s.loadFacts())
	}
	below, err := money.Parse(s.max.Value())
	if err != nil || platfone.CheckCeiling(below) != nil {
		s.problem = "Max price: the price to wait for, from $0.01 to $100.00"
		s.focus(onMax)
		return nil
	}
	if p, ok := s.market.prices[country]; ok && s.market.service == service && p.Min.Known && p.Min.Cents <= below && !p.SoldOut() {
		s.problem = pair + " is available from " + p.Min.String() + " now. Set Max price to the price to wait for, then watch it."
		s.focus(onMax)
		return nil
	}
	desk, ctx := s.c.desk, s.c.kit.Ctx
	return pane.Sequence(pane.Try(func() error { return desk.WatchPrice(context.WithoutCancel(ctx), service, country, below) }, "Watching "+pair+": you are told when it is available for "+below.String()+" or less."), s.loadFacts())
}

func (c *Counter) unwatch(service, country string) tea.Cmd {
	desk, ctx := c.desk, c.kit.Ctx
	return pane.Try(func() error { return desk.UnwatchPrice(context.WithoutCancel(ctx), service, country) }, service+"/"+country+" is no longer watched.")
}

// Watches is the action that lists what is watched, to end it.
func (c *Counter) Watches() pane.Action {
	return pane.Action{ID: "order.watches", Key: c.kit.Bind("order.watches", "price watches", "p w"), Hide: true, Do: c.listWatches}
}

func (c *Counter) listWatches() tea.Cmd {
	desk, ctx := c.desk, c.kit.Ctx
	return func() tea.Msg {
		list, err := desk.PriceWatches(ctx)
		if err != nil {
			return pane.Toast{Text: store.Said(err), Bad: true}
		}
		if len(list) == 0 {
			return pane.Toast{Text: "No price is watched. Ctrl-p in the order sheet watches one."}
		}
		var items []pane.Item
		for _, pair := range slices.Sorted(maps.Keys(list)) {
			service, country, _ := strings.Cut(pair, "/")
			items = append(items, pane.Item{Label: text.Clean(pair), Note: text.Sentence("{} or less; Enter ends it", text.Clean(list[pair].String())),
				Do: func() tea.Cmd { return c.unwatch(service, country) }})
		}
		return pane.Push{Sheet: pane.NewMenu(c.kit, "Price watches", items...)}
	}
}
