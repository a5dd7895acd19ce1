package faces

import (
	"strings"
	"testing"
	"time"
)

// entries are where the palette has each act of the table: the digit of its pane, and what stands there.
var entries = map[string]struct{ pane, entry string }{
	"order": {"1", "Live: order"}, "again": {"1", "Live: another SMS"}, "cancel": {"1", "Live: close"}, "finalize": {"1", "Live: close"}, "report": {"1", "Live: report"}, "renew": {"1", "Live: order again when it expires"},
	"new customer": {"2", "Customers: new"}, "credit": {"2", "Customers: balance"}, "status": {"2", "Customers: status"},
	"code": {"4", "Listings: put a number online"}, "prove": {"4", "Listings: put a number online"}, "stage": {"4", "Listings: edit profile"}, "logo": {"4", "Listings: put a number online"},
	"pay": {"4", "Listings: payment link"}, "account": {"4", "Listings: account"}, "sign up": {"4", "Listings: put a number online"},
	"buy": {"5", "Numbers: buy the basket"}, "set": {"5", "Numbers: properties"}, "set 911": {"5", "Numbers: 911 address"}, "clear 911": {"5", "Numbers: remove 911 address"},
	"release": {"5", "Numbers: release"},
}

// Every act of the table is found in the palette of the pane it belongs to, by the words that stand there.
func TestThePaletteNamesEveryAct(t *testing.T) {
	t.Parallel()
	inState(t, nil, nil, func(d *desk) {
		d.Resize(120, 40)
		d.to("numbers", string(filed)) // the search is in front otherwise, and takes what is typed
		for _, r := range rows() {
			e, ok := entries[r.name]
			if !ok {
				t.Errorf("it is not said where the palette has %q", r.name)
				continue
			}
			_, words, _ := strings.Cut(e.entry, ": ")
			d.Press(e.pane, ":")
			d.Type(words)
			d.Sleep(100 * time.Millisecond)
			if frame := d.Frame(); !strings.Contains(frame, e.entry) {
				t.Errorf("%s: the palette of pane %s has no %q:\n%s", r.name, e.pane, e.entry, frame)
			}
			d.Press("esc", "esc")
		}
		// What writes the rows of a list to a file is in the palette of every pane.
		for key, pane := range map[string]string{"1": "Live", "2": "Customers", "3": "History", "4": "Listings", "5": "Numbers", "6": "Insights", "7": "Log"} {
			d.Press(key, ":")
			d.Type("export")
			d.Sleep(100 * time.Millisecond)
			d.Shows(pane + ": export")
			d.Press("esc", "esc")
		}
	})
}

// The footer of a pane names the main act for the selected row, in a window of any usual width.
func TestTheFooterNamesTheMainAct(t *testing.T) {
	t.Parallel()
	inState(t, nil, nil, func(d *desk) {
		ended := d.ended()
		for _, c := range []struct{ digit, pane, key, want string }{
			{"1", "live", d.waiting, "x close "}, {"1", "live", d.coded, "c copy "},
			{"2", "customers", customer, "b balance of acme"},
			{"3", "history", ended, "f report"},
			{"4", "listings", string(online), "f reports"}, {"4", "listings", string(begun), "enter go on with"}, {"4", "listings", string(unpaid), "enter go on with"},
			{"5", "numbers", string(bare), "a 911 address of"}, {"5", "numbers", string(filed), "a 911 address of"},
		} {
			for _, size := range [][2]int{{80, 24}, {120, 40}, {170, 45}} {
				d.Resize(size[0], size[1])
				d.Press(c.digit)
				d.to(c.pane, c.key)
				lines := strings.Split(strings.TrimRight(d.Frame(), "\n "), "\n")
				if foot := lines[len(lines)-1]; !strings.Contains(strings.ToLower(foot), c.want) {
					t.Errorf("%s at %v: the footer of %s is %q, without %q\n%s", c.pane, size, c.key, foot, c.want, d.Frame())
				}
			}
		}
	})
}

// ended is a number of the history that can be reported.
func (d *desk) ended() string {
	d.T.Helper()
	list, err := d.Session.DB.Reportable(d.Ctx, time.Now(), 1)
	if err != nil || len(list) == 0 {
		d.T.Fatal("nothing can be reported", err)
	}
	return list[0].ID
}
