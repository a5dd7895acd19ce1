package trust

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"switchboard/client/sandbox/answer"
)

// call is one request: its body is read and its account known before the
// handler runs, which happens with the service locked.
type call struct {
	*http.Request
	*state
	now     time.Time
	body    []byte
	account *account // nil on routes without a key
	limits  bool
	pages   func() string
}

// fault is an answer that is not a success.
type fault struct {
	status  int
	code    string // the provider's name for it, "" when the document has none
	message string
	retry   time.Duration // when positive, the answer says to wait that long
}

func (f *fault) Error() string { return f.message }

// refuse is a fault without a documented code.
func refuse(status int, message string) error { return &fault{status: status, message: message} }

type handler func(*call) (status int, body any, err error)

// bound is a handler of the account's number that the path names.
func bound(do func(*call, *number) (int, any, error)) handler {
	return func(c *call) (int, any, error) {
		n, err := c.bound()
		if err != nil {
			return 0, nil, err
		}
		return do(c, n)
	}
}

// router maps the documented paths to their handlers; another method on a known
// path is 405, another path is 404.
func (s *Service) router() *http.ServeMux {
	mux := http.NewServeMux()
	methods := map[string]string{}
	add := func(method, path string, open bool, h handler) {
		mux.HandleFunc(method+" "+path, func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, open, h) })
		if methods[path] != "" {
			method = methods[path] + ", " + method
		}
		methods[path] = method
	}
	const base = "/api/v1/account"
	add("POST", base+"/signup", true, signup)
	add("GET", base, false, readAccount)
	add("PATCH", base, false, editAccount)
	add("POST", base+"/verify-phone/start", false, startCode)
	add("POST", base+"/verify-phone/confirm", false, confirmCode)
	add("GET", base+"/phones", false, listPhones)
	add("GET", base+"/listings/{e164}", false, bound(readListing))
	add("PUT", base+"/listings/{e164}", false, bound(stageListing))
	add("POST", base+"/listings/{e164}/logo", false, bound(uploadLogo))
	add("POST", base+"/listings/{e164}/documents", false, uploadDocument)
	add("POST", base+"/listings/{e164}/verify-checkout", false, mintCheckout)
	add("GET", base+"/listings/{e164}/reports", false, bound(listReports))
	for path, allowed := range methods {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Allow", allowed)
			writeFault(w, &fault{status: http.StatusMethodNotAllowed, message: "this path takes " + allowed})
		})
	}
	mux.HandleFunc("GET /api/media/{id}", s.serveMedia)
	mux.HandleFunc("GET "+PayPath+"{token}", s.payPage)
	mux.HandleFunc("POST "+PayPath+"{token}", s.payPage)
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		writeFault(w, &fault{status: http.StatusNotFound, message: "there is no such path"})
	})
	return mux
}

// serve runs one handler and writes what it answered.
func (s *Service) serve(w http.ResponseWriter, r *http.Request, open bool, h handler) {
	body, err := answer.Body(r)
	if errors.Is(err, answer.ErrTooLarge) {
		writeFault(w, refuse(http.StatusRequestEntityTooLarge, "the body is too large"))
		return
	}
	if err != nil {
		writeFault(w, refuse(http.StatusBadRequest, "the body could not be read"))
		return
	}
	status, out, err := s.run(&call{Request: r, body: body, now: s.options.Clock.Now().UTC(), limits: !s.options.NoLimits, pages: s.options.Pages}, open, h)
	if err != nil {
		writeFault(w, err)
		return
	}
	answer.JSON(w, status, out)
}

func (s *Service) run(c *call, open bool, h handler) (int, any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.state = &s.state
	s.state.settle(c.now)
	if !open {
		if err := c.admit(); err != nil {
			return 0, nil, err
		}
	}
	return h(c)
}

// writeFault writes the provider's error body: {"error","code","retry_after_seconds"}.
func writeFault(w http.ResponseWriter, err error) {
	f := &fault{status: http.StatusInternalServerError, message: err.Error()}
	errors.As(err, &f)
	body := struct {
		Error string `json:"error"`
		Code  string `json:"code,omitempty"`
		Retry int    `json:"retry_after_seconds,omitempty"`
	}{f.message, f.code, 0}
	if f.retry > 0 {
		body.Retry = int((f.retry + time.Second - 1) / time.Second)
		w.Header().Set("Retry-After", strconv.Itoa(body.Retry))
	}
	answer.JSON(w, f.status, body)
}

// origin is where the client reached the sandbox, without a trailing slash.
func (c *call) origin() string {
	scheme, host := "http", c.Host
	if c.TLS != nil {
		scheme = "https"
	}
	if c.URL.Scheme != "" { // not through a socket: the request still has its whole address
		scheme = c.URL.Scheme
	}
	if host == "" {
		host = c.URL.Host
	}
	return scheme + "://" + host
}
