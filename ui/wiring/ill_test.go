package wiring

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	_ "github.com/mattn/go-sqlite3"

	"switchboard/store"
	"switchboard/store/act"
	"switchboard/ui/cli"
	"switchboard/ui/consoletest"
	"switchboard/ui/desktop"
	"switchboard/ui/notify"
	"switchboard/ui/pane"
	"switchboard/ui/problems"
)

// journalDamaged is a journal that is held because it was damaged and not because it is missing.
const journalDamaged store.Condition = "journal_damaged"

func removed(t *testing.T, _ Program, dir string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, "journal.db")); err != nil {
		t.Fatal(err)
	}
}

func damaged(t *testing.T, _ Program, dir string) {
	t.Helper()
	f, err := os.OpenFile(filepath.Join(dir, "journal.db"), os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteAt([]byte(strings.Repeat("#", 21)), 100); err != nil {
		t.Fatal(err)
	}
}

// settled writes the settings.
func settled(t *testing.T, p Program, settings string) {
	t.Helper()
	if err := os.WriteFile(p.paths.Config, []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
}

// seized holds the cache as another program would, until it is let go.
func seized(t *testing.T, dir string) (letGo func()) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(dir, "cache.db")+"?_txlock=exclusive&_busy_timeout=20000")
	if err != nil {
		t.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := errors.Join(tx.Rollback(), db.Close()); err != nil {
			t.Fatal(err)
		}
	}
}

// noRoom leaves this process no room in any file until stop is called.
func noRoom(t *testing.T) (stop func()) {
	t.Helper()
	signal.Ignore(syscall.SIGXFSZ)
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 0, Max: was.Max}); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
			t.Fatal(err)
		}
	}
}

// sick is a profile of which something stands.
type sick struct {
	letGo func() // lets go of the cache that is held; nil where it is not
	t     *testing.T
	p     Program
	ill
	code store.Condition
}

// opened opens the console's session, with its engine going, and its list of problems.
func (k sick) opened(do func(*session, *problems.Problems)) {
	k.t.Helper()
	err := k.p.with(k.t.Context(), cli.Flags{Screen: true}, func(ctx context.Context, s *session) error {
		close(s.drawn)
		if err := s.engine.Ready(ctx); err != nil && k.code != store.SettingsBroken {
			return err
		}
		s.linked = true
		kit := consoletest.Look{ASCII: true}.Kit(ctx, k.t)
		look := problems.New(kit, noted{s.db, s.world}, s.wrong)
		s.extras(kit, look, &peripherals{notices: desktop.NewNotices(notify.Settings{}, notify.Emitter{})})
		look.Update(look.Init()())
		do(s, look)
		return nil
	})
	if err != nil {
		k.t.Fatal(err)
	}
}

// told holds what stands to what every face says of it, and presses the key that mends it.
func (k sick) told(s *session, look *problems.Problems) {
	t := k.t
	t.Helper()
	list, err := s.db.Standing(t.Context(), time.Now())
	if err != nil || len(list) != 1 || list[0].Code != k.code || list[0].Sentence == "" || list[0].Ends == "" || list[0].Mend == "" {
		t.Fatalf("it stands as %+v, %v", list, err)
	}
	st := list[0]
	look.Update(look.Init()())
	if word, _, grave := look.Loud(); word != st.Word || grave != st.Grave() {
		t.Errorf("the top line says %q, and it is %q", word, st.Word)
	}
	sheet := look.Action().Do()().(pane.Push).Sheet
	if drawn := sheet.View(100, 60); !strings.Contains(drawn, st.Word) || !strings.Contains(drawn, "Enter: "+st.Mend) {
		t.Errorf("the list of problems is\n%s", drawn)
	}
	if !k.full && !k.locked { // which a process finds out for itself
		if said := standsNow(t, k.p); len(said) != 1 || said[0].Reason != string(k.code) || said[0].Word != st.Word || said[0].Sentence == "" {
			t.Errorf("the doctor says %+v", said)
		}
	}
	if _, keeps := reasonOf(act.Code(k.code)); keeps == (k.code == store.Trouble || k.code == store.NumberGone || k.code == store.CutOff) {
		t.Errorf("as a reason: %v", keeps)
	}
	if k.letGo != nil {
		k.letGo()
	}
	k.mended(sheet)
	if k.typed == "" && k.leads != "Saved." && k.code != store.NumberGone {
		return // what it leads to ends it later, outside
	}
	k.well(s)
}

// mended presses Enter on what stands, and what has to be typed after that.
func (k sick) mended(list pane.Sheet) {
	k.t.Helper()
	for _, msg := range pressed(k.t, list, "enter") {
		switch m := msg.(type) {
		case pane.Toast:
			if m.Bad || !strings.Contains(m.Text, k.leads) {
				k.t.Errorf("Enter says %q", m.Text)
			}
			return
		case pane.Push:
			if title := m.Sheet.Title(); !strings.Contains(title, k.leads) {
				k.t.Errorf("Enter opens %q", title)
			}
			if k.typed == "L" {
				pressed(k.t, m.Sheet, "L")
			} else if k.typed != "" {
				for _, r := range k.typed {
					m.Sheet.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
				}
				pressed(k.t, m.Sheet, "enter")
			}
			return
		}
	}
	k.t.Errorf("Enter leads nowhere")
}

// well is that nothing stands.
func (k sick) well(s *session) {
	k.t.Helper()
	if list, err := s.db.Standing(k.t.Context(), time.Now()); err != nil || len(list) > 0 {
		k.t.Errorf("mended, and still %+v, %v", list, err)
	}
}

// pressed is what came of a key of a sheet.
func pressed(t *testing.T, s pane.Sheet, k string) []tea.Msg {
	t.Helper()
	for _, a := range s.Actions() {
		for _, on := range a.Key.Keys() {
			if on != k {
				continue
			}
			if why := a.Why(); why != "" {
				t.Fatalf("%s in %s: %s", k, s.Title(), why)
			}
			return outcome(a.Do())
		}
	}
	t.Fatalf("%s does nothing in %s", k, s.Title())
	return nil
}

// outcome runs a command and those it is made of.
func outcome(cmd tea.Cmd) (out []tea.Msg) {
	if cmd == nil {
		return nil
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			out = append(out, outcome(c)...)
		}
	default:
		out = append(out, msg)
	}
	return out
}
