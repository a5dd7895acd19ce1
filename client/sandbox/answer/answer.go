// Package answer owns how a sandbox service reads a request and writes its
// answer: JSON in, JSON out, and the fixed minute windows of a rate limit.
// It knows no provider.
package answer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
)

// MaxBody is the most request body a service reads, in bytes: room for one
// 5 MB file as base64 in JSON, with the rest of the fields.
const MaxBody = 8 << 20

// ErrTooLarge says the request body is over MaxBody.
var ErrTooLarge = errors.New("the request body is larger than the sandbox accepts")

// JSON writes status and value as a JSON document. Text is written as it is:
// the providers do not escape <, > and & in theirs.
func JSON(w http.ResponseWriter, status int, value any) {
	body, err := Encode(value)
	if err != nil {
		http.Error(w, "the sandbox could not encode its answer: "+err.Error(), http.StatusInternalServerError)
		return
	}
	Bytes(w, status, "application/json; charset=utf-8", body)
}

// Encode is value as JSON writes it.
func Encode(value any) ([]byte, error) {
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return body.Bytes(), err
}

// Bytes writes status and a body of the given content type, as it is.
func Bytes(w http.ResponseWriter, status int, contentType string, body []byte) {
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client may have gone; there is nobody else to tell
}

// Empty writes status and nothing else.
func Empty(w http.ResponseWriter, status int) { w.WriteHeader(status) }

// Body reads the whole request body, at most MaxBody bytes (ErrTooLarge).
func Body(r *http.Request) ([]byte, error) {
	if r.Body == nil {
		return nil, nil
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, MaxBody+1))
	if err != nil {
		return nil, fmt.Errorf("reading the request body: %w", err)
	}
	if len(body) > MaxBody {
		return nil, ErrTooLarge
	}
	return body, nil
}

// Object reads the request body as one JSON object into a map that keeps
// every value undecoded, so that a service can tell absent from null and
// report each field by name. An empty body is an empty object.
func Object(r *http.Request) (map[string]json.RawMessage, error) {
	body, err := Body(r)
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(body)) == 0 {
		return map[string]json.RawMessage{}, nil
	}
	object := map[string]json.RawMessage{}
	if err := json.Unmarshal(body, &object); err != nil {
		return nil, fmt.Errorf("the body is not one JSON object: %w", err)
	}
	if object == nil {
		object = map[string]json.RawMessage{} // the document was null
	}
	return object, nil
}

// MediaType is the request's content type without parameters, lower case;
// "" when there is none or it cannot be read.
func MediaType(r *http.Request) string {
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return media
}
