package act

// Subject is what an act is upon, as a person knows it: a number as its verdict
// writes it, or a customer. It is empty where that is not known.
func (v Verdict) Subject() (string, Kind) {
	for _, f := range v.Before {
		if f.Kind == Number {
			return f.Value, Number
		}
	}
	switch a := v.Act.(type) {
	case Credit:
		return a.Customer, Name
	case Status:
		return a.Customer, Name
	case NewCustomer:
		return a.Customer, Name
	case Order:
		return a.Customer, Name
	case SendCode:
		return a.Number.String(), Number
	case Stage:
		return a.Number.String(), Number
	case Pay:
		return a.Number.String(), Number
	}
	return "", Plain
}
