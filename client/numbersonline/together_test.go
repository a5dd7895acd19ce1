package numbersonline_test

import "testing"

// What is refused together is one message, whether the service joined it or sent a list.
func TestWhatIsRefusedTogetherIsOneMessage(t *testing.T) {
	for _, body := range []string{
		`{"error":"name must be a text; email is not an e-mail address"}`,
		`{"error":["name must be a text","email is not an e-mail address"]}`,
		`{"error":["name must be a text",null,{},"email is not an e-mail address"]}`,
	} {
		c, _ := newClient(t, answer{status: 400, body: body})
		_, err := c.Account(t.Context())
		if e := failure(t, err); e.Message != "name must be a text; email is not an e-mail address" {
			t.Errorf("%s: %q", body, e.Message)
		}
	}
}
