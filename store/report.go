package store

import (
	"context"
	"errors"
	"time"

	"switchboard/client/platfone"
)

// Report is a problem reported about an activation. Of its Activation only the ids are set.
type Report struct {
	platfone.Report
	Seen time.Time
}

// errNoActivation refuses a report that says nothing of what it is about.
var errNoActivation = errors.New("the report names no activation")

func scanReport(s scanner) (Report, error) {
	var r Report
	err := s.Scan(&r.Activation.ID, &r.Activation.CustomerID, &r.ReasonID, &r.ReasonName, &r.Message, &r.EvidenceURL, &r.Snapshot,
		moment{&r.CreatedAt}, moment{&r.UpdatedAt}, (*[]byte)(&r.Raw), moment{&r.Seen})
	return r, err
}

// PutReports stores reports heard at the moment seen. Each must name its activation; an older
// one never overwrites a newer one.
func (db *DB) PutReports(ctx context.Context, seen time.Time, list ...platfone.Report) error {
	err := putEach(ctx, db, Reports, `INSERT INTO reports VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET customer_id = excluded.customer_id, reason_id = excluded.reason_id, reason_name = excluded.reason_name,
			message = excluded.message, evidence_url = excluded.evidence_url, snapshot = excluded.snapshot,
			created_at = excluded.created_at, updated_at = excluded.updated_at, raw = excluded.raw, seen = excluded.seen
		WHERE excluded.updated_at >= updated_at`, list, func(r platfone.Report) ([]any, error) {
		if r.Activation.ID == "" {
			return nil, errNoActivation
		}
		return []any{r.Activation.ID, r.Activation.CustomerID, r.ReasonID, r.ReasonName, r.Message, r.EvidenceURL, r.Snapshot,
			unix(r.CreatedAt), unix(r.UpdatedAt), string(r.Raw), unix(seen)}, nil
	})
	return wrap(err, "storing reports")
}

const reportColumns = "activation_id, customer_id, reason_id, reason_name, message, evidence_url, snapshot, created_at, updated_at, raw, seen"

// Report reads what was reported about an activation; ErrNotFound when nothing was.
func (db *DB) Report(ctx context.Context, activationID string) (Report, error) {
	r, err := one(ctx, db.cache.r, scanReport, "SELECT "+reportColumns+" FROM reports WHERE activation_id = ?", activationID)
	return r, wrap(err, "reading the report of %s", activationID)
}

// UnheardReports are the newest activations that were reported and whose report was not read, or
// was read before they last changed.
func (db *DB) UnheardReports(ctx context.Context, most int) ([]Activation, error) {
	all, err := list(ctx, db.cache.r, scanActivation, "SELECT "+activationColumns+` FROM activations INDEXED BY activations_reported
		WHERE report_status <> '' AND NOT EXISTS (SELECT 1 FROM reports AS heard
			WHERE heard.activation_id = activations.id AND heard.updated_at >= activations.updated_at)
		ORDER BY k DESC LIMIT ?`, most)
	return all, wrap(err, "looking for reports that were not read")
}
