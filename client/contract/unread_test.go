package contract

import (
	"encoding/json"
	"slices"
	"testing"
	"time"
)

// A field that the client does not read is named, one that it keeps only as it came too.
func TestAFieldThatNobodyReadsIsNamed(t *testing.T) {
	type row struct {
		ID   string `json:"id"`
		On   bool   `json:"on"`
		Made int64  `json:"made"`
		At   *time.Time
		Raw  json.RawMessage
	}
	got, err := Unread([]byte(`{"rows":[{"id":"a9","on":true,"made":5,"left":"out"}],"page":1,"none":null}`), func(body []byte) (any, error) {
		var page struct{ Rows []row }
		if err := json.Unmarshal(body, &page); err != nil {
			return nil, err
		}
		for i := range page.Rows {
			at := time.Unix(page.Rows[i].Made, 0)
			page.Rows[i].Made, page.Rows[i].At, page.Rows[i].Raw = 0, &at, body
		}
		return page, nil
	})
	if err != nil || !slices.Equal(got, []string{"page", "rows[].left"}) {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := Unread([]byte(`{`), nil); err == nil {
		t.Error("an example that is none was read")
	}
}
