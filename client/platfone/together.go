package platfone

import "strings"

// Together is one refusal of everything that is wrong, in its order; nil where nothing is. Each part is
// found in it by errors.As.
func Together(problems ...error) error {
	var all several
	for _, problem := range problems {
		if problem != nil {
			all = append(all, problem)
		}
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return all
}

// several are the problems of one request.
type several []error

func (s several) Error() string {
	said := make([]string, len(s))
	for i, problem := range s {
		said[i] = problem.Error()
	}
	return strings.Join(said, "; ")
}

func (s several) Unwrap() []error { return s }
