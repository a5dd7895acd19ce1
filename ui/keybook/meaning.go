package keybook

import "strings"

// Meaning is what an action does.
type Meaning struct {
	Says string // one sentence
	Also string // other words that people look for it by
}

// MeaningOf is what the action called id does: by its whole name, or else by the last part of it where that means the same in every pane.
func MeaningOf(id string) Meaning {
	if m, ok := meanings[id]; ok {
		return m
	}
	pane, verb, _ := strings.Cut(id, ".")
	if pane == "sandbox" {
		return Meaning{"Makes the sandbox do this, to see what comes of it.", "test fault simulate demo"}
	}
	if m, ok := verbs[verb]; ok {
		return m
	}
	if strings.HasPrefix(verb, "show.") {
		return Meaning{"Opens this pane.", "go to tab screen view"}
	}
	if strings.HasPrefix(verb, "connect.") {
		return Meaning{"Tries a key of this provider and keeps it.", "api key token account login sign in replace change"}
	}
	if strings.HasPrefix(verb, "profile.") {
		return Meaning{"Closes this profile and opens that one.", "switch account change"}
	}
	return Meaning{}
}

// verbs are actions that mean the same wherever they stand.
var verbs = map[string]Meaning{
	"filter":      {"Shows only the rows that fit what you type.", "search find look narrow query"},
	"clear":       {"Takes the filter away, or the marks.", "reset remove filter unmark"},
	"mark":        {"Marks this row, so that one act takes several.", "select choose tick check"},
	"mark-row":    {"Marks this row, so that one act takes several.", "select choose tick check"},
	"mark-range":  {"Marks every row from the last mark to this one.", "select several block"},
	"mark-all":    {"Marks every row that is shown.", "select everything"},
	"note":        {"Writes a note and tags, for you alone.", "comment remark label annotate write"},
	"saved":       {"Keeps this filter under a name, or takes one that was kept.", "save view favourite filter named bookmark"},
	"sort":        {"Chooses the order of the rows and what is shown of them.", "order by columns arrange fields"},
	"columns":     {"Chooses what is shown of each row.", "fields hide show turn on off table"},
	"keep":        {"Keeps this row at the top of the list.", "favourite favorite star pin bookmark"},
	"open":        {"Shows all that is known of this row.", "details view show more info"},
	"export":      {"Writes what is shown to a file, or copies it.", "save download csv json markdown spreadsheet excel"},
	"inspect":     {"Shows every character of the text, hidden ones too.", "hidden characters unicode suspicious sms message raw"},
	"copy-number": {"Copies the phone number.", "clipboard phone yank"},
	"copy-more":   {"Chooses what is copied: number, text, id, JSON.", "clipboard national json curl text message"},
	"copy-id":     {"Copies the id.", "clipboard identifier"},
	"view-before": {"Goes to the previous tab of this pane.", "left tab"},
	"view-after":  {"Goes to the next tab of this pane.", "right tab"},
	"report":      {"Asks the money back: it did not work as sold.", "refund claim complain dispute flag money back not working"},
	"again":       {"Orders the same service, country and customer once more.", "repeat reorder buy another"},
	"refresh":     {"Reads the list again, now.", "reload update sync"},
	"reread":      {"Reads this row again, now.", "reload update refresh balance sync"},
	"re-read":     {"Reads this number again, now.", "reload update refresh sync"},
	"undo":        {"Takes back what is about to be sent.", "cancel revert stop keep"},
	"settle":      {"Looks up what became of an act without an answer.", "unknown outcome result check"},
	"leave":       {"Goes from the form back to the list.", "close"},
	"next":        {"Goes to the next field.", "tab"},
	"before":      {"Goes to the previous field.", "tab"},
	"more":        {"Looks for more numbers.", "next page search"},
}

// meanings are actions by their whole names.
var meanings = map[string]Meaning{
	"live.order":       {"Buys a number for a customer and waits for its code.", "buy purchase new rent get number sms activation"},
	"live.another-sms": {"Waits for one more code on this number.", "next second again resend retry repeat receive"},
	"live.end":         {"Cancels this number, or finishes it once it has a code.", "cancel end stop finish finalize terminate delete"},
	"live.renew":       {"Orders the same once more when this number expires.", "again repeat automatic renew reorder retry"},
	"live.balance":     {"Adds money for this number's customer, or takes it off.", "credit top up topup add money pay deposit charge debit withdraw refund funds"},
	"history.balance":  {"Adds money for this number's customer, or takes it off.", "credit top up topup add money pay deposit charge debit withdraw refund funds"},
	"live.vendor":      {"Opens the provider's page in the browser.", "website web dashboard browser"},

	"customers.balance":   {"Adds money to this customer's balance, or takes it off.", "credit top up topup add money pay deposit charge debit withdraw refund funds"},
	"customers.status":    {"Lets this customer order, or stops it.", "pause stop block disable suspend activate enable unblock resume freeze"},
	"customers.new":       {"Makes a customer.", "add create register customer client user"},
	"customers.order":     {"Buys a number for this customer.", "buy purchase new rent get number sms"},
	"customers.statement": {"Shows orders, codes and credits with the balance after each.", "invoice bill ledger transactions history account money"},
	"customers.mark":      {"Asks the provider to delete this customer.", "delete remove erase close"},

	"history.date":           {"Goes to the first number of a day.", "day when time jump calendar"},
	"history.customer-first": {"Goes to the first number of this customer.", "oldest begin start"},

	"listings.onboard":   {"Proves that a number is yours and puts it online.", "new add register prove verify list publish start onboard"},
	"listings.edit":      {"Changes what people read about the number.", "change name website bio logo profile picture"},
	"listings.check":     {"Reads state and risk of this number again.", "refresh reload update verify status"},
	"listings.open-page": {"Opens its public page in the browser.", "website web browser view"},
	"listings.pack":      {"Writes what disproves reports about this number.", "evidence dispute appeal defend proof"},
	"listings.reports":   {"Shows what people reported about this number.", "complaints spam reviews"},
	"listings.account":   {"Shows your TRUST account, and changes it.", "plan email name company profile billing"},
	"listings.payment":   {"Shows the link at which the number is paid.", "pay checkout qr code bill buy price"},
	"listings.end":       {"Says how a number is taken offline.", "delete unlist close"},

	"numbers.address":        {"Sets where help is sent when 911 is called from it.", "e911 emergency location street provision set add"},
	"numbers.properties":     {"Changes the caller's name and other properties.", "cnam caller id name edit change lookup"},
	"numbers.find":           {"Searches numbers that you can buy.", "buy search purchase order new available get cart basket"},
	"numbers.copy":           {"Copies the phone number.", "clipboard phone yank"},
	"numbers.release":        {"Gives the number up for ever.", "delete remove cancel return drop stop"},
	"numbers.queue":          {"Chooses, number by number, among several 911 places.", "911 address multiple choice pending"},
	"numbers.coverage":       {"Shows which numbers have no 911 address.", "911 missing emergency gaps list"},
	"numbers.remove-address": {"Takes the 911 address of this number away.", "delete clear e911 emergency"},
	"numbers.online":         {"Puts this number online at TRUST.", "listing register prove verify publish"},
	"numbers.buy":            {"Buys the numbers in the basket.", "purchase order pay checkout cart"},
	"numbers.search":         {"Looks for numbers that fit the form.", "find buy available"},
	"numbers.pick":           {"Puts this number into the basket, or takes it out.", "add buy choose cart select"},
	"numbers.take-out":       {"Takes this number out of the basket.", "remove delete cart"},
	"numbers.held":           {"Shows what is held for your account.", "reserved kept"},

	"insights.open":        {"Shows the numbers behind this row.", "details activations history"},
	"insights.window":      {"Goes through 24 hours, 7, 30 and 90 days.", "period time range span last days week month"},
	"insights.span":        {"Chooses the first and the last day.", "period time range from to date custom"},
	"insights.by":          {"Changes what the rows stand for.", "group customer service day"},
	"insights.differences": {"Shows balances that differ from their transactions.", "reconcile mismatch audit check"},
	"insights.statement":   {"Shows orders, codes and credits with the balance after each.", "invoice bill ledger transactions history"},
	"insights.earlier":     {"Goes to the day before.", "back previous"},
	"insights.later":       {"Goes to the day after.", "forward next"},

	"log.copy": {"Copies this line, or what you did as a note.", "clipboard"},
	"log.acts": {"Shows what was done from this machine, with its outcome.", "audit history mine journal today"},

	"console.copy":      {"Copies this row's code, or the newest one not copied yet.", "clipboard otp yank pin"},
	"console.copy-this": {"Copies the code of the selected row.", "clipboard otp"},
	"console.big":       {"Shows in large digits what was copied last.", "large zoom view code digits"},
	"console.help":      {"Shows what can be done here, with its keys.", "keys shortcuts manual how"},
	"console.commands":  {"Finds everything that can be done by its name.", "palette search actions menu"},
	"console.next":      {"Goes to the next pane.", "tab right switch"},
	"console.previous":  {"Goes to the previous pane.", "tab left switch"},
	"console.back":      {"Goes back to the pane you came from.", "return previous"},
	"console.number":    {"Shows what all three providers know of this number.", "details everything lookup phone"},
	"console.private":   {"Hides codes, numbers and names on the screen.", "hide mask secret share screen privacy"},
	"console.mouse":     {"Switches the mouse off, so that text can be selected, or on.", "select text click"},
	"console.times":     {"Shows times by the local clock, in UTC, or as how long ago.", "clock zone timezone date hour age"},
	"console.quit":      {"Closes the program.", "exit leave close end"},
	"console.redraw":    {"Draws the screen anew.", "refresh repaint clear screen"},
	"console.suspend":   {"Puts the program into the background.", "background shell pause stop"},
	"console.problems":  {"Shows what is wrong, and what ends it.", "errors warnings issues trouble status alerts"},
	"console.import":    {"Reads a CSV file and does what its rows say.", "upload bulk csv load batch"},
	"console.settings":  {"Shows every setting and changes it.", "preferences options configuration config limits budget"},
	"console.theme":     {"Chooses the colours of the screen.", "colors colour dark light contrast look appearance"},
	"console.allow":     {"Lets this profile order, buy and change.", "read-only write enable unlock edit"},
	"console.mute":      {"No bell and no notices for an hour.", "silent quiet sound bell notifications off"},

	"order.prices":  {"Shows what numbers cost, by country or by service.", "price prices country countries cost cheap cheapest compare market stock"},
	"order.watches": {"Tells you when a number becomes cheap enough.", "price alert watch cheap notify"},

	"problems.confirm": {"Says that you looked at the saved acts and they are right.", "journal damaged lost restore"},
	"problems.block":   {"Shows why orders are blocked, and until when.", "blocked limit 24 hours success rate"},
	"problems.lifted":  {"Says that the provider ended the block early.", "unblock limit remove"},
	"problems.save":    {"Tries to write to the disk again.", "disk full retry"},
	"problems.seen":    {"Says that you have seen which numbers are gone.", "lost missing numbers acknowledge"},
	"problems.rest":    {"Shows several acts that were cut off, and what is left.", "cut off bulk interrupted killed resume continue"},
	"problems.ask":     {"Asks the providers again, now.", "retry reconnect online refresh"},
}
