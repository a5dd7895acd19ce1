package platfone

import (
	"errors"
	"testing"
)

// What the provider refuses together is one message, whether it joined it or sent a list.
func TestWhatIsRefusedTogetherIsOneMessage(t *testing.T) {
	for _, message := range []string{`"service_id is required; max_price is too low"`, `["service_id is required","max_price is too low"]`} {
		c, _ := dial(t, always(400, `{"errorName":"InvalidRequestParamsException","errorMessage":`+message+`}`))
		_, err := c.Order(t.Context(), cust, someOrder)
		if e := restError(t, err); e.Message != "service_id is required; max_price is too low" {
			t.Errorf("%s: %q", message, e.Message)
		}
	}
}

// What is refused here is told together as well, and nothing is sent; a form still finds the first field.
func TestEveryWrongFieldOfAnOrderIsTold(t *testing.T) {
	c, w := dial(t, always(200, example(t, "a1_create")))
	_, err := c.Order(t.Context(), "a b", NewOrder{CountryID: "uk", MaxPrice: 0, Quality: 101, Mode: Dynamic, Markup: -1})
	const want = "customer_id: letters a-z, A-Z and digits only, 1 to 80 of them; service_id: letters, digits and - _ . between them, 1 to 30 characters; " +
		"max_price: from $0.01 to $100.00; quality_factor: from 0 (cheap) to 100 (good); customer_markup: from 0 to 10000 percent"
	var field *FieldError
	if e := restError(t, err); e.Message != want || !errors.As(err, &field) || field.Field != "customer_id" || len(w.sent) != 0 {
		t.Errorf("%q of %v after %d requests", e.Message, field, len(w.sent))
	}
	err = c.AddTransaction(t.Context(), cust, NewTransaction{ID: "a_b", Amount: 0})
	if e := restError(t, err); e.Message != "transaction_id: letters a-z, A-Z and digits only, 1 to 80 of them; amount: from -$1000.00 to $1000.00, but not zero" {
		t.Errorf("%q", e.Message)
	}
	if Together(nil, nil) != nil {
		t.Error("nothing wrong is an error")
	}
}
