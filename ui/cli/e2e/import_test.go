package e2e

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/testdata/proof"
)

// kills is how often the import is killed.
const kills = 3

// An import of addresses over HTTP is killed three times, wherever it is then,
// and the same file goes on each time: in the end every number was provisioned
// once, or waits in the queue, and none was sent twice what the provider took.
// The ordinary run has 24 rows; the provider's pace lets 500 take a quarter of an hour.
func TestAKilledImportEndsWithEveryNumberOnce(t *testing.T) {
	t.Parallel()
	n := proof.Size(t, 24)
	p := serve(t, "--no-limits")
	p.tell("lines/own", fmt.Sprintf(`{"count":%d}`, n))
	h := connected(t, p)
	file, choices := filepath.Join(h.dir, "addresses.csv"), 0
	rows := "\xef\xbb\xbfNumber;Caller;Street;City;State;Zip\r\n"
	for i := range n {
		where := "1 Market St;San Francisco;CA;94105"
		if i%10 == 4 {
			where, choices = "1 Main;Austin;TX;78701", choices+1
		}
		rows += fmt.Sprintf("1661%07d;Caller %d;%s\r\n", 2_000_000+i, i, where)
	}
	write(t, file, rows)
	for k := range kills {
		h.killedImport(p, file, n*(k+1)/(kills+1))
	}
	if rest := h.bare("attempts", "rest", "--csv"); rest.code != 0 || strings.Count(rest.err, "Import of 911 addresses from addresses.csv: Switchboard ended in the middle of it.") != 1 || !strings.Contains(rest.out, ",done,") {
		t.Errorf("after the kills it is told: %+v", rest)
	}
	got := h.bare("import", "e911", file, "--yes", "--csv")
	if rest := h.bare("attempts", "rest"); !strings.Contains(rest.err, "Nothing was cut off.") {
		t.Errorf("once it is whole it is told: %+v", rest)
	}
	if got.code != 8 {
		t.Fatalf("the last run ended with %d: %s%s", got.code, got.out, got.err)
	}
	told := strings.Count(got.out, ",done,") + strings.Count(got.out, ",already,")
	if queued := strings.Count(got.out, ",choice,"); told != n-choices || queued != choices {
		t.Errorf("%d are told as done and %d wait, of %d: %s", told, queued, n, got.out)
	}
	filed := map[string]int{}
	for _, e := range p.books().Lines.Emergency {
		if strings.HasPrefix(e.Number, "+1661") {
			filed[e.Number]++
		}
	}
	queue := strings.Fields(h.bare("e911", "queue", "--quiet").out)
	for i := range n {
		number := fmt.Sprintf("+1661%07d", 2_000_000+i)
		switch want := i%10 != 4; {
		case want && filed[number] != 1:
			t.Errorf("%s was provisioned %d times", number, filed[number])
		case !want && (filed[number] != 0 || strings.Count(strings.Join(queue, " "), number) != 1):
			t.Errorf("%s was provisioned %d times, and the queue is %v", number, filed[number], queue)
		}
	}
	proof.Figure(t, "addresses", n)
	proof.Figure(t, "wait for a choice", choices)
}

// killedImport takes a file in until the provider has been sent so many
// addresses since it began, and kills it there.
func (h *home) killedImport(p *served, file string, after int) {
	h.t.Helper()
	cmd := h.command("import", "e911", file, "--yes", "--csv")
	if err := cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case err := <-ended:
			h.t.Fatalf("it ended before it was killed: %v", err)
		case <-time.After(2 * time.Millisecond):
		}
		if p.addressed() >= after {
			_ = cmd.Process.Kill() // it may have ended just now
			<-ended
			return
		}
	}
}

// addressed is how many addresses the provider was sent.
func (p *served) addressed() int {
	n := 0
	for _, q := range p.requests("lines") {
		if q.Method == "POST" {
			n++
		}
	}
	return n
}
