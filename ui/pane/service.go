package pane

import "time"

// Service is a provider as screens name it. Who shows something of each of them
// is given the list.
type Service struct {
	ID      string        // "sms"
	Title   string        // "SMS"
	Does    string        // what it is for, in two words
	Asked   string        // the read a key is tried by
	Account bool          // calls name an account, which can be set
	Beat    time.Duration // how often it is asked at least
}
