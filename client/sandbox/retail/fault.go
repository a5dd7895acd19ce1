package retail

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"switchboard/client/sandbox/answer"
)

// failure is an error envelope: errorName, errorMessage and
// whatever else the name carries.
type failure struct {
	status        int
	name, message string
	extra         map[string]any
	reset         time.Time // of a route's window, for x-ratelimit-reset
}

func (f *failure) Error() string { return f.name + ": " + f.message }

func fault(status int, name, message string) error {
	return &failure{status: status, name: name, message: message}
}

func invalid(format string, args ...any) error {
	return fault(http.StatusBadRequest, "InvalidRequestParamsException", fmt.Sprintf(format, args...))
}

func missing(message string) error {
	return fault(http.StatusNotFound, "ResourceNotFoundException", message)
}

func badState(message string) error {
	return fault(http.StatusConflict, "ResourceBadStateException", message)
}

func (s *Service) fail(w http.ResponseWriter, err error) {
	var f *failure
	if !errors.As(err, &f) {
		f = &failure{status: http.StatusBadRequest, name: "InvalidRequestParamsException", message: err.Error()}
		if errors.Is(err, answer.ErrTooLarge) {
			f.status = http.StatusRequestEntityTooLarge
		}
	}
	if !f.reset.IsZero() {
		w.Header().Set("X-Ratelimit-Reset", strconv.FormatInt(f.reset.Unix(), 10))
	}
	answer.JSON(w, f.status, f.body())
}

func (f *failure) body() map[string]any {
	body := map[string]any{"errorName": f.name, "errorMessage": f.message}
	for key, value := range f.extra {
		body[key] = value
	}
	return body
}

// FailBody is the provider's error envelope for a status that a fault asks
// for.
func (s *Service) FailBody(status int) (mediaType string, body any) {
	names := map[int]string{
		http.StatusBadRequest: "InvalidRequestParamsException", http.StatusUnauthorized: "UnauthorizedException",
		http.StatusPaymentRequired: "PaymentRequiredException", http.StatusForbidden: "AccountOnHoldException",
		http.StatusNotFound: "ResourceNotFoundException", http.StatusConflict: "ResourceBadStateException",
		http.StatusGone: "GoneException", http.StatusTooManyRequests: "TooManyRequestsException",
		http.StatusServiceUnavailable: "ServiceUnavailableException",
	}
	name := names[status]
	if name == "" {
		name = "InternalServerErrorException"
	}
	return "application/json; charset=utf-8", (&failure{name: name, message: http.StatusText(status)}).body()
}
