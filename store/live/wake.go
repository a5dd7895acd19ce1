package live

// wakeName is under which other processes ask the leading one to ask again.
const wakeName = "wake"

// Wake makes everything due now that waits for a retry: the key was replaced, the machine woke
// up, or a person does not want to wait.
func (e *Engine) Wake() {
	for _, d := range e.desks {
		d.Wake()
	}
}

// AskAgain has whoever leads make due what waits for a retry. The error says why nobody is asked.
func (e *Engine) AskAgain() error {
	if err := e.MayAsk(); err != nil {
		return err
	}
	e.Kick(wakeName, 0)
	return nil
}
