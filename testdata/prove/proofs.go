package main

// proof is one promise with the tests that hold the program to it.
type proof struct {
	Name    string
	Promise string
	Package string
	Tests   string // a pattern of whole names
	Full    int    // how large it is in a full run; 0: the tests have one size
	Each    int    // how much of that one round does; 0: all
	Fuzz    bool   // Tests names a fuzz target
}

// proofs are all promises, in the order in which they are run.
var proofs = []proof{
	{"kills", "killed at any moment, the store has what it said it has taken", "./store", "TestKilledProcessLosesNothing", 1000, 100, false},
	{"money", "killed in the middle of acts, nothing is booked twice, nothing is lost, nothing stays open", "./store/live/sms", "TestAKilledSpenderLosesAndDoublesNothing", 1000, 100, false},
	{"power", "a loss of power loses nothing that was taken", "./store", "TestALossOfPowerLosesNothingThatWasTaken", 10000, 500, false},
	{"upgrade", "older files are brought up to date, also when that is interrupted", "./store", "TestOlderSchemasAreBroughtUpToDate|TestALossOfPowerInAnUpgradeLosesNothing", 500, 50, false},
	{"disk", "a disk that fails is blamed, and nothing is called done that is not on it", "./store", "TestADiskThatFailsIsNeverBelieved", 400, 0, false},
}
