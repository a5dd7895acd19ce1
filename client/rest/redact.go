package rest

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"sync"
)

// errFull ends the walk through a body of which the log has enough.
var errFull = errors.New("the log keeps no more of this body")

// shownBody is how many bytes of a body the log keeps.
const shownBody = 4 << 10

var (
	// secretKeys name values that never reach the log.
	secretKeys = words("credentials auth_token sms_code sms_text code dev_code text ein url api_key key token password secret " +
		"legal_name address street_address extended_address caller_name body")
	phoneKeys = words("phone formatted number e164 verified_phone phone_number")

	// grouped is a number as people write it, escaped or not; bare is one
	// without its plus, which only a whole value or path segment can be.
	grouped = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:\+|%2[Bb])\d[\d ().-]{5,18}\d`) })
	bare    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\d{10,15}$`) })
)

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// maskPhone keeps the last two digits.
func maskPhone(s string) string { return mask + s[max(0, len(s)-2):] }

func maskNumbers(s string) string {
	if bare().MatchString(s) {
		return maskPhone(s)
	}
	return grouped().ReplaceAllStringFunc(s, maskPhone)
}

// redactBody writes a body for the log: JSON in its own order with what is
// secret taken out, anything else only when it is text; cut, and never with
// the credential in it.
func redactBody(body []byte, key Secret) string {
	if len(body) == 0 {
		return ""
	}
	var out strings.Builder
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	switch err := redactValue(dec, &out, ""); {
	case err == nil || errors.Is(err, errFull):
	case looksJSON(body):
		out.WriteString("… (not complete)") // what follows the fault cannot be told apart
	case !strings.HasPrefix(http.DetectContentType(body), "text/"):
		return "(bytes that are not text)"
	default:
		out.Reset()
		out.WriteString(maskNumbers(firstWords(body)))
	}
	text := out.String()
	if len(text) > shownBody {
		text = strings.ToValidUTF8(text[:shownBody], "") + "…"
	}
	return hideKey(text, key)
}

func hideKey(text string, key Secret) string {
	if key.Empty() {
		return text
	}
	return strings.ReplaceAll(text, key.Reveal(), mask)
}

// redactValue copies the next JSON value to out. It stops early once out is
// full: a large table is not walked to its end for the log.
func redactValue(dec *json.Decoder, out *strings.Builder, name string) error {
	t, err := dec.Token()
	if err != nil {
		return err
	}
	if out.Len() > shownBody {
		return errFull
	}
	d, nested := t.(json.Delim)
	switch {
	case secretKeys[name] && t != nil:
		out.WriteString(`"` + mask + `"`)
		return skip(dec, t)
	case !nested:
		writeScalar(out, t, name)
		return nil
	case d == '[':
		return redactList(dec, out, name)
	}
	return redactObject(dec, out)
}

func redactList(dec *json.Decoder, out *strings.Builder, name string) error {
	out.WriteByte('[')
	for i := 0; dec.More(); i++ {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := redactValue(dec, out, name); err != nil {
			return err
		}
	}
	out.WriteByte(']')
	_, err := dec.Token()
	return err
}

func redactObject(dec *json.Decoder, out *strings.Builder) error {
	out.WriteByte('{')
	for i := 0; dec.More(); i++ {
		if i > 0 {
			out.WriteByte(',')
		}
		t, err := dec.Token()
		if err != nil {
			return err
		}
		name, _ := t.(string)
		writeJSON(out, maskNumbers(name))
		out.WriteByte(':')
		if err := redactValue(dec, out, strings.ToLower(name)); err != nil {
			return err
		}
	}
	out.WriteByte('}')
	_, err := dec.Token()
	return err
}

func writeScalar(out *strings.Builder, t json.Token, name string) {
	switch v := t.(type) {
	case string:
		if phoneKeys[name] && v != "" {
			v = maskPhone(v)
		}
		writeJSON(out, maskNumbers(v))
	case json.Number:
		if phoneKeys[name] {
			writeJSON(out, maskPhone(v.String()))
			return
		}
		out.WriteString(v.String())
	default:
		writeJSON(out, v)
	}
}

func writeJSON(out *strings.Builder, v any) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if enc.Encode(v) == nil {
		out.Write(bytes.TrimSuffix(buf.Bytes(), []byte("\n")))
	}
}

// skip reads past the rest of a value whose first token was t.
func skip(dec *json.Decoder, t json.Token) error {
	d, nested := t.(json.Delim)
	if !nested || d == '}' || d == ']' {
		return nil
	}
	for depth := 1; depth > 0; {
		t, err := dec.Token()
		if err != nil {
			return err
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
	return nil
}
