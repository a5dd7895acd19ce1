package wiring

import (
	"switchboard/client/oneuc"
	"switchboard/store/intake"
)

// taking is what the rows of a file are weighed against and carried out by.
func (s *session) taking(k intake.Kind) intake.World {
	w := intake.World{DB: s.db, Judge: s.engine, Begin: s.engine.BeginFile}
	if k.Provider == oneuc.Provider {
		w.Read = s.lines.RefreshNumber
	}
	for _, d := range s.asked() {
		for _, l := range d.Lists {
			if d.Provider == k.Provider && l.Name == k.List {
				w.List = l.Ask
			}
		}
	}
	return w
}
