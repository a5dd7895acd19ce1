package oneuc

// State is where a number stands (Phone Number API, "create_with_state"). An
// unknown one is kept verbatim.
type State string

const (
	Aging     State = "aging"
	Available State = "available"
	Deleted   State = "deleted"
	Discovery State = "discovery"
	InService State = "in_service"
	PortIn    State = "port_in"
	PortOut   State = "port_out"
	Released  State = "released"
	Reserved  State = "reserved"
)

var stateWords = map[State]string{
	Aging: "aging", Available: "available", Deleted: "deleted", Discovery: "discovery", InService: "in service",
	PortIn: "port in", PortOut: "port out", Released: "released", Reserved: "reserved",
}

// States are those the server's documents name, as it writes them.
func States() []string {
	return []string{
		string(Aging), string(Available), string(Deleted), string(Discovery), string(InService), string(PortIn), string(PortOut), string(Released), string(Reserved),
	}
}

// Words is the state as a person reads it.
func (s State) Words() string {
	if w, ok := stateWords[s]; ok {
		return w
	}
	if s == "" {
		return "unknown"
	}
	return string(s)
}

// UserWords is what uses the number, as a person reads it: an application that
// is not named here keeps the server's own word.
func (n Number) UserWords() string {
	if n.UsedBy == "callflow" {
		return "call flow"
	}
	return n.UsedBy
}

// Owned reports whether a number in this state belongs to an account.
func (s State) Owned() bool {
	return s == InService || s == Reserved || s == PortIn || s == PortOut
}

// CanRelease says why a number cannot be released now, "" when it can (from in_service, reserved and port_in only).
func (s State) CanRelease() string {
	switch s {
	case InService, Reserved, PortIn:
		return ""
	case PortOut:
		return "it is being moved to another carrier"
	case Released, Deleted:
		return "it is already " + s.Words()
	case Available, Discovery, Aging:
		return "it is " + s.Words() + ", not yours"
	}
	return s.unknown()
}

// CanEdit says why the properties and the emergency address of a number cannot
// be changed, "" when they can.
func (s State) CanEdit() string {
	if s.Owned() && s != PortOut {
		return ""
	}
	if _, ok := stateWords[s]; !ok {
		return s.unknown()
	}
	if s == PortOut {
		return "it is being moved to another carrier"
	}
	return "it is " + s.Words() + ", not yours"
}

func (s State) unknown() string {
	if s == "" {
		return "its state is not known yet"
	}
	return "its state \"" + string(s) + "\" is not one the console knows"
}
