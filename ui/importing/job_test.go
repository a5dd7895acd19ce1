package importing

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"switchboard/store"
	"switchboard/store/act"
	"switchboard/store/act/acttest"
	"switchboard/store/intake"
)

// willing is a judge that has nothing against any act, and asks j meanwhile.
type willing struct{ j *job }

func (w *willing) Weigh(_ context.Context, a act.Act) (act.Verdict, error) {
	return act.Verdict{Act: a, Consent: act.Enter()}, nil
}

func (w *willing) Do(ctx context.Context, _ act.Act, _ act.Consent) (act.Outcome, error) {
	_, err := w.j.Weigh(ctx, nil)
	return nil, err
}

// What a person agreed to stays what it was, also for who asks while the rows are carried out.
func TestWhatWasAgreedToStays(t *testing.T) {
	var file intake.Kind
	for _, k := range intake.Kinds() {
		if k.Name == "cnam" {
			file = k
		}
	}
	im, err := intake.Read(file, strings.NewReader("number,cnam\n+14155234712,ACME\n+14155234713,ACME\n"+"\u202ex,ACME\n"))
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), t.TempDir()+"/profile")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	judge := &willing{}
	w := intake.World{Judge: judge, DB: db}
	if err := im.Preview(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	judge.j = newJob(im, w, "names.csv")
	before, _ := judge.j.Weigh(t.Context(), nil)
	asked := make(chan act.Verdict)
	stop := make(chan struct{})
	go func() {
		last, _ := judge.j.Weigh(t.Context(), nil)
		for {
			select {
			case <-stop:
				asked <- last
				return
			default:
				last, _ = judge.j.Weigh(t.Context(), nil)
			}
		}
	}()
	err = acttest.Perform(t.Context(), judge.j, before.Act)
	close(stop)
	if after := <-asked; err != nil || !reflect.DeepEqual(after.After, before.After) {
		t.Errorf("%v: it is %+v then, and was %+v", err, after.After, before.After)
	}
	if im.Count(intake.Done) != 2 {
		t.Errorf("%s", im.Summary())
	}
	if report := judge.j.report(); strings.Contains(report, "\u202e") {
		t.Errorf("raw text in the report: %q", report)
	}
}
