package e2e

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A bar as sync draws it: its service, and how many of how many lists.
var drawnBar = regexp.MustCompile(`(SMS|TRUST|LINES) \[([# ]*)\] [^\r\n]*list (\d+) of (\d+)`)

// While sync reads from slow providers there is one bar at a time, one for each service, whose total
// stays what it was said to be and is what is read.
func TestSyncHasOneBarForEachServiceWithATrueTotal(t *testing.T) {
	t.Parallel()
	p := serve(t, "--no-limits")
	h := connected(t, p)
	for _, provider := range []string{"sms", "trust", "lines"} {
		p.tell("fault", `{"provider":"`+provider+`","path":"/","kind":"latency","ms":2500,"times":3}`)
	}
	s := h.start(100, 30, "sync")
	if code := s.ends(); code != 0 && code != 10 { // the history is longer than one reading
		t.Fatalf("sync ended with %d:\n%s", code, s.text())
	}
	type bar struct{ done, total int }
	drawn, order := map[string][]bar{}, []string{}
	for _, found := range drawnBar.FindAllStringSubmatch(s.written(), -1) {
		nth, _ := strconv.Atoi(found[3])
		total, _ := strconv.Atoi(found[4])
		full := strings.Count(found[2], "#")
		if nth < 1 || nth > total || full != (nth-1)*len(found[2])/total {
			t.Errorf("a bar is %q", found[0])
		}
		drawn[found[1]] = append(drawn[found[1]], bar{nth, total})
		if len(order) == 0 || order[len(order)-1] != found[1] {
			order = append(order, found[1])
		}
	}
	if !slices.Equal(order, []string{"SMS", "TRUST", "LINES"}) {
		t.Errorf("the bars come as %v:\n%q", order, s.written())
	}
	for service, bars := range drawn {
		for i, b := range bars {
			if b.total != bars[0].total || i > 0 && b.done < bars[i-1].done {
				t.Errorf("%s: its bar is %v", service, bars)
				break
			}
		}
	}
	if shown := s.text(); strings.Contains(shown, "[#") {
		t.Errorf("a bar stays when everything is read:\n%s", shown)
	}
}
