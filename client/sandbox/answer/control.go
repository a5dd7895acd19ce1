package answer

import "errors"

// ErrNoControl says a service has no control route of that name. The world
// then asks the next service.
var ErrNoControl = errors.New("there is no control route of that name")
