package main

// proof is one promise with the tests that hold the program to it.
type proof struct {
	Name    string
	Promise string
	Package string
	Tests   string // whole names, with | between
	Full    int    // how large it is in a full run; 0: the tests have one size
	Each    int    // how much of that one round does; 0: all
	Fuzz    bool   // Tests names a fuzz target
}

// proofs are all promises, in the order in which they are run.
var proofs = []proof{
	{Name: "kills", Promise: "killed at any moment, the store has what it said it has taken",
		Package: "./store", Tests: "TestKilledProcessLosesNothing", Full: 1000, Each: 100},
	{Name: "money", Promise: "killed in the middle of acts, nothing is booked twice, nothing is lost, nothing stays open",
		Package: "./store/live/sms", Tests: "TestAKilledSpenderLosesAndDoublesNothing", Full: 1000, Each: 100},
	{Name: "commands", Promise: "two commands at once, killed at any moment: what was said to be done is done, once",
		Package: "./ui/cli/e2e", Tests: "TestKilledCommandsDoNothingTwice", Full: 500, Each: 50},
	{Name: "power", Promise: "a loss of power loses nothing that was taken",
		Package: "./store", Tests: "TestALossOfPowerLosesNothingThatWasTaken", Full: 10000, Each: 500},
	{Name: "upgrade", Promise: "older files are brought up to date, also when that is interrupted",
		Package: "./store", Tests: "TestOlderSchemasAreBroughtUpToDate|TestALossOfPowerInAnUpgradeLosesNothing|TestRefusals", Full: 500, Each: 50},
	{Name: "disk", Promise: "a disk that fails at the n-th write or sync is blamed, and nothing is called done that is not on it",
		Package: "./store", Tests: "TestADiskThatFailsIsNeverBelieved", Full: 400},
	{Name: "full", Promise: "on a full disk codes are shown and copied, and nothing is sent that cannot be written down",
		Package: "./store", Tests: "TestACodeOnAFullDiskIsNotLost|TestPollsGoOnWhenTheLedgerHasNoRoom|TestNothingIsSentWhatCannotBeWrittenDown"},
	{Name: "damage", Promise: "damaged files are noticed: no wrong code, amount or act is shown",
		Package: "./store", Tests: "TestRandomDamageIsNoticed|TestDamagedJournalIsSalvaged|TestDamagedIntentStopsSpending|TestALostJournalHoldsMoney", Full: 1000, Each: 100},
	{Name: "together", Promise: "several processes of one profile: one polls, each may act, none does what another does",
		Package: "./ui/cli/e2e", Tests: "TestAnyProcessActs|TestASecondConsoleAddsNoPolling|TestTheLastPlaceIsOne|TestAStoppedConsoleIsReplaced|TestTheFirstCommandsOfAHome"},
	{Name: "locks", Promise: "a file that another program holds is waited for",
		Package: "./store", Tests: "TestWritesDoNotFailOnAForeignLock|TestOneOpenIntentAcrossProcesses|TestLeadIsHeldByOne"},
	{Name: "backups", Promise: "a backup made while the store is written is whole",
		Package: "./store", Tests: "TestBackupIsWholeWhileWriting", Full: 100},
	{Name: "books", Promise: "after two days of acts with lost answers the books are the provider's",
		Package: "./store/live/sms", Tests: "TestTheBooksOfAScriptedDayAreTheProviders", Full: 20000, Each: 2000},
	{Name: "days", Promise: "days of faults: nothing asked in a pause or over a limit, every code here once, nothing left open",
		Package: "./store/live/sms", Tests: "TestDaysOfFaultsLoseNothingAndRespectEveryLimit", Full: 720, Each: 24},
	{Name: "polls", Promise: "with up to 500 waiting numbers no code is seen later than 10 s, within every budget",
		Package: "./store/live/sms", Tests: "TestThePlanOfPollsKeepsItsFigures|TestAnHourOfTwentyWaitingNumbers"},
	{Name: "matrix", Promise: "every kind of act under every kind of fault: what is sent, written down and said",
		Package: "./store/live/sms", Tests: "TestTheFailureMatrixOfActs|TestTheFailureMatrixOfPolls|TestTheFailureMatrixOfReads|TestTheFailureMatrixOfAnOutage"},
	{Name: "keys", Promise: "no credential leaves for another origin, no answer is read without an end",
		Package: "./client/rest", Tests: "TestRedirectsCarryNothing|TestKeyStaysWithItsOrigin|TestCaps|TestDripEndsAtTheDeadline|TestLogHoldsNoSecret"},
	{Name: "secrets", Promise: "no key, tax id or token is in a file, an argument, a child's environment or a message",
		Package: "./ui/cli/e2e", Tests: "TestFirstHour|TestOnboardInterrupted"},
	{Name: "purge", Promise: "what was purged is in no file",
		Package: "./store", Tests: "TestPurgeLeavesNoByte|TestPurgeOfACustomerOrANumber|TestWhatAPurgeKeepsFromComingBack"},
	{Name: "hands", Promise: "random keys, bursts, pastes, sizes and faults: nothing is sent that was not read, nothing crashes",
		Package: "./ui/acceptance", Tests: "TestRandomHands", Full: 200000, Each: 4000},
	{Name: "untouched", Promise: "hours that nobody touches: neither memory nor goroutines grow",
		Package: "./ui/acceptance", Tests: "TestUntouchedHoursKeepTheirMemory", Full: 600},
	{Name: "typing", Promise: "an order typed at any speed is for the customer, service and country that were typed",
		Package: "./ui/ordering", Tests: "TestTyping"},
	{Name: "hostile", Promise: "hostile text in any mixture is plain when it is drawn",
		Package: "./ui/text", Tests: "TestMixturesOfHostileStrings", Full: 1000000, Each: 100000},
	{Name: "screens", Promise: "hostile text in every field of every answer reaches no terminal",
		Package: "./ui/acceptance", Tests: "TestHostileTextStaysText"},
	{Name: "terminal", Promise: "the terminal is as it was after every kind of end",
		Package: "./ui/cli/e2e", Tests: "TestRestoredAfterSignals|TestLostTerminal|TestLeaving|TestSuspendsAndComesBack|TestWithoutAShellNothingIsSuspended"},
	{Name: "forged", Promise: "no forged, spoiled or old delivery of a hook is taken",
		Package: "./client/webhook", Tests: "TestForgedDeliveriesAreRefused|TestVerifyRefuses", Full: 100000},
	{Name: "hooks", Promise: "a delivery counts once, whatever its order, repeats and restarts; without any, no code is lost",
		Package: "./store/live/sms", Tests: "TestAnEventCountsOnceAcrossRestarts|TestADayWithoutDeliveriesLosesNoCodeAndIsTold|TestADeliveryIsNotBelieved"},
	{Name: "receiver", Promise: "a receiver of hooks that is killed remembers what it has taken",
		Package: "./ui/cli/e2e", Tests: "TestAKilledReceiverRemembersWhatItTook", Full: 200, Each: 50},
	{Name: "fuzz-clean", Promise: "any text is plain when it is drawn", Package: "./ui/text", Tests: "FuzzClean", Fuzz: true},
	{Name: "fuzz-gate", Promise: "nothing but the renderer's own sequences passes the gate", Package: "./ui/text", Tests: "FuzzGate", Fuzz: true},
	{Name: "fuzz-sms", Promise: "any answer of SMS is read or refused, without a crash", Package: "./client/platfone", Tests: "FuzzDecode", Fuzz: true},
	{Name: "fuzz-cut", Promise: "a list of SMS that is cut anywhere is noticed", Package: "./client/platfone", Tests: "FuzzCut", Fuzz: true},
	{Name: "fuzz-listing", Promise: "any listing of TRUST is read or refused, without a crash", Package: "./client/numbersonline", Tests: "FuzzDecodeListing", Fuzz: true},
	{Name: "fuzz-reports", Promise: "any reports of TRUST are read or refused, without a crash", Package: "./client/numbersonline", Tests: "FuzzDecodeReports", Fuzz: true},
	{Name: "fuzz-lines", Promise: "any answer of LINES is read or refused, without a crash", Package: "./client/oneuc", Tests: "FuzzDecoders", Fuzz: true},
	{Name: "fuzz-address", Promise: "any pasted address is understood or asked about, without a crash", Package: "./client/oneuc", Tests: "FuzzParseAddress", Fuzz: true},
	{Name: "fuzz-phone", Promise: "any phone number is one or is refused", Package: "./client/phone", Tests: "FuzzParse", Fuzz: true},
	{Name: "fuzz-filter", Promise: "any filter is understood or refused", Package: "./store/filter", Tests: "FuzzFilter", Fuzz: true},
	{Name: "fuzz-hook", Promise: "any delivery is refused or read, without a crash", Package: "./client/webhook", Tests: "FuzzDelivery", Fuzz: true},
}
