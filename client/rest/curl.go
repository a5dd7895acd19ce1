package rest

import (
	"net/http"
	"strings"
)

// curl writes the command that repeats a request, with the key taken from the
// environment and everything secret taken out.
func (c *Client) curl(call Call, req *http.Request, key Secret, body string) string {
	var b strings.Builder
	b.WriteString("curl")
	if m := call.method(); m != http.MethodGet {
		b.WriteString(" -X " + m)
	}
	b.WriteString(" " + quote(hideKey(c.shownURL(call, req), key)))
	if !key.Empty() && c.cfg.Header != "" {
		b.WriteString(` -H "` + c.cfg.Header + ": " + c.cfg.Prefix + "$SWITCHBOARD_" + Screen(c.cfg.Provider) + `_KEY"`)
	}
	raw, isRaw := call.Body.(Raw)
	switch {
	case isRaw:
		b.WriteString(" -H " + quote("Content-Type: "+raw.ContentType) + " --data-binary @FILE")
	case body != "":
		b.WriteString(" -H 'Content-Type: application/json' --data " + quote(body))
	}
	return b.String()
}

func (c *Client) shownURL(call Call, req *http.Request) string {
	text := c.base.Scheme + "://" + c.base.Host + maskPath(req.URL.EscapedPath())
	var pairs []string
	for _, pair := range strings.Split(req.URL.RawQuery, "&") {
		name, value, _ := strings.Cut(pair, "=")
		switch lower := strings.ToLower(name); {
		case secretKeys[lower]:
			value = mask
		case phoneKeys[lower] && value != "":
			value = maskPhone(value)
		default:
			value = grouped().ReplaceAllStringFunc(value, maskPhone)
		}
		if name != "" {
			pairs = append(pairs, name+"="+value)
		}
	}
	if len(pairs) > 0 {
		text += "?" + strings.Join(pairs, "&")
	}
	return text
}

func maskPath(path string) string {
	segments := strings.Split(path, "/")
	for i, s := range segments {
		segments[i] = maskNumbers(s)
	}
	return strings.Join(segments, "/")
}

// quote makes one shell word.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }
