package fourth_test

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

const closed = "We are closed."

// mailPane lists the boxes. It implements pane.Pane.
type mailPane struct {
	kit   *pane.Kit
	db    *store.DB
	desk  *desk
	read  pane.Loader[[]box]
	table pane.Table[box]
}

func newPane(kit *pane.Kit, db *store.DB, d *desk) *mailPane {
	p := &mailPane{kit: kit, db: db, desk: d}
	p.table = pane.Table[box]{Kit: kit, Columns: []pane.Column[box]{
		{Title: "BOX", Min: 14, Cell: func(b box) pane.Cell { return pane.Cell{Text: text.Clean(b.Number)} }},
		{Title: "GREETING", Min: 20, Grow: true, Cell: func(b box) pane.Cell { return pane.Cell{Text: text.Clean(b.Greeting)} }},
	}, Row: func(box) style.Role { return style.Text }}
	p.table.Key = func(b box) string { return b.Number }
	return p
}

func (p *mailPane) ID() string    { return mail }
func (p *mailPane) Title() string { return "Mail" }
func (p *mailPane) Init() tea.Cmd {
	return p.read.Load(p.kit.Ctx, func(ctx context.Context) (list []box, err error) {
		err = boxes.Read(ctx, p.db, func(scan func(...any) error) error {
			var b box
			list = append(list, b)
			return scan(&list[len(list)-1].Number, &list[len(list)-1].Greeting)
		}, "SELECT number, greeting FROM mail_boxes ORDER BY number")
		return list, err
	})
}

func (p *mailPane) Update(msg tea.Msg) tea.Cmd {
	if t, ok := msg.(store.Topic); ok && t.Has(store.Others) {
		return p.Init()
	}
	if list, err, ok := p.read.Take(msg); ok && err == nil {
		p.table.Set(list)
	}
	return nil
}

func (p *mailPane) Actions() []pane.Action {
	return p.kit.Bound(append([]pane.Action{{ID: "mail.close", Keys: "z", Help: "say that we are closed", Off: p.none, Do: p.close}},
		pane.Moves(mail, p.table.Step)...))
}

func (p *mailPane) none() string {
	if _, ok := p.table.Selected(); !ok {
		return "there is no box"
	}
	return ""
}

func (p *mailPane) close() tea.Cmd {
	b, _ := p.table.Selected()
	d, ctx := p.desk, p.kit.Ctx
	return func() tea.Msg {
		if err := d.Greet(ctx, b.Number, closed); err != nil {
			return pane.Toast{Text: err.Error(), Bad: true}
		}
		return pane.Toast{Text: b.Number + " says: " + closed}
	}
}

func (p *mailPane) View(w, h int) string { return pane.Stack(h, p.table.View(w, h)) }
