package act

// NoAddress is why no 911 address can be taken from a number.
const NoAddress = "no 911 address is on file"
