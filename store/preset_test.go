package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"switchboard/client/phone"
	"switchboard/client/platfone"
)

// A preset is found in any case of its name, replaced under it, and gone when it is forgotten.
func TestPresetsAreByName(t *testing.T) {
	db := open(t)
	vip := Preset{Name: " VIP ", Customer: "acme", Service: "telegram", Country: "uk", Max: 60, Pays: "cost + 20 %", Quality: 40}
	for _, p := range []Preset{vip, {Name: "other", Customer: "bluekite", Service: "google", Country: "us"}} {
		if err := db.PutPreset(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	vip.Name = "VIP"
	if got := must[Preset](t)(db.Preset(t.Context(), " vip")); got != vip {
		t.Errorf("%+v, want %+v", got, vip)
	}
	vip.Name, vip.Max = "vip", 0
	if err := db.PutPreset(t.Context(), vip); err != nil {
		t.Fatal(err)
	}
	if all := must[[]Preset](t)(db.Presets(t.Context())); len(all) != 2 || all[1] != vip {
		t.Errorf("%+v", all)
	}
	if err := db.ForgetPreset(t.Context(), "Vip"); err != nil {
		t.Fatal(err)
	}
	if got, err := db.Preset(t.Context(), "vip"); !errors.Is(err, ErrNotFound) {
		t.Errorf("%+v %v", got, err)
	}
	if all := must[[]Preset](t)(db.Presets(t.Context())); len(all) != 1 || all[0].Name != "other" {
		t.Errorf("%+v", all)
	}
}

func TestAPresetThatLacksSomethingIsNotSaved(t *testing.T) {
	db := open(t)
	whole := Preset{Name: "vip", Customer: "acme", Service: "telegram", Country: "uk"}
	for want, spoil := range map[string]func(*Preset){
		"needs a name":     func(p *Preset) { p.Name = "  " },
		"up to 60":         func(p *Preset) { p.Name = strings.Repeat("x", 61) },
		"needs a customer": func(p *Preset) { p.Country = "" },
	} {
		p := whole
		spoil(&p)
		if err := db.PutPreset(t.Context(), p); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", want, err)
		}
	}
	if all := must[[]Preset](t)(db.Presets(t.Context())); len(all) != 0 {
		t.Errorf("%+v", all)
	}
}

// Only the same phone for the same customer and service was used before, the newest first.
func TestUsedBefore(t *testing.T) {
	db := open(t)
	of := func(number, customer, service string) func(*platfone.Activation) {
		return func(a *platfone.Activation) {
			a.Phone, a.CustomerID, a.ServiceID = phone.E164(number), customer, service
		}
	}
	at := func(hours int) time.Time { return epoch.Add(time.Duration(hours) * time.Hour) }
	const number = "+447700900123"
	now := act("now", at(9), of(number, "acme", "telegram"))
	put(t, db, epoch, now,
		act("first", at(1), of(number, "acme", "telegram")),
		act("second", at(2), of(number, "acme", "telegram")),
		act("customer", at(3), of(number, "bluekite", "telegram")),
		act("service", at(4), of(number, "acme", "google")),
		act("phone", at(5), of("+447700900124", "acme", "telegram")))
	for limit, want := range map[int]string{5: "second first", 1: "second"} {
		var got []string
		for _, a := range must[[]Activation](t)(db.UsedBefore(t.Context(), now, limit)) {
			got = append(got, a.ID)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("at most %d: %v, want %s", limit, got, want)
		}
	}
}

// The name of a preset is counted in characters, whatever script it is written in.
func TestTheNameOfAPresetIsCountedInCharacters(t *testing.T) {
	for n, fits := range map[int]bool{60: true, 61: false} {
		err := Preset{Name: strings.Repeat("я", n), Customer: "acme", Service: "telegram", Country: "uk"}.Check()
		if (err == nil) != fits {
			t.Errorf("%d characters: %v", n, err)
		}
	}
}
