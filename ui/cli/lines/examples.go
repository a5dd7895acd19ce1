package lines

// examples are two for each command, without the name of the program.
var examples = map[string][2]string{
	"numbers list":    {"numbers list --address missing", "numbers list --state in_service --csv"},
	"numbers show":    {"numbers show +14155550142", "numbers show +14155550142 --json"},
	"numbers find":    {"numbers find 415", "numbers find +1415555 --quantity 20"},
	"numbers buy":     {"numbers buy +14155550142", "numbers buy +14155550142 +14155550143 --accept-charges --max-spend 5 --yes"},
	"numbers set":     {`numbers set +14155550142 --cnam "ACME INC"`, `numbers set +14155550142 --porting billing_name=Acme --field crm=C-1042 --yes`},
	"numbers release": {"numbers release +14155550142", `numbers release +14155550142 +14155550143 --confirm "release 2"`},
	"e911 show":       {"e911 show +14155550142", "e911 show +14155550142 --json"},
	"e911 set":        {`e911 set +14155550142 --address "116 Natoma St, San Francisco, CA 94105" --caller "Acme Inc"`, `e911 set +14155550142 --street "116 Natoma St" --city "San Francisco" --state CA --zip 94105 --confirm 0142 --yes`},
	"e911 choose":     {"e911 choose +14155550142 2", "e911 choose +14155550142 1 --yes --json"},
	"e911 queue":      {"e911 queue", "e911 queue --json"},
	"e911 clear":      {"e911 clear +14155550142 --confirm 0142", "e911 clear +14155550142 +14155550143 --confirm 'clear 2'"},
}
