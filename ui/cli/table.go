package cli

import (
	"encoding/csv"
	"errors"
	"fmt"
	"strings"

	"switchboard/client/money"
	"switchboard/ui/text"
)

// table writes records under capitals, numbers to the right.
func (o *Output) table(rows []Record) error {
	if len(rows) == 0 {
		return nil
	}
	widths := make([]int, len(rows[0]))
	for i, f := range rows[0] {
		widths[i] = heading(f.Name).Width()
		for _, r := range rows {
			widths[i] = max(widths[i], text.Clean(shown(r[i])).Width())
		}
	}
	var b strings.Builder
	line := func(cell func(i int) text.Safe) {
		var parts []string
		for i := range widths {
			if right(rows[0][i]) {
				parts = append(parts, cell(i).PadLeft(widths[i]).String())
			} else {
				parts = append(parts, cell(i).Pad(widths[i]).String())
			}
		}
		b.WriteString(strings.TrimRight(strings.Join(parts, "  "), " ") + "\n")
	}
	line(func(i int) text.Safe { return heading(rows[0][i].Name) })
	for _, r := range rows {
		line(func(i int) text.Safe { return text.Clean(shown(r[i])) })
	}
	return o.Line(strings.TrimSuffix(b.String(), "\n"))
}

func heading(name string) text.Safe {
	return text.Clean(strings.ReplaceAll(name, "_", " ")).Upper()
}

// right says whether a column of such values is aligned to the right.
func right(f Field) bool {
	switch f.Value.(type) {
	case int, int64, money.Price:
		return true
	}
	return false
}

// card writes one record, a field a line.
func (o *Output) card(r Record) error {
	width := 0
	for _, f := range r {
		width = max(width, len(f.Name))
	}
	for _, f := range r {
		if s := shown(f); s != "" {
			if err := o.Line(text.Clean(strings.ReplaceAll(f.Name, "_", " ")).Pad(width+2).String() + s); err != nil {
				return err
			}
		}
	}
	return nil
}

// csv writes a record, and the names of the columns before the first.
func (o *Output) csv(r Record) error {
	fields := r.flat()
	names, cells := make([]string, len(fields)), make([]string, len(fields))
	for i, f := range fields {
		names[i], cells[i] = f.Name, cell(f)
	}
	var b strings.Builder
	w := csv.NewWriter(&b)
	var err error
	if o.wrote == 1 {
		err = w.Write(names)
	}
	err = errors.Join(err, w.Write(cells))
	w.Flush()
	if err = errors.Join(err, w.Error()); err != nil {
		return fmt.Errorf("writing the answer: %w", err)
	}
	return o.Line(strings.TrimSuffix(b.String(), "\n"))
}

// cell is a field's value for a spreadsheet. What would be taken for a formula
// there is held back by an apostrophe.
func cell(f Field) string {
	s := shown(f)
	if _, outside := f.Value.(string); outside && s != "" && strings.ContainsRune("=@-\t", rune(s[0])) && !number(s) {
		return "'" + s
	}
	return s
}

// number says whether a text is digits with at most a sign and a point, which
// is no formula.
func number(s string) bool {
	s = strings.TrimPrefix(s, "-")
	return s != "" && strings.Trim(s, "0123456789.") == ""
}

// markdown writes records as a table.
func (o *Output) markdown(rows []Record) error {
	for i, r := range rows {
		fields := r.flat()
		if i == 0 {
			head, rule := "|", "|"
			for _, f := range fields {
				head, rule = head+" "+f.Name+" |", rule+" --- |"
			}
			if err := o.Line(head + "\n" + rule); err != nil {
				return err
			}
		}
		line := "|"
		for _, f := range fields {
			line += " " + strings.ReplaceAll(strings.ReplaceAll(shown(f), `\`, `\\`), "|", `\|`) + " |"
		}
		if err := o.Line(line); err != nil {
			return err
		}
	}
	return nil
}
