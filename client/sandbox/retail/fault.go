package retail

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
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

// together is one refusal of what was wrong before, if anything, and of one thing more.
func together(before, more error) error {
	var first, next *failure
	if before == nil || !errors.As(before, &first) || !errors.As(more, &next) {
		return cmp.Or(before, more)
	}
	return invalid("%s; %s", first.message, next.message)
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

func (f *failure) body() answer.Fields {
	pairs := []any{"errorName", f.name, "errorMessage", f.message}
	for _, key := range slices.Sorted(maps.Keys(f.extra)) {
		pairs = append(pairs, key, f.extra[key])
	}
	return answer.Pairs(pairs...)
}

// FailBody is the provider's error envelope for a status that a fault asks
// for.
func (s *Service) FailBody(status int, words string) (mediaType string, body any) {
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
	return "application/json; charset=utf-8", (&failure{name: name, message: words}).body()
}
