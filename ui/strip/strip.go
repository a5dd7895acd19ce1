// Package strip is the line under the tabs: how the three services are, what
// is free to spend, how many numbers are active and how well they do.
package strip

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// Store is what the strip reads.
type Store interface {
	Healths(ctx context.Context) ([]store.Health, error)
	AccountBalance(ctx context.Context) (store.AccountBalance, error)
	ActiveCount(ctx context.Context) (store.Count, error)
	SuccessWindow(ctx context.Context, since time.Time, service, country string) (platfone.Record, error)
	Reader(ctx context.Context) (store.Reader, error)
}

// fresh is how old the last answer of a service may be before its age is said.
const fresh = 20 * time.Second

type facts struct {
	health  map[string]store.Health
	balance store.AccountBalance
	active  store.Count
	record  platfone.Record
	reader  store.Reader
}

// Strip implements ui.Strip.
type Strip struct {
	kit      *pane.Kit
	store    Store
	services []pane.Service // in the order they are drawn
	asks     bool
	places   int // how many numbers may be active at once
	read     pane.Loader[facts]
	f        facts
}

// New returns the strip of services; asks is false while no provider is asked at all.
func New(kit *pane.Kit, s Store, services []pane.Service, asks bool, places int) *Strip {
	return &Strip{kit: kit, store: s, services: services, asks: asks, places: places}
}

// Init implements ui.Strip.
func (s *Strip) Init() tea.Cmd { return s.load() }

func (s *Strip) load() tea.Cmd {
	db, now := s.store, s.kit.Now()
	return s.read.Load(s.kit.Ctx, func(ctx context.Context) (facts, error) {
		f := facts{health: map[string]store.Health{}}
		list, err := db.Healths(ctx)
		if err != nil {
			return f, err
		}
		for _, h := range list {
			f.health[h.Provider] = h
		}
		if f.balance, err = db.AccountBalance(ctx); err != nil {
			return f, err
		}
		if f.active, err = db.ActiveCount(ctx); err != nil {
			return f, err
		}
		if f.record, err = db.SuccessWindow(ctx, now.Add(-platfone.SuccessWindow), "", ""); err != nil {
			return f, err
		}
		f.reader, err = db.Reader(ctx)
		return f, err
	})
}

// Update implements ui.Strip.
func (s *Strip) Update(msg tea.Msg) tea.Cmd {
	if t, ok := msg.(store.Topic); ok && t.Has(store.Healths|store.Activations|store.Customers|store.Limits|store.Journal) {
		return s.load()
	}
	if f, err, ok := s.read.Take(msg); ok && err == nil {
		s.f = f
	}
	return nil
}

// Ticking implements ui.Strip: only a wait counts down.
func (s *Strip) Ticking() bool {
	for _, h := range s.f.health {
		if h.State == store.HealthLimited && h.NextTry.After(s.kit.Now()) {
			return true
		}
	}
	return false
}

// Line implements ui.Strip. Where there is little room the services that need
// somebody stay: first the rate loses its word, then those that are well give
// way, then what goes for several is said once, then the figures give way. What has no room at all is counted.
func (s *Strip) Line(w int) string {
	if w < 40 {
		percent := text.Safe{}
		if n, ok := s.f.record.Rate(); ok {
			percent = text.Sentence("{}%", text.Int(int64(n))) // every cell counts
		}
		return s.kit.Styles.Paint(style.Dim, text.Join("  ", s.count(false), percent).Cut(w).String())
	}
	long := w >= 100
	said := s.said(long)
	figures := s.right(long, "success ")
	if width(said)+text.Width(strings.Join(figures, between))+2 > w {
		figures = s.right(long, "")
	}
	fits := func() bool { return width(said)+text.Width(strings.Join(figures, between))+2 <= w }
	for i := len(said) - 1; i >= 0 && !fits(); i-- {
		if said[i].well {
			said = slices.Delete(said, i, i+1)
		}
	}
	if !fits() {
		said = together(said)
	}
	for len(figures) > 0 && !fits() {
		figures = figures[:len(figures)-1]
	}
	left, right := s.left(said, w), strings.Join(figures, between)
	gap := w - text.Width(left) - text.Width(right)
	return left + strings.Repeat(" ", max(gap, 1)) + right
}

// between is what stands between two services, and between two figures.
const between = "   "

// service is how one of them is, in a word or two; well if nobody has to do anything about it.
type service struct {
	title, word text.Safe
	role        style.Role
	well        bool
	more        int // further services that it stands for
}

func (v service) width() int { return v.title.Width() + 1 + v.word.Width() }

// width is how many cells the services take beside each other.
func width(list []service) int {
	w := max(len(list)-1, 0) * len(between)
	for _, v := range list {
		w += v.width()
	}
	return w
}

// said are the services of which anything is known.
func (s *Strip) said(long bool) []service {
	var out []service
	for _, n := range s.services {
		h, ok := s.f.health[n.ID]
		if !ok {
			continue
		}
		word, role := s.word(h, n.Beat, long)
		out = append(out, service{title: text.Clean(n.Title), word: word, role: role, well: role == style.Text || role == style.Faint})
	}
	if r := s.f.reader; r.Another() {
		out = append(out, service{title: text.Own("read by process"), word: text.Clean(strconv.Itoa(r.PID)), role: style.Faint, well: true})
	}
	return out
}

// together says once what goes for several services: "SMS TRUST offline".
func together(list []service) (out []service) {
	for _, v := range list {
		i := slices.IndexFunc(out, func(o service) bool { return o.word == v.word && o.role == v.role })
		if i < 0 {
			out = append(out, v)
			continue
		}
		out[i].title, out[i].more = text.Join(" ", out[i].title, v.title), out[i].more+1+v.more
	}
	return out
}

// left draws the services, as many as have room in w cells, and how many have none.
func (s *Strip) left(list []service, w int) string {
	hidden := 0
	rest := func() string {
		if hidden == 0 {
			return ""
		}
		return " +" + strconv.Itoa(hidden)
	}
	for len(list) > 1 && width(list)+len(rest()) > w {
		hidden += 1 + list[len(list)-1].more
		list = list[:len(list)-1]
	}
	var out []string
	for _, v := range list {
		out = append(out, s.kit.Styles.Paint(style.Dim, v.title.String())+" "+s.kit.Styles.Paint(v.role, v.word.String()))
	}
	return strings.Join(out, between) + s.kit.Styles.Paint(style.Warn, rest())
}

func (s *Strip) word(h store.Health, beat time.Duration, long bool) (text.Safe, style.Role) {
	now := s.kit.Now()
	if !s.asks && h.State == store.HealthLive { // it may have changed since it was asked last
		if h.LastOK.IsZero() {
			return text.Clean(store.HealthOffline.Word()), style.Warn
		}
		return old(now.Sub(h.LastOK), long), style.Warn
	}
	word := text.Clean(h.State.Word())
	switch h.State {
	case store.HealthLive:
		if age := now.Sub(h.LastOK); age > fresh+beat {
			return old(age, long), style.Warn
		}
		return word, style.Text
	case store.HealthLimited:
		if h.NextTry.After(now) {
			return text.Own("wait ").Append(text.Left(h.NextTry.Sub(now))), style.Warn
		}
		return text.Clean(store.HealthLive.Word()), style.Text
	case store.HealthOffline:
		if long {
			word = word.Append(text.Own(" since "), s.kit.When(h.Since, text.FormClock))
		}
	case store.HealthNoKey:
		return word, style.Faint
	case store.HealthRefused, store.HealthHold, store.HealthError:
		return word, style.Bad
	}
	return word, style.Warn
}

func old(age time.Duration, long bool) text.Safe {
	if long {
		return text.Age(age).Append(text.Own(" old"))
	}
	return text.Age(age)
}

// right are the money and the two limits that stop ordering, what gives way first at the end; success is the word before the rate.
func (s *Strip) right(long bool, success text.Literal) []string {
	st := s.kit.Styles
	said := func(role style.Role, figure, what string) string {
		return st.Paint(role, figure) + " " + st.Paint(style.Dim, what)
	}
	var parts []string
	if b := s.f.balance; b.Total.Known && !s.kit.Private {
		parts = append(parts, said(style.Heading, b.Free().String(), "free"))
		if long && b.Reserved.Known {
			parts = append(parts, said(style.Text, b.Reserved.String(), "held"))
		}
	}
	parts = append(parts, st.Paint(style.Text, s.count(long).String()))
	if rate, role := s.success(success); !rate.Empty() {
		parts = append(parts, st.Paint(role, rate.String()))
	}
	return parts
}

func (s *Strip) count(long bool) text.Safe {
	c := text.Sentence("{} of {}", s.kit.Count(s.f.active), text.Int(int64(s.places)))
	if long {
		return c.Append(text.Own(" active"))
	}
	return c
}

// success is the rate of the last day; ≈ because the provider's formula is not published.
func (s *Strip) success(word text.Literal) (text.Safe, style.Role) {
	percent, ok := s.f.record.Rate()
	if !ok {
		return text.Safe{}, style.Text
	}
	said := text.Own(word).Append(text.Percents(percent))
	switch s.f.record.Caution() {
	case platfone.Safe:
		return said, style.Text
	case platfone.Warn:
		return said.Append(text.Own(" low")), style.Warn
	}
	return said.Append(text.Own(" low")), style.Bad
}
