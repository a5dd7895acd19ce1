package live

// wakeName is under which other processes ask the leading one to ask again,
// for all providers, or with its name behind it for one.
const wakeName = "wake."

// Wake makes everything due now that waits for a retry: the key was replaced, the machine woke
// up, or a person does not want to wait.
func (e *Engine) Wake() { e.wake("") }

// wake is Wake of one provider, or of all for "".
func (e *Engine) wake(provider string) {
	for _, d := range e.desks {
		if provider == "" || d.Provider() == provider {
			d.Wake()
		}
	}
}

// AskAgain has whoever leads make due what waits for a retry. The error says why nobody is asked.
func (e *Engine) AskAgain() error {
	if err := e.MayAsk(); err != nil {
		return err
	}
	e.Kick(wakeName, 0)
	if !e.Leading() {
		e.Wake() // the key of this process is its own
	}
	return nil
}
