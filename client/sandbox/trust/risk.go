package trust

import (
	"fmt"
	"net/http"
	"sort"
	"strconv"
	"time"

	"switchboard/client/sandbox/answer"
)

// report is one complaint. One that is dated ahead is not known yet: this is how
// a risk rises without anybody touching the world.
type report struct {
	Created    time.Time `json:"created"`
	Tags       []string  `json:"tags"`
	Rating     *int      `json:"rating"`
	Body       string    `json:"body"`
	Reporter   string    `json:"reporter"`   // "" is anonymous
	Lane       string    `json:"lane"`       // crowd, accountable
	Provenance string    `json:"provenance"` // matched, mismatched, "" is null
}

// review is one opinion about a verified number.
type review struct {
	Created  time.Time `json:"created"`
	Rating   int       `json:"rating"` // 1 to 5; 4 and 5 are positive
	Body     string    `json:"body"`
	Reporter string    `json:"reporter"`
}

// What each complaint adds to the score, in points of 100.
const (
	crowdPoints       = 3
	accountablePoints = 5 // first-party reports weigh more
	faintPoints       = 1 // older than thirty days, or the caller was somebody else
)

const month = 30 * 24 * time.Hour

// riskView is the live signal: 0 to 100, higher is worse.
type riskView struct {
	Score          int     `json:"score"`
	ReportCount    int     `json:"report_count"`
	ReportsLast30d int     `json:"reports_last_30d"`
	LastReportedAt *string `json:"last_reported_at"`
	ReviewTotal    int     `json:"review_total"`
	ReviewPositive int     `json:"review_positive"`
}

// seen are the reports that exist by now, newest first.
func (n *number) seen(now time.Time) []report {
	var list []report
	for _, r := range n.Reports {
		if !r.Created.After(now) {
			list = append(list, r)
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Created.After(list[j].Created) })
	return list
}

// risk is computed from what was reported and reviewed by now, and from nothing else.
func (n *number) risk(now time.Time) riskView {
	v := riskView{Score: n.Base}
	for i, r := range n.seen(now) {
		if i == 0 {
			v.LastReportedAt = new(stamp(r.Created))
		}
		v.ReportCount++
		recent := now.Sub(r.Created) < month
		if recent {
			v.ReportsLast30d++
		}
		switch {
		case !recent || r.Provenance == "mismatched":
			v.Score += faintPoints
		case r.Lane == "accountable":
			v.Score += accountablePoints
		default:
			v.Score += crowdPoints
		}
	}
	for _, r := range n.Reviews {
		v.ReviewTotal++
		if r.Rating >= 4 {
			v.ReviewPositive++
			v.Score--
		} else {
			v.Score++
		}
	}
	v.Score = min(max(v.Score, 0), 100)
	return v
}

// Page sizes of the reports. More than the maximum is refused, as every other bound of the documents is: who
// asks for more would take the answer for all there is.
const (
	defaultReports = 50
	maxReports     = 200
)

// listReports is N11.
func listReports(c *call, n *number) (int, any, error) {
	limit := defaultReports
	if raw := c.URL.Query().Get("limit"); raw != "" {
		asked, err := strconv.Atoi(raw)
		if err != nil || asked < 1 || asked > maxReports {
			return 0, nil, refuse(http.StatusBadRequest, fmt.Sprintf("limit must be a whole number from 1 to %d", maxReports))
		}
		limit = asked
	}
	reports, reviews := []answer.Fields{}, []answer.Fields{}
	for _, r := range n.seen(c.now) {
		if len(reports) == limit {
			break
		}
		reports = append(reports, answer.Pairs("created_at", stamp(r.Created), "tags", append([]string{}, r.Tags...), "rating", r.Rating,
			"body", orNull(r.Body), "reporter", orNull(r.Reporter), "lane", r.Lane, "provenance", orNull(r.Provenance)))
	}
	for i := len(n.Reviews) - 1; i >= 0; i-- {
		r := n.Reviews[i]
		reviews = append(reviews, answer.Pairs("created_at", stamp(r.Created), "rating", r.Rating, "body", orNull(r.Body), "reporter", orNull(r.Reporter)))
	}
	return http.StatusOK, answer.Pairs("e164", n.E164, "summary", n.risk(c.now), "reports", reports, "reviews", reviews), nil
}
