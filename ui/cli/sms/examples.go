package sms

// examples are two for each command, without the name of the program.
var examples = map[string][2]string{
	"order":              {"order --customer acme --service telegram --country uk --max 0.40 --wait", "order --customer acme --service telegram --country uk --count 3 --yes --ndjson"},
	"wait":               {"wait 65f2c1 65f2c2 --timeout 5m --ndjson", "wait 65f2c1 --again 3 --again-max 1.20 --yes"},
	"code":               {"code --customer acme --max-age 5m", "code 65f2c1 --copy"},
	"activations list":   {"activations list", "activations list --json"},
	"activations get":    {"activations get 65f2c1", "activations get +447700900123 --json"},
	"activations again":  {"activations again 65f2c1", "activations again +447700900123"},
	"activations end":    {"activations end 65f2c1", "activations end --filter state:code --yes"},
	"activations report": {"activations report 65f2c1", `activations report 65f2c1 --reason 2 --message "no SMS came" --yes`},
	"customers list":     {"customers list --status paused", "customers list --csv"},
	"customers show":     {"customers show acme", "customers show acme --offline --json"},
	"customers add":      {"customers add acme2", "customers add acme2 --balance 20 --yes"},
	"customers status":   {"customers status acme paused", "customers status acme northwind active --yes"},
	"customers credit":   {"customers credit acme +35 --ref invoice7", "customers credit acme northwind +5 --ref july --yes"},
	"customers ledger":   {"customers ledger acme --since 30d", "customers ledger acme --csv"},
	"prices":             {"prices telegram", "prices telegram --country uk --below 0.30 --watch --timeout 10m"},
	"history":            {"history --filter 'customer:acme state:refunded' --since 7d", "history --csv --no-header"},
	"insights":           {"insights --days 30", "insights --json"},
	"insights trend":     {"insights trend --chart blocks", "insights trend --customer acme --from 2026-11-01 --csv"},
	"insights customers": {"insights customers --days 30", "insights customers --json"},
	"statement":          {"statement acme --days 30", "statement acme --from 2026-11-01 --to 2026-12-01 --format md"},
	"export":             {"export codes --since 30d", "export activations --codes last2 --format ndjson"},
	"hooks serve":        {"hooks serve", "hooks serve --addr 127.0.0.1:8099 --signed body"},
}
