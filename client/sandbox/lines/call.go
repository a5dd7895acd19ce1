package lines

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"switchboard/client/sandbox/answer"
)

// call is one request: its body is read and its token checked before the
// handler runs, which happens with the service locked.
type call struct {
	*http.Request
	*state
	now    time.Time
	body   []byte
	token  string         // "" for an anonymous search
	extra  map[string]any // envelope fields beside data: page_size, start_key
	limits bool
	kazoo  bool
	spent  float64 // tokens of the bucket
	left   float64
}

// fault is an answer that is not a success. Its data is as often the point as
// its message is not: "invalid data", "validation error" and "init failed" mean
// the same.
type fault struct {
	status  int
	message string
	data    any
}

func (f *fault) Error() string { return f.message }

// errorObject is how Kazoo describes what went wrong with a number.
type errorObject struct {
	Cause   string `json:"cause,omitempty"`
	Code    int    `json:"code"`
	Error   string `json:"error"`
	Message string `json:"message"`
}

// because is a fault whose data is an error object.
func because(status int, name, message, cause string) *fault {
	return &fault{status, name, errorObject{Cause: cause, Code: status, Error: name, Message: message}}
}

// invalid is a fault of one field, under its dotted path.
func invalid(path, rule string, detail map[string]any) *fault {
	return &fault{http.StatusBadRequest, "invalid data", map[string]any{path: map[string]any{rule: detail}}}
}

// missing is the fault of a field that must be there.
func missing(path string) *fault {
	return invalid(path, "required", map[string]any{"message": "Field is required but missing"})
}

// together is one fault of every field that is not allowed; nil when all are. Another fault comes alone.
func together(faults ...error) error {
	all := map[string]any{}
	for _, err := range faults {
		var f *fault
		fields, ok := map[string]any(nil), false
		if errors.As(err, &f) {
			fields, ok = f.data.(map[string]any)
		}
		if err != nil && !ok {
			return err
		}
		maps.Copy(all, fields)
	}
	if len(all) == 0 {
		return nil
	}
	return &fault{http.StatusBadRequest, "invalid data", all}
}

// notOurs is the answer for a number that the account does not have.
func notOurs() *fault {
	return &fault{http.StatusNotFound, "bad_identifier", map[string]string{"message": "bad identifier", "not_found": "The number could not be found"}}
}

// numbersPath is the path of an account's numbers.
const numbersPath = "/accounts/{account}/phone_numbers"

type handler func(*call) (status int, data any, err error)

// owned is a handler of the account's number that the path names.
func owned(do func(*call, *number) (int, any, error)) handler {
	return func(c *call) (int, any, error) {
		n, err := c.ours()
		if err != nil {
			return 0, nil, err
		}
		return do(c, n)
	}
}

// route is one documented call and what it costs of the token bucket.
type route struct {
	method, path string
	open         bool // works without a token
	cost         float64
	handle       handler
}

// router maps the documented paths to their handlers; another method on a known
// path is 405, another path is 404.
func (s *Service) router() *http.ServeMux {
	mux, methods := http.NewServeMux(), map[string][]string{}
	routes := []route{
		{"PUT", "/api_auth", true, signInCost, apiAuth},
		{"PUT", "/user_auth", true, signInCost, userAuth},
		{"GET", "/phone_numbers", true, 1, searchPublic},
		{"GET", numbersPath, false, 1, searchOrList},
		{"GET", numbersPath + "/{number}", false, 1, owned(readNumber)},
		{"POST", numbersPath + "/{number}", false, 1, owned(replaceNumber)},
		{"DELETE", numbersPath + "/{number}", false, 1, owned(releaseNumber)},
		{"PUT", numbersPath + "/{number}/activate", false, 2, activateNumber}, // one token more than other calls
		{"PUT", numbersPath + "/collection/activate", false, 1, activateCollection},
	}
	if s.options.Kazoo {
		routes = append(routes, newer...)
	}
	for _, rt := range routes {
		mux.HandleFunc(rt.method+" "+rt.path, func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, rt) })
		methods[rt.path] = append(methods[rt.path], rt.method)
	}
	refuse := func(status int, message string) handler {
		return func(*call) (int, any, error) { return 0, nil, &fault{status, message, struct{}{}} }
	}
	for path, allowed := range methods {
		for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
			if slices.Contains(allowed, method) {
				continue
			}
			mux.HandleFunc(method+" "+path, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Allow", strings.Join(allowed, ", "))
				s.serve(w, r, route{open: true, handle: refuse(http.StatusMethodNotAllowed, "method not allowed")})
			})
		}
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.serve(w, r, route{open: true, handle: refuse(http.StatusNotFound, "not found")})
	})
	return mux
}

// serve runs one handler and writes its answer in the envelope.
func (s *Service) serve(w http.ResponseWriter, r *http.Request, rt route) {
	body, err := answer.Body(r)
	c := &call{Request: r, body: body, now: s.options.Clock.Now(), extra: map[string]any{}, limits: !s.options.NoLimits, kazoo: s.options.Kazoo}
	status, envelope := s.run(c, rt, err)
	raw, err := answer.Encode(envelope)
	if err != nil {
		status, raw = http.StatusInternalServerError, []byte(`{"status":"fatal"}`)
	}
	answer.Bytes(w, status, "application/json", raw)
}

func (s *Service) run(c *call, rt route, err error) (int, map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.state = &s.state
	s.state.settle(c.now)
	status, data := 0, any(nil)
	if err == nil {
		err = c.admit(rt.open, rt.cost)
	}
	if err == nil {
		status, data, err = rt.handle(c)
	}
	envelope := c.extra
	if c.kazoo {
		c.sign(envelope)
	}
	envelope["auth_token"], envelope["request_id"] = c.token, s.state.Mint("request", 32)
	if err != nil {
		f := &fault{http.StatusInternalServerError, err.Error(), struct{}{}}
		errors.As(err, &f)
		if c.kazoo {
			f = f.newer()
		}
		envelope["data"], envelope["error"], envelope["message"], envelope["status"] = f.data, strconv.Itoa(f.status), f.message, "error"
		return f.status, envelope
	}
	envelope["data"], envelope["revision"], envelope["status"] = data, revision(data), "success"
	return status, envelope
}

// FailBody is the envelope of an error that a fault asks for.
func (s *Service) FailBody(status int, words string) (mediaType string, body any) {
	words = strings.ToLower(words)
	return "application/json", map[string]any{"auth_token": "", "data": map[string]string{"message": words}, "error": strconv.Itoa(status),
		"message": strings.ReplaceAll(words, " ", "_"), "request_id": "", "status": "error"}
}

// revision changes when the data does.
func revision(data any) string {
	b, _ := json.Marshal(data)
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}

// request is what every body looks like. Consent stands beside data, not in it.
type request struct {
	Data          json.RawMessage `json:"data"`
	AcceptCharges bool            `json:"accept_charges"`
}

// envelope reads the body; an empty one is an empty request.
func (c *call) envelope() (request, error) {
	var r request
	if len(c.body) == 0 {
		return r, nil
	}
	if err := json.Unmarshal(c.body, &r); err != nil {
		return r, invalid("json", "invalid", map[string]any{"message": "the body is not a JSON envelope"})
	}
	return r, nil
}

// data reads the envelope and its data, which must be an object.
func (c *call) data() (request, map[string]json.RawMessage, error) {
	r, err := c.envelope()
	if err != nil {
		return r, nil, err
	}
	var object map[string]json.RawMessage
	if len(r.Data) == 0 || json.Unmarshal(r.Data, &object) != nil || object == nil {
		return r, nil, missing("data")
	}
	return r, object, nil
}
