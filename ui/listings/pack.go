package listings

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"switchboard/client/numbersonline"
	"switchboard/client/phone"
	"switchboard/store"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// PackStore is what a dispute pack is made of.
type PackStore interface {
	Listing(ctx context.Context, n phone.E164) (store.Listing, error)
	Complaints(ctx context.Context, n phone.E164) (r numbersonline.Reports, seen time.Time, err error)
	Risks(ctx context.Context, n phone.E164, since time.Time) ([]store.Risk, error)
}

// pack makes the folder in a command and shows where it is.
func (p *Pane) pack() tea.Cmd {
	r, _ := p.table.Selected()
	db, ctx, n, dir, now := p.store, p.kit.Ctx, r.E164, p.set.PackDir, p.kit.Now()
	return func() tea.Msg {
		path, err := WritePack(ctx, db, n, or(dir, downloads()), now)
		if err != nil {
			return pane.Toast{Text: "The dispute pack was not made: " + store.Said(err), Bad: true}
		}
		return pane.Push{Sheet: p.made(path)}
	}
}

// downloads is the person's folder for what they take out of programs, "" without one.
func downloads() string {
	dir, err := home("~/Downloads")
	if err != nil {
		return ""
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return ""
	}
	return dir
}

// made is the sheet that says where a pack is.
func (p *Pane) made(path string) pane.Sheet {
	lines := func(w int) []string {
		d := pane.NewDetail(p.kit, w)
		d.Prose(style.Accent, text.Clean(path)).Gap()
		d.Prose(style.Text, text.Own("In it are listing.json, reports.csv, risk-history.csv, and README.md, which says what to attach where."))
		d.Prose(style.Dim, text.Own("o in the list opens the registries."))
		return d.Lines(12)
	}
	return &card{"The dispute pack is made", lines, func() tea.Cmd { return pane.Send(pane.Copy{Text: path, What: "path", Shown: path}) }}
}

// WritePack makes a folder in dir with everything known of a number, for a
// dispute about how it is labelled: listing.json, reports.csv,
// risk-history.csv and README.md. The folder is new, dated and only the
// person's; its path is returned. Nothing is asked of the provider.
func WritePack(ctx context.Context, s PackStore, n phone.E164, dir string, now time.Time) (string, error) {
	l, err := s.Listing(ctx, n)
	if err != nil {
		return "", err
	}
	d, err := readDepth(ctx, n, s, func(ctx context.Context, n phone.E164) ([]store.Risk, error) { return s.Risks(ctx, n, time.Time{}) })
	if err != nil {
		return "", err
	}
	body, err := json.MarshalIndent(listingJSON(l), "", "  ")
	if err != nil {
		return "", fmt.Errorf("writing the listing: %w", err)
	}
	path, err := newFolder(dir, "dispute-"+n.Digits()+"-"+now.Format(time.DateOnly))
	if err != nil {
		return "", err
	}
	for name, data := range map[string][]byte{"listing.json": append(text.AppendSpelled(nil, string(body)), '\n'), "reports.csv": reportsCSV(d.complaints),
		"risk-history.csv": risksCSV(d.risks), "README.md": packReadme(l, d, now)} {
		if err := os.WriteFile(filepath.Join(path, name), data, 0o600); err != nil {
			return "", fmt.Errorf("writing %s: %w", name, err)
		}
	}
	return path, nil
}

// newFolder makes a folder that was not there: a second one of the day is numbered.
func newFolder(dir, name string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("finding the folder: %w", err)
	}
	for i := 1; ; i++ {
		path := filepath.Join(dir, name)
		if i > 1 {
			path += "-" + strconv.Itoa(i)
		}
		err := os.Mkdir(path, 0o700)
		if err == nil {
			return path, nil
		}
		if !errors.Is(err, os.ErrExist) || i == 1000 {
			return "", fmt.Errorf("making the folder of the pack: %w", err)
		}
	}
}

// listingJSON is the number as a person hands it on: what is public, and the
// signals. A private draft stays private.
func listingJSON(l store.Listing) map[string]any {
	out := map[string]any{"e164": string(l.E164), "state": string(l.State), "badge": l.Grade, "risk_band": string(l.Band()), "read_at": utc(l.Seen)}
	if !l.Bound.Verified.IsZero() {
		out["number_proved_at"] = utc(l.Bound.Verified)
	}
	if r := l.Risk; r != nil {
		out["risk"] = map[string]any{"score": r.Score, "report_count": r.Reports, "reports_last_30d": r.Reports30d,
			"last_reported_at": utc(r.LastReported), "review_total": r.ReviewTotal, "review_positive": r.ReviewPositive}
	}
	if p := l.Page; p != nil {
		out["listing"] = map[string]any{"handle": p.Handle, "name": p.Name, "website": p.Website, "logo_url": p.LogoURL,
			"verified_since": utc(p.VerifiedSince), "next_billing": utc(p.NextBilling)}
	}
	return out
}

// utc writes a time for other programs; nil when there is none.
func utc(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(time.RFC3339)
}

func reportsCSV(r numbersonline.Reports) []byte {
	rows := [][]string{{"created_at", "kind", "tags", "rating", "body", "reporter", "lane", "provenance"}}
	for _, c := range r.Reports {
		rows = append(rows, []string{stamp(c.Created), "report", strings.Join(c.Tags, " "), c.Rating, c.Body, anonymous(c.Reporter), c.Lane, c.Provenance})
	}
	for _, c := range r.Reviews {
		rows = append(rows, []string{stamp(c.Created), "review", "", c.Rating, c.Body, anonymous(c.Reporter), "", ""})
	}
	return table(rows)
}

func anonymous(who string) string {
	if who == "" {
		return "anonymous"
	}
	return who
}

func risksCSV(list []store.Risk) []byte {
	rows := [][]string{{"at", "score", "band", "reports_last_30d", "badge"}}
	for _, r := range list {
		rows = append(rows, []string{stamp(r.At), written(r.Score), string(numbersonline.BandOf(r.Score)), written(r.Reports), r.Grade})
	}
	return table(rows)
}

func written(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// table writes CSV that no spreadsheet takes for a formula.
func table(rows [][]string) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for _, row := range rows {
		safe := make([]string, len(row))
		for i, cell := range row {
			safe[i] = text.Inert(cell)
		}
		_ = w.Write(safe) // a buffer takes everything
	}
	w.Flush()
	return b.Bytes()
}

func packReadme(l store.Listing, d depth, now time.Time) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# Dispute pack for %s\n\nMade on %s from what was last read on %s.\n\n", l.E164, now.UTC().Format(time.RFC3339), or(stamp(l.Seen), "no day yet"))
	fmt.Fprintf(&b, "The number is %s at NumbersOnline, badge %s, %d reports and %d reviews on record.\n\n",
		or(text.Line(string(l.State)), "not listed"), or(text.Line(l.Grade), "none"), len(d.complaints.Reports), len(d.complaints.Reviews))
	b.WriteString(`What is here:

- listing.json: who the number belongs to, since when that is proved, its badge and its risk
- reports.csv: every report and review that was read, newest first; reporters who were kept back are "anonymous"
- risk-history.csv: the risk as it was noted here over time; it cannot be asked for again elsewhere

What to attach where:

`)
	for _, reg := range registries {
		fmt.Fprintf(&b, "- %s, %s: listing.json as the proof of ownership, reports.csv for the reports you dispute\n", reg.name, reg.url)
	}
	b.WriteString("\nThe badge says who owns the number. The risk says what people report of it. Both are a supplementary\nsignal, not an official or compliance decision.\n")
	return []byte(b.String())
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
