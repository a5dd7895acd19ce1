package importing

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"switchboard/store"
	"switchboard/store/intake"
	"switchboard/ui/keybook"
	"switchboard/ui/pane"
	"switchboard/ui/style"
	"switchboard/ui/text"
)

// barCells is how wide the bar of a run is.
const barCells = 30

// progress shows how far a file has come, and at its end what came of it.
type progress struct {
	kit *pane.Kit
	j   *job
}

// Title implements pane.Sheet.
func (p *progress) Title() string { return "Import of " + p.j.name }

// Update implements pane.Sheet.
func (p *progress) Update(tea.Msg) tea.Cmd { return nil }

// Ticking implements pane.Ticker.
func (p *progress) Ticking() bool { return !p.j.ended() }

// Wide implements pane.Wide: a row with why it is not done takes a line.
func (p *progress) Wide() int { return 110 }

// Actions implements pane.Sheet.
func (p *progress) Actions() []pane.Action {
	return []pane.Action{
		{ID: "import.close", Key: keybook.Fixed("close", "esc"), Do: func() tea.Cmd { return pane.Send(pane.Pop{Sheet: p}) }},
		{ID: "import.report", Key: keybook.Fixed("copy the report", "y"), Off: p.noReport, Do: func() tea.Cmd {
			return pane.Send(pane.Copy{Text: p.j.report(), What: "report", Shown: p.j.name})
		}},
	}
}

func (p *progress) noReport() string {
	if !p.j.ended() {
		return "it is not at its end yet"
	}
	return ""
}

// report is a line for each row, as comma-separated values.
func (j *job) report() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write([]string{"line", "about", "result", "why"}) // into memory
	for _, r := range j.rows {
		_ = w.Write([]string{strconv.Itoa(r.Line), text.Inert(r.Subject), string(r.State), text.Inert(r.Why)})
	}
	w.Flush()
	return b.String()
}

// View implements pane.Sheet.
func (p *progress) View(w, h int) string {
	j := p.j
	j.mu.Lock()
	done, total, over, cause, rows := j.done, len(j.im.Rows), j.over, j.cause, j.rows[:len(j.rows):len(j.rows)]
	j.mu.Unlock()
	var lines []string
	if over {
		lines = append(lines, pane.Prose(p.kit, style.Text, j.im.Summary(), w)...)
		if j.im.Count(intake.Choice) > 0 {
			lines = append(lines, pale(p.kit, "Q in Numbers goes through the choices.", w))
		}
	} else {
		full := done * barCells / max(total, 1)
		lines = append(lines, p.kit.Styles.Paint(style.Text, fmt.Sprintf("[%s%s] %d of %d", strings.Repeat("#", full), strings.Repeat(" ", barCells-full), done, total)),
			pale(p.kit, "It goes on when this is closed.", w))
	}
	if cause != nil {
		lines = append(lines, bad(p.kit, "It stopped: "+store.Said(cause), w)...)
	}
	for _, l := range noted(p.kit, rows) {
		lines = append(lines, pane.Prose(p.kit, style.Dim, l.String(), w)...)
	}
	return strings.Join(lines[:min(len(lines), max(h, 0))], "\n")
}

func pale(kit *pane.Kit, s string, w int) string {
	return kit.Styles.Paint(style.Dim, text.Clean(s).Cut(w).String())
}

func bad(kit *pane.Kit, s string, w int) []string {
	var out []string
	for _, l := range text.Clean(s).Wrap(w) {
		out = append(out, kit.Styles.Paint(style.Bad, l.String()))
	}
	return out
}
