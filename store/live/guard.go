package live

import (
	"switchboard/store/act"
)

// Refusal is an act or a read that was refused here. Nothing was sent and
// nothing was written.
type Refusal = act.Refusal

// The reasons of the table that are given here most.
const (
	ReasonSettings = act.SettingsBroken
	ReasonOffline  = act.Offline
	ReasonReadOnly = act.ReadOnly
	ReasonClosing  = act.Closing
	ReasonTurn     = act.Turn // another attempt at the same is still on its way
	ReasonNoKey    = act.NoKey
	ReasonKey      = act.KeyRefused
	ReasonHold     = act.OnHold
	ReasonBlocked  = act.Blocked
	ReasonFull     = act.PlaceFull
	ReasonSpend    = act.SpendDay
	ReasonRule     = act.WrongState
)
