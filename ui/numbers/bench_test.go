package numbers_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/oneuc"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/consoletest"
	"switchboard/ui/numbers"
)

// idle is a desk at which nothing happens.
type idle struct{ numbers.Desk }

func (idle) Weigh(_ context.Context, a act.Act) (act.Verdict, error) {
	return act.Verdict{Act: a}, nil
}

func (idle) Listed() (int, bool)          { return 0, false }
func (idle) Watched(phone.E164) time.Time { return time.Time{} }

// BenchmarkTenThousandNumbers is what a key costs: one row down and the frame after it.
func BenchmarkTenThousandNumbers(b *testing.B) {
	const n = 10_000
	db, err := store.Open(b.Context(), b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	list := make([]oneuc.Number, n)
	for i := range list {
		list[i] = oneuc.Number{E164: phone.E164(fmt.Sprintf("+1661%07d", 2_000_000+i)), State: oneuc.InService, Features: []string{"local"}, Created: time.Now()}
	}
	if err := db.PutNumbers(b.Context(), time.Now(), list...); err != nil {
		b.Fatal(err)
	}
	kit := consoletest.Look{Theme: "terminal"}.Kit(context.Background(), b)
	p := numbers.New(kit, db, idle{}, nil)
	settle(p, p.Wake())
	settle(p, p.Init())
	var down func() tea.Cmd
	for _, a := range p.Actions() {
		if a.ID == "numbers.down" {
			down = a.Do
		}
	}
	b.ResetTimer()
	for b.Loop() {
		down()
		if p.View(120, 35) == "" {
			b.Fatal("nothing is drawn")
		}
	}
}

// settle runs a pane's commands until nothing comes of them.
func settle(p *numbers.Pane, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case tea.BatchMsg:
		for _, c := range msg {
			settle(p, c)
		}
	default:
		settle(p, p.Update(msg))
	}
}
