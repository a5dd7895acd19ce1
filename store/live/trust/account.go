package trust

import (
	"context"
	"time"

	"switchboard/client/numbersonline"
	"switchboard/store/act"
)

// Account reads the account of the key.
func (t *Trust) Account(ctx context.Context) (numbersonline.Account, error) {
	if err := t.Ask(ctx); err != nil {
		return numbersonline.Account{}, err
	}
	by := t.keys.Had()
	got, err := t.api.Account(ctx)
	if err == nil && (by.Empty() || by.Equal(t.keys.Had())) { // nobody knows which of two keys it was read with
		t.owns(&got)
	}
	return got, t.Heard(ctx, err)
}

// owns keeps the account as it was read with the key there is; nil is that it is not known any more.
func (t *Trust) owns(a *numbersonline.Account) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.owner, t.ownerBy, t.asked = a, t.keys.Had(), time.Now()
}

// owned is the account as it was just read with the key there is.
func (t *Trust) owned() (owner numbersonline.Account, known bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.owner == nil || time.Since(t.asked) >= justRead || !t.ownerBy.Equal(t.keys.Had()) {
		return owner, false
	}
	return *t.owner, true
}

// has reports whether the account has these already.
func (t *Trust) has(a act.Account) bool {
	same := func(to *string, is string) bool { return to == nil || *to == is }
	owner, known := t.owned()
	return known && a != (act.Account{}) && same(a.Name, owner.Name) && same(a.Email, owner.Email)
}
