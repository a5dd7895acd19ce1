package store

import (
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/client/platfone"
)

// BenchmarkIngest stores pages of 1,000 new numbers with their codes, and the same pages once
// more, and has the sqlite3 shell import the same columns into the same table and indexes: what is
// told is how much of the shell's speed the store has.
func BenchmarkIngest(b *testing.B) {
	shell, err := exec.LookPath("sqlite3")
	if err != nil {
		b.Skip("there is no sqlite3 shell")
	}
	const pages = 50
	for b.Loop() {
		b.StopTimer()
		db := large(b, 0, 0)
		var came [pages][]platfone.Activation // what the client hands over, its objects with it
		for i := range came {
			came[i] = bulk(i*1000, 1000)
		}
		b.StartTimer()
		began, used := time.Now(), processor(b)
		for _, page := range came {
			put(b, db, epoch, page...)
		}
		fresh, worked := time.Since(began), processor(b)-used
		began = time.Now()
		for _, page := range came {
			put(b, db, epoch, page...)
		}
		again := time.Since(began)
		imported, theirs := imported(b, shell, db)
		b.ReportMetric(theirs.Seconds()/worked.Seconds(), "new-x-shell-cpu")
		b.ReportMetric(pages*1000/fresh.Seconds(), "new-rows/s")
		b.ReportMetric(imported.Seconds()/fresh.Seconds(), "new-x-shell")
		b.ReportMetric(imported.Seconds()/again.Seconds(), "unchanged-x-shell")
		b.ReportMetric(pages*1000/imported.Seconds(), "shell-rows/s")
	}
}

// imported is how long the shell takes to import the rows of a store, and how much of the processor.
func imported(b *testing.B, shell string, db *DB) (took, used time.Duration) {
	b.Helper()
	dir := b.TempDir()
	rows, err := db.cache.r.Query("SELECT * FROM activations ORDER BY k")
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	columns := must[[]string](b)(rows.Columns())
	f := must[*os.File](b)(os.Create(filepath.Join(dir, "rows.csv")))
	w := csv.NewWriter(f)
	values, dest, record := make([]any, len(columns)), make([]any, len(columns)), make([]string, len(columns))
	for i := range values {
		dest[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			b.Fatal(err)
		}
		for i, v := range values {
			if record[i] = ""; v != nil {
				record[i] = fmt.Sprint(v)
			}
		}
		if err := w.Write(record); err != nil {
			b.Fatal(err)
		}
	}
	w.Flush()
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	tables := must[[]string](b)(list(b.Context(), db.cache.r, text, `SELECT replace(sql, 'INTEGER,', 'ANY,') FROM sqlite_schema
		WHERE tbl_name = 'activations' AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type DESC`))
	script := "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;\n"
	for _, t := range tables {
		script += t + ";\n"
	}
	cmd := exec.CommandContext(b.Context(), shell, filepath.Join(dir, "shell.db"))
	if out, err := run(cmd, script); err != nil {
		b.Fatalf("%v %s", err, out)
	}
	began := time.Now()
	cmd = exec.CommandContext(b.Context(), shell, filepath.Join(dir, "shell.db"))
	if out, err := run(cmd, ".mode csv\n.import "+filepath.Join(dir, "rows.csv")+" activations\nSELECT count(*) FROM activations;\n"); err != nil || len(out) < 5 {
		b.Fatalf("%v %s", err, out)
	}
	return time.Since(began), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

func run(cmd *exec.Cmd, script string) (string, error) {
	cmd.Stdin = strings.NewReader(script)
	out, err := cmd.CombinedOutput()
	return string(out), err
}
