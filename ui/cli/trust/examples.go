package trust

// examples are two for each command, without the name of the program.
var examples = map[string][2]string{
	"accounts show":    {"accounts show", "accounts show --json"},
	"accounts set":     {"accounts set --email ops@acme.example", `accounts set --name "Acme Dispatch" --yes`},
	"accounts signup":  {"accounts signup", "accounts signup --name Acme --email ops@acme.example --yes"},
	"listings list":    {"listings list --filter 'risk>40 -tag:vip'", "listings list --state verified --csv"},
	"listings show":    {"listings show +14155550142", "listings show +14155550142 --json"},
	"listings prove":   {"listings prove +14155550142 --by sms", "listings prove +14155550142 --code 482913"},
	"listings draft":   {`listings draft +14155550142 --legal-name "Acme Inc" --website https://acme.example`, "listings draft +14155550142 --kind personal --name Ada --json"},
	"listings stage":   {`listings stage +14155550142 --kind business --dba "Acme Dispatch"`, "listings stage +14155550142 --website https://acme.example --yes"},
	"listings logo":    {"listings logo +14155550142 logo.png", "listings logo +14155550142 logo.webp --json"},
	"listings pay":     {"listings pay +14155550142", "listings pay +14155550142 --wait --timeout 30m --yes"},
	"listings watch":   {"listings watch", "listings watch +14155550142 --ndjson --timeout 1h"},
	"listings reports": {"listings reports +14155550142", "listings reports +14155550142 --json"},
	"listings pack":    {"listings pack +14155550142", "listings pack +14155550142 --dir disputes"},
}
