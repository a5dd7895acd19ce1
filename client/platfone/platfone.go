// Package platfone owns the retail API of Platfone: the types of its customers, money,
// activations, reports, prices and catalogue, every call it documents, and its documented
// limits as code (rules.go and the rules_*.go files).
//
// All money is integer US cents. Times leave the decoder as time.Time, a zero time meaning
// null or absent. Fields shown to a person decode leniently and unknown words are kept as
// they came; money decodes strictly, so that a missing or odd amount is unknown, never zero.
package platfone

// Provider is the name under which errors, logs and limits know this service.
const Provider = "sms"
