package config

// Variable is a variable of the environment that the program reads.
type Variable struct {
	Name    string
	About   string // one sentence
	Allowed string // in words; "" for free text
	Setting string // which setting it stands for; "" for none
}

// Variables are those that stand for settings, and those that hold keys, in
// the order of the settings. A variable wins over the file.
func (p Paths) Variables() []Variable {
	settings, profile := defaults(), p.newProfile("default")
	out := append(variables(&settings, settingEntries), variables(&profile, p.profileEntries())...)
	for _, one := range p.providers() {
		out = append(out, Variable{Name: keyVariable(one.ID), About: "The API key of " + one.Title() + "."})
	}
	return append(out, Variable{Name: keyVariable(Webhook), About: "The secret that webhooks are signed with."})
}

func variables[T any](preset *T, entries []entry[T]) []Variable {
	var out []Variable
	for _, e := range entries {
		if !e.inFile {
			out = append(out, Variable{variableOf(e.path), first(e.about), e.bind(preset).allowed(), e.path})
		}
	}
	return out
}
