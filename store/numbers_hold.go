package store

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/crc64"
	"math"

	"switchboard/client/platfone"
)

// heldAtOnce is the size up to which the numbers of a cache are compared before it is shown, in bytes: some thousands.
const heldAtOnce = 4 << 20

// numbersHold compares every number in the cache with the checksum of the object it came as, in small steps: SQLite
// does not notice a changed amount. The error wraps ErrDamaged.
func (f *file) numbersHold(ctx context.Context, q querier) error {
	_, err := inSteps(ctx, math.MinInt64, func(after int64) (int, int64, error) {
		all, err := list(ctx, q, scanWithObject, "SELECT "+activationColumns+`, coalesce(raw, '') FROM activations
			LEFT JOIN activation_raw USING (k) WHERE k > ? ORDER BY k LIMIT ?`, after, purgeBatch)
		if isDamage(err) {
			return 0, 0, fmt.Errorf("%w: %v", ErrDamaged, bare(err))
		}
		if err != nil || len(all) == 0 {
			return 0, 0, err
		}
		for i := range all {
			if !all[i].holds() {
				return 0, 0, fmt.Errorf("%w: a number does not match its checksum", ErrDamaged)
			}
		}
		return len(all), int64(all[len(all)-1].Key), nil
	})
	return wrap(err, "checking the %s", f.name)
}

// holds reports whether the columns of a row say what its object said. Of a purged number nothing is left to compare.
func (a *Activation) holds() bool {
	if a.rawSum == 0 {
		return true
	}
	if len(a.Raw) == 0 {
		return a.asReceived() != nil
	}
	if int64(crc64.Checksum(a.Raw, sumTable)) != a.rawSum {
		return false
	}
	var told platfone.Activation
	if json.Unmarshal(a.Raw, &told) != nil {
		return true // whoever gave it has read it in another way
	}
	return (!told.Price.Known || told.Price == a.Price) && (!told.CustomerPrice.Known || told.CustomerPrice == a.CustomerPrice) &&
		(told.Code == "" || told.Code == a.Code)
}
