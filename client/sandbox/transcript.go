package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"switchboard/client/sandbox/answer"
)

// LogVariable names the file to which a world adds every request: see Heard.
const LogVariable = "SWITCHBOARD_SANDBOX_LOG"

// Heard is one request as it came, a line of JSON in the file of Options.Log, in ASCII: whoever looks at the file
// in a terminal is not fooled by what somebody sent. It has no header but the kind of its body, so that no key is
// in it, except the one that api_auth is asked with.
type Heard struct {
	Time   time.Time `json:"time"`
	Method string    `json:"method"`
	Target string    `json:"target"` // the path with its query, as it was written
	Type   string    `json:"type,omitempty"`
	Body   string    `json:"body,omitempty"`
	Base64 []byte    `json:"base64,omitempty"` // the body where it is no text
}

// transcribe adds a request to the file, whose body can still be read afterwards.
func transcribe(name string, r *http.Request) error {
	body, err := io.ReadAll(io.LimitReader(r.Body, answer.MaxBody+1))
	if err != nil {
		return fmt.Errorf("reading the request's body: %w", err)
	}
	r.Body = struct {
		io.Reader
		io.Closer
	}{io.MultiReader(bytes.NewReader(body), r.Body), r.Body}
	heard := Heard{Time: time.Now(), Method: r.Method, Target: r.URL.RequestURI(), Type: r.Header.Get("Content-Type"), Body: string(body)}
	if !utf8.Valid(body) {
		heard.Body, heard.Base64 = "", body
	}
	line, err := json.Marshal(heard)
	if err != nil {
		return fmt.Errorf("writing down a request: %w", err)
	}
	return appendLine(name, append(plain(line), '\n'))
}

// plain writes JSON with nothing but ASCII in it.
func plain(line []byte) []byte {
	out := make([]byte, 0, len(line))
	for _, r := range string(line) {
		if r < 0x7f {
			out = append(out, byte(r))
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			out = fmt.Appendf(out, `\u%04x`, unit)
		}
	}
	return out
}

// appendLine adds in one write what other programs may be adding to as well.
func appendLine(name string, line []byte) error {
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("the log of the sandbox's requests: %w", err)
	}
	_, err = f.Write(line)
	return errors.Join(err, f.Close())
}
