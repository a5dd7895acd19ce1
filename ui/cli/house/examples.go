package house

// examples are two for each command, without the name of the program.
var examples = map[string][2]string{
	"sandbox":         {"sandbox", "sandbox --addr 127.0.0.1:8080 --seed 7 --no-limits"},
	"sandbox fill":    {"sandbox fill --activations 50000 --customers 500", "sandbox fill --activations 1000000 --customers 20000 --profile default"},
	"sync":            {"sync", "sync --full --timeout 1h"},
	"attempts":        {"attempts", "attempts --json"},
	"attempts settle": {"attempts settle 12 --not-done --confirm 12", "attempts settle 12 --done --ref 5f1c0ffee5f1c0ffee5f1c0f --confirm 12"},
	"db path":         {"db path", "db path --profile work"},
	"db backup":       {"db backup", "db backup backups"},
	"db purge":        {"db purge --before 90d", "db purge --customer acme --yes"},
	"db check":        {"db check", "db check --json"},
	"db confirm":      {"db confirm", "db confirm --confirm journal"},
	"db gone":         {"db gone", "db gone --seen"},
	"limits list":     {"limits list", "limits list --json"},
	"limits clear":    {"limits clear", "limits clear sms"},
	"config path":     {"config path", "config path --json"},
	"config init":     {"config init", "config init --quiet"},
	"config check":    {"config check", "config check --json"},
	"config show":     {"config show", "config show --profile work --json"},
	"themes":          {"themes", "themes dark --json"},
	"completion":      {"completion bash > ~/.local/share/bash-completion/completions/switchboard", "completion fish > ~/.config/fish/completions/switchboard.fish"},
	"version":         {"version", "version --json"},
	"doctor":          {"doctor", "doctor --json"},
	"keys":            {"keys", "keys --json"},
	"man":             {"man > switchboard.1", "man | man -l -"},
}
