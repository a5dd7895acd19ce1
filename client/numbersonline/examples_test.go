package numbersonline_test

import (
	"testing"

	"switchboard/client/contract"
	"switchboard/client/numbersonline"
)

// Every field of every example of an answer reaches the caller, but those that say nothing to one.
func TestEveryFieldOfTheExamplesIsRead(t *testing.T) {
	for file, do := range map[string]func(c *numbersonline.Client) (any, error){} {
		unread, err := contract.Unread([]byte(example(t, file)), func(body []byte) (any, error) {
			c, _ := newClient(t, answer{status: 200, body: string(body)})
			return do(c)
		})
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
		for _, path := range unread {
			t.Errorf("%s of %s is not read", path, file)
		}
	}
}
