package history_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/client/platfone"
	"switchboard/ui/pane"
)

func TestFrames(t *testing.T) {
	for _, size := range [][2]int{{40, 8}, {80, 24}, {120, 40}} {
		name := fmt.Sprintf("%dx%d", size[0], size[1])
		inBubble(t, size[0], size[1], usual, func(r *rig) {
			r.Press("down")
			r.Golden("history-all-" + name)
			r.Press("l")
			r.Golden("history-reportable-" + name)
			r.Press("l")
			r.Golden("history-reported-" + name)
			r.Press("l")
			r.Golden("history-customers-" + name)
		})
		inBubble(t, size[0], size[1], nil, func(r *rig) {
			r.Golden("history-empty-" + name)
			r.Press("/")
			r.Type("state:done zzz")
			r.Sleep(time.Second)
			r.Golden("history-nothing-" + name)
		})
	}
}

func TestAReportedAndRefundedNumberTellsItsWholeLife(t *testing.T) {
	inBubble(t, 120, 40, usual, func(r *rig) {
		r.Press("/")
		r.Type("state:refunded")
		r.Press("enter")
		r.Shows("1 number", "ordered", "903311", "done", "reported", "Service not accepting the number", "approved", "refunded", "back $0.34",
			"It says the number is in use.")
		r.Press("enter")
		r.Golden("history-detail-120x40")
	})
}

// Rows are counted when nobody types any more: each letter would ask for another number.
func TestRowsAreCountedWhenTheTypingRests(t *testing.T) {
	inBubble(t, 120, 40, usual, func(r *rig) {
		r.Press("/")
		r.Type("903311")
		r.Shows("903311")
		r.Hides("1 number")
		r.Sleep(time.Second)
		r.Shows("1 number")
	})
}

func TestEveryCodeIsKept(t *testing.T) {
	inBubble(t, 120, 40, usual, func(r *rig) {
		r.Press("/")
		r.Type("190772")
		r.Hides("190772   after")
		r.Press("esc", "down")
		r.Shows("code", "190772", "second code", "482913", "0:41")
	})
}

func TestHolesAreShownAndThePageRowAsks(t *testing.T) {
	inBubble(t, 80, 24, usual, func(r *rig) {
		r.Shows("loading", "28 Nov to 1 Dec", "before 6 Nov", "older orders are loading: 25 %")
		r.Press("G")
		r.Shows("Older orders are loading.", "1,204 of 4,800 ended orders are read.", "At most 6 pages a minute")
		r.Press("enter")
		r.did("older")
		r.Shows("Loading the next page.")
		r.desk.wait = 7 * time.Second
		r.Press("enter")
		r.Shows("loaded in 0:07")
		r.desk.refusal = "Working offline."
		if err := r.DB.PutSetting(r.T.Context(), "offline", "yes"); err != nil { // what keeps acts from being done is said with a change
			t.Fatal(err)
		}
		r.Sleep(time.Second)
		r.Press("enter")
		r.Shows("Working offline.")
	})
	inBubble(t, 80, 24, func(r *rig) { usual(r); r.cover(time.Unix(1, 0), time.Now()) }, func(r *rig) {
		r.Hides("older", "loaded", "loads more")
	})
}

// What keeps orders from being sent keeps nothing from being read.
func TestAHeldJournalIsReadOn(t *testing.T) {
	inBubble(t, 80, 24, usual, func(r *rig) {
		r.desk.held = true
		if err := r.DB.PutSetting(r.T.Context(), "held", "yes"); err != nil {
			t.Fatal(err)
		}
		r.Sleep(time.Second)
		r.Press("R")
		r.Hides("The journal was lost.")
		r.Press("G", "enter")
		r.Shows("Loading the next page.")
	})
}

func TestWhatCanBeClaimed(t *testing.T) {
	inBubble(t, 80, 24, usual, func(r *rig) {
		r.Press("l")
		r.Shows("$0.68 can still be claimed, first ends in 5:00", "777604", "777602")
		r.Hides("777605", "WAITING")
		r.Sleep(time.Minute)
		r.Shows("first ends in 4:00")
		r.Press("f")
		r.did(fmt.Sprintf("report 64a1c0e8d2a1f9b7e4%06x", 4))
		r.Sleep(5 * time.Minute)
		r.Press("f")
		r.Shows("the time for reporting it is over")
	})
}

func TestActs(t *testing.T) {
	inBubble(t, 120, 40, usual, func(r *rig) {
		r.Press("y")
		if got := strings.Join(r.Out.Copied, " "); got != "+447975777601" {
			t.Errorf("copied %q", got)
		}
		r.Press("N")
		r.did("order acme telegram uk")
		r.Press("R")
		r.did(fmt.Sprintf("read acme 64a1c0e8d2a1f9b7e4%06x", 1))
		r.Press("down", "Y")
		r.Shows("Whole text", "Earlier code", "Row as JSON")
		r.Press("esc", "l", "l", "l")
		r.Shows("acme", "northwind", "ORDERED")
		r.Press("down", "enter")
		r.Shows("customer:=northwind", "2 numbers")
		r.Hides("771204")
	})
}

func TestFilters(t *testing.T) {
	for typed, want := range map[string]string{
		"777601": "1", "+44 (7975) 777601": "1", "state:done": "2 4 6 9", "-state:done,code,odd country:uk": "1 7", "cost<0.34": "", "cost<0.35 has:code": "2 4 5 6 8 9",
		"bill:refunded": "5", "report:inReview": "6", "is:reported": "5 6", "-is:reported age>1d": "7 8 9", "is:reportable": "2 4",
		"service:google,whatsapp": "3 5", "after:2000-12-06 before:2000-12-07": "1 2 3 4", "-service:telegram": "3 5", "age<1h": "1 2 3",
	} {
		inBubble(t, 120, 40, usual, func(r *rig) {
			r.Press("/")
			r.Type(typed)
			frame := r.Frame()
			for n := 1; n <= 9; n++ {
				number := fmt.Sprintf("+44 7975 7776%02d", n)
				if listed := strings.Contains(frame, number); listed != strings.Contains(" "+want+" ", fmt.Sprintf(" %d ", n)) {
					t.Errorf("%s: %s listed: %v\n%s", typed, number, listed, frame)
				}
			}
		})
	}
}

func TestAPlaceToGoTo(t *testing.T) {
	inBubble(t, 80, 24, usual, func(r *rig) {
		r.Send(pane.Goto{Pane: "history", Key: "filter:service:google"})
		r.Shows("service:google", "903311")
		r.Hides("771204")
		r.Press("esc")
		r.Send(pane.Goto{Pane: "history", Key: fmt.Sprintf("64a1c0e8d2a1f9b7e4%06x", 4)})
		r.Press("y")
		if got := r.Out.Copied[len(r.Out.Copied)-1]; got != "+447975777604" {
			t.Errorf("went to %s", got)
		}
	})
}

func TestPrivateModeHidesMoneyCodesAndNames(t *testing.T) {
	inBubble(t, 120, 40, usual, func(r *rig) {
		r.Press("down", "`")
		r.Hides("482913", "190772", "$0.34", "$0.60", "acme", "7777602")
		r.Press("l", "l", "l")
		r.Hides("$0.", "acme", "northwind")
	})
}

func TestExports(t *testing.T) {
	inBubble(t, 80, 24, func(r *rig) {
		usual(r)
		r.put(time.Now(), act(20, time.Hour, func(a *platfone.Activation) { a.CustomerID = "=1+1"; a.Code = "-2|x" }))
	}, func(r *rig) {
		export := func(keys ...string) string {
			r.Press("E")
			r.Press(keys...)
			r.Press("enter")
			r.Shows(" numbers written to", r.folder, "y copy the path")
			r.Press("o", "y", "enter")
			if got := r.Out.Opened[len(r.Out.Opened)-1]; got != "file://"+r.folder {
				t.Errorf("o opens %s", got)
			}
			path := r.Out.Copied[len(r.Out.Copied)-1]
			b, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			return string(b)
		}
		rows, err := csv.NewReader(strings.NewReader(export())).ReadAll()
		if err != nil || len(rows) != 11 || rows[0][0] != "activation_id" {
			t.Fatalf("%d lines, %v", len(rows), err)
		}
		for _, row := range rows {
			if strings.HasPrefix(row[6], "=") || strings.HasPrefix(row[7], "-2|") {
				t.Errorf("a spreadsheet takes %q for a formula", row)
			}
		}
		if rows[1][1] != "2000-12-06T13:58:00Z" || rows[1][10] != "34" || rows[0][10] != "price_cents" {
			t.Errorf("the first row is %q", rows[1])
		}
		var list []map[string]any
		if err := json.Unmarshal([]byte(export("right", "tab", "right")), &list); err != nil || len(list) != 10 {
			t.Fatalf("%d objects, %v", len(list), err)
		}
		if list[1]["code"] != "****13" || !strings.HasPrefix(list[1]["e164"].(string), "***") {
			t.Errorf("the last two alone were asked for: %v", list[1])
		}
		lines := strings.Split(strings.TrimSpace(export("right", "right", "tab", "right", "right")), "\n")
		if len(lines) != 10 || strings.Contains(lines[1], "482913") {
			t.Errorf("%d lines, the second %s", len(lines), lines[1])
		}
		if md := export("left"); strings.Count(md, "\n") != 12 || !strings.Contains(md, `-2\|x`) {
			t.Errorf("as Markdown:\n%s", md)
		}
		first := r.Out.Copied[0]
		before, err := os.ReadFile(first)
		if err != nil {
			t.Fatal(err)
		}
		export()
		after, err := os.ReadFile(first)
		if second := r.Out.Copied[len(r.Out.Copied)-1]; err != nil || second == first || filepath.Dir(second) != r.folder || string(before) != string(after) {
			t.Errorf("the second export went to %s, the first to %s, %v", second, first, err)
		}
	})
}

func TestMarkedRowsAloneAreExported(t *testing.T) {
	inBubble(t, 80, 24, usual, func(r *rig) {
		r.Press("space", "space", "E")
		r.Shows("2 marked numbers.")
		r.Press("tab", "tab")
		r.Type("/nowhere")
		r.Press("enter")
		r.Shows("! the file cannot be made there")
		r.Press("esc", "esc", "E")
		r.Shows("Every number that passes the filter.")
	})
}

// The first numbers come after the hole that stands where nothing was read yet.
func TestTheCursorBeginsOnTheFirstNumber(t *testing.T) {
	inBubble(t, 80, 24, nil, func(r *rig) {
		r.Sleep(time.Second)
		r.Shows("▌  loading")
		if err := r.DB.PutActivations(r.T.Context(), time.Now(), act(2, time.Minute), act(1, 3*time.Minute)); err != nil {
			t.Fatal(err)
		}
		r.Sleep(time.Second)
		if first := strings.Split(r.Frame(), "\n")[5]; !strings.Contains(first, "▌") || !strings.Contains(first, "+44") {
			t.Errorf("the first row is %q", first)
		}
	})
}
