package answer

import "errors"

// ErrNoControl says a service has no control route of that name. The world
// then asks the next service.
var ErrNoControl = errors.New("there is no control route of that name")

// Route is one control route, told to whoever asks which there are.
type Route struct {
	Method string `json:"method"`
	Path   string `json:"path"`
	Body   string `json:"body,omitempty"` // an example, or what it takes
	Does   string `json:"does"`
}

// Posts are control routes that take POST, each from its name, its body and what it does.
func Posts(list ...[3]string) []Route {
	var routes []Route
	for _, one := range list {
		routes = append(routes, Route{"POST", "/_sandbox/" + one[0], one[1], one[2]})
	}
	return routes
}
