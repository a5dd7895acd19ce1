package cli

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"switchboard/ui/text"
)

// drawing is an output whose standard error is a terminal of that many columns.
func drawing(width int) (*Output, *bytes.Buffer, *bytes.Buffer) {
	var out, errs bytes.Buffer
	o := newOutput(&out, &errs, false)
	o.bar = progress{gate: o.errs.(*text.Gate), width: width}
	return &o, &out, &errs
}

// A bar comes after two seconds, is drawn over itself, no wider than the terminal and not at every
// step, and gives its line to whatever is said.
func TestProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o, _, errs := drawing(38)
		for i := range 20 {
			o.Progress("SMS", "customers, list 1 of 4", int64(i), 40)
			time.Sleep(barAfter / 20)
		}
		if errs.Len() > 0 {
			t.Fatalf("before its time there is %q", errs.String())
		}
		for range 100 {
			o.Progress("SMS", "customers, list 1 of 4", 20, 40)
		}
		if want := "\r\x1b[KSMS [##########          ] customers…"; !strings.HasPrefix(errs.String(), want) || strings.Count(errs.String(), "\r") != 1 {
			t.Fatalf("drawn is %q", errs.String())
		}
		if w := text.Width(strings.TrimPrefix(errs.String(), "\r\x1b[K")); w != 37 {
			t.Errorf("it is %d cells wide", w)
		}
		errs.Reset()
		o.Say("The answer came late.")
		o.Say("Twice.")
		if got := errs.String(); got != "\r\x1b[KThe answer came late.\nTwice.\n" {
			t.Errorf("said is %q", got)
		}
		errs.Reset()
		time.Sleep(barEvery)
		o.Progress("SMS", "done", 40, 40)
		o.Progress("TRUST", "another begins", 0, 2)
		if got := errs.String(); !strings.HasSuffix(got, "[####################] done\r\x1b[K") {
			t.Errorf("at its end there is %q", got)
		}
	})
}

// Nothing is drawn for a file, for bare values, or of an unknown length.
func TestProgressElsewhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for what, spoil := range map[string]func(o *Output){"a file": func(o *Output) { o.bar.gate = nil }, "bare values": func(o *Output) { o.Format = Quiet }, "nothing": nil} {
			o, _, errs := drawing(80)
			total := int64(0)
			if spoil != nil {
				spoil(o)
				total = 2
			}
			o.Progress("SMS", "words", 0, total)
			time.Sleep(time.Minute)
			o.Progress("SMS", "words", 1, total)
			if errs.Len() > 0 {
				t.Errorf("%s: %q", what, errs.String())
			}
		}
	})
}

// What takes long is shown while it runs, and its error comes back.
func TestWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		shown := 0
		err := While(t.Context(), func(context.Context) error { time.Sleep(time.Second + time.Millisecond); return errBare }, func() { shown++ })
		if err != errBare || shown != 5 {
			t.Errorf("%v, shown %d times", err, shown)
		}
	})
}

var errBare = context.DeadlineExceeded
