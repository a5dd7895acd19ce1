// Package platfone owns the retail API of Platfone: the types of its customers, money,
// activations, reports, prices and catalogue, every call it documents, and its documented
// limits as code (rules.go and the rules_*.go files).
//
// Its rules: the highest price that was shown is always sent, and is never raised by itself; a refused order names the attempt that may go on. A
// booking carries an id that was made before it was sent. An activation never moves backwards: an observation of the same second counts by its state.
//
// All money is integer US cents. Times leave the decoder as time.Time, a zero time meaning
// null or absent. Fields shown to a person decode leniently and unknown words are kept as
// they came; money decodes strictly, so that a missing or odd amount is unknown, never zero.
package platfone

// Provider is the name under which errors, logs and limits know this service.
const Provider = "sms"
