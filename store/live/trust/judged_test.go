package trust

import (
	"context"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/store/act"
	"switchboard/store/act/acttest"
)

func (t *Trust) Signup(ctx context.Context, name, email string) (numbersonline.SignedUp, string, error) {
	got, err := acttest.Do[act.SignedUp](ctx, t.e, act.SignUp{Name: name, Email: email})
	return got.SignedUp, got.Where, err
}

func (t *Trust) UpdateAccount(ctx context.Context, name, email *string) (numbersonline.Account, error) {
	return acttest.Do[numbersonline.Account](ctx, t.e, act.Account{Name: name, Email: email})
}

func (t *Trust) StartVerification(ctx context.Context, n phone.E164, by numbersonline.Channel) (numbersonline.CodeSent, error) {
	return acttest.Do[numbersonline.CodeSent](ctx, t.e, act.SendCode{Number: n, Channel: by})
}

func (t *Trust) ConfirmVerification(ctx context.Context, n phone.E164, code string) (numbersonline.Proved, error) {
	return acttest.Do[numbersonline.Proved](ctx, t.e, act.Prove{Number: n, Code: code})
}

func (t *Trust) Stage(ctx context.Context, n phone.E164, c numbersonline.Changes) (numbersonline.Staged, error) {
	return acttest.Do[numbersonline.Staged](ctx, t.e, act.Stage{Number: n, Changes: c})
}

func (t *Trust) UploadLogo(ctx context.Context, n phone.E164, image []byte) (numbersonline.Logo, error) {
	return acttest.Do[numbersonline.Logo](ctx, t.e, act.Logo{Number: n, Image: image})
}

func (t *Trust) Checkout(ctx context.Context, n phone.E164) (numbersonline.Checkout, error) {
	return acttest.Do[numbersonline.Checkout](ctx, t.e, act.Pay{Number: n})
}
