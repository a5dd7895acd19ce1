package sandbox

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// What came is in the log as it came, texts and pictures, before a fault answers it; control routes and keys in
// headers are not. The provider reads the same body.
func TestTheLogHasEveryRequestAsItCame(t *testing.T) {
	name := filepath.Join(t.TempDir(), "requests")
	u := inProcess(t, newWorld(t, Options{Seed: 7, NoLimits: true, Log: name}))
	u.want(200, "POST", "/m/customer", `{"customer_id":"logged","balance":5}`)
	u.control("fault", `{"provider":"sms","kind":"status","status":503,"times":1}`)
	u.want(503, "GET", "/m/customers?customer_id=logged&limit=3", "")
	r := u.request(t.Context(), "POST", "/api/v1/account/listings/+16285550177/logo", "\x89PNG\r\n\x1a\n0000")
	r.Header.Set("Content-Type", "image/png")
	answer, err := u.client.Do(r)
	if err != nil || answer.StatusCode != 200 {
		t.Fatalf("the logo: %v %v", answer, err)
	}
	answer.Body.Close()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var got []Heard
	for lines := json.NewDecoder(f); ; {
		var h Heard
		if err := lines.Decode(&h); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		got = append(got, h)
	}
	if len(got) != 3 || got[0].Body != `{"customer_id":"logged","balance":5}` || got[1].Target != "/m/customers?customer_id=logged&limit=3" ||
		string(got[2].Base64) != "\x89PNG\r\n\x1a\n0000" || got[2].Type != "image/png" || got[2].Body != "" {
		t.Errorf("%+v", got)
	}
}

// A log that cannot be written is no reason to go on without one.
func TestALogThatCannotBeWrittenIsSaid(t *testing.T) {
	u := inProcess(t, newWorld(t, Options{Seed: 7, Log: filepath.Join(t.TempDir(), "none", "requests")}))
	u.want(500, "GET", "/m/customers", "")
}

// What is sent stands in the log as ASCII, and is read from it as it was.
func TestTheLogIsPlainText(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "..", "testdata", "proof", "hostile.txt"))
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "requests")
	u := inProcess(t, newWorld(t, Options{Seed: 7, NoLimits: true, Log: name}))
	body := string(raw) + "\u202e\u009b31m\U0001F4A9"
	u.want(400, "POST", "/m/customer", body)
	log, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range log {
		if b >= 0x7f || b < ' ' && (b != '\n' || i+1 < len(log)) {
			t.Fatalf("byte %d is %#x", i, b)
		}
	}
	var h Heard
	if err := json.Unmarshal(log, &h); err != nil || h.Body+string(h.Base64) != body {
		t.Errorf("it is read as another text: %v", err)
	}
}
