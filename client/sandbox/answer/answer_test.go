package answer

import (
	"errors"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestJSONKeepsTextAsItIs(t *testing.T) {
	w := httptest.NewRecorder()
	JSON(w, 201, map[string]string{"text": "a<b>&c"})
	if w.Code != 201 || w.Body.String() != "{\"text\":\"a<b>&c\"}\n" {
		t.Errorf("got %d %q", w.Code, w.Body.String())
	}
	if got := w.Header().Get("Content-Length"); got != "18" {
		t.Errorf("content length %q", got)
	}
}

func TestObjectTellsAbsentFromNull(t *testing.T) {
	object, err := Object(httptest.NewRequest("POST", "/", strings.NewReader(`{"a":null,"b":1}`)))
	if err != nil {
		t.Fatal(err)
	}
	if string(object["a"]) != "null" || object["c"] != nil {
		t.Errorf("got %q", object)
	}
	for _, body := range []string{"", " ", "null"} {
		object, err := Object(httptest.NewRequest("POST", "/", strings.NewReader(body)))
		if err != nil || object == nil || len(object) != 0 {
			t.Errorf("body %q: %v, %v", body, object, err)
		}
	}
	for _, body := range []string{"[]", "{", `"x"`} {
		if _, err := Object(httptest.NewRequest("POST", "/", strings.NewReader(body))); err == nil {
			t.Errorf("body %q was accepted", body)
		}
	}
}

func TestBodyHasACap(t *testing.T) {
	long := io.LimitReader(zeros{}, MaxBody+1)
	if _, err := Body(httptest.NewRequest("POST", "/", long)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("got %v", err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

func TestMediaType(t *testing.T) {
	for header, want := range map[string]string{"": "", "Image/PNG": "image/png", "multipart/form-data; boundary=x": "multipart/form-data", ";": ""} {
		r := httptest.NewRequest("POST", "/", nil)
		r.Header.Set("Content-Type", header)
		if got := MediaType(r); got != want {
			t.Errorf("%q: %q, want %q", header, got, want)
		}
	}
}

func TestWindowsEmptyAtTheWholeMinute(t *testing.T) {
	var w Windows
	at := time.Unix(600+59, 0)
	if left, reset, ok := w.Take("a", 1, at); left != 0 || reset.Unix() != 660 || !ok {
		t.Errorf("first: %d %v %v", left, reset.Unix(), ok)
	}
	if _, _, ok := w.Take("a", 1, at); ok {
		t.Error("the second call of the minute was allowed")
	}
	if _, _, ok := w.Take("b", 1, at); !ok {
		t.Error("another key shares the window")
	}
	if _, _, ok := w.Take("a", 1, at.Add(time.Second)); !ok {
		t.Error("the window did not empty at the whole minute")
	}
	if _, _, ok := w.Take("a", 0, at.Add(time.Second)); !ok {
		t.Error("no limit refused")
	}
}
