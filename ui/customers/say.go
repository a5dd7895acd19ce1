package customers

import (
	"errors"
	"strings"

	"switchboard/client/platfone"
	"switchboard/store"
	"switchboard/ui/text"
)

// saying is what an act's error says to a person.
func saying(err error) string {
	var open *store.Unsettled
	switch {
	case errors.As(err, &open):
		return open.Sentence()
	case errors.Is(err, platfone.ErrOnHold):
		return "Refused: the provider keeps the account on hold."
	}
	return sentence(store.Said(err))
}

// sentence begins with a capital and ends with a stop.
func sentence(s string) string {
	if s == "" {
		return s
	}
	s = text.Capital(s)
	if !strings.HasSuffix(s, ".") {
		s += "."
	}
	return s
}

// plain is what a check says, under the name the form gives the field.
func plain(label string, err error) string {
	var f *platfone.FieldError
	if errors.As(err, &f) {
		return label + ": " + f.Allowed
	}
	if err != nil {
		return label + ": " + store.Said(err)
	}
	return ""
}
