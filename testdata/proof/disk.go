package proof

import (
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
)

//go:embed shim/disk.c
var diskSource string

// The variables that a program which is started with Disk understands.
const (
	DiskLog   = "SWITCHBOARD_DISK_LOG"
	DiskFail  = "SWITCHBOARD_DISK_FAIL"
	DiskCount = "SWITCHBOARD_DISK_COUNT"
)

// Disk builds what stands between a program and its disk, and gives the
// variable that loads it. Where it cannot be loaded the test is left out.
func Disk(t testing.TB) string {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("the disk can only be stood in for on Linux")
	}
	dir := t.TempDir()
	source, lib := filepath.Join(dir, "disk.c"), filepath.Join(dir, "disk.so")
	if err := os.WriteFile(source, []byte(diskSource), 0o600); err != nil {
		t.Fatal(err)
	}
	cc := os.Getenv("CC")
	if cc == "" {
		cc = "cc"
	}
	if out, err := exec.CommandContext(t.Context(), cc, "-O1", "-shared", "-fPIC", "-o", lib, source, "-ldl").CombinedOutput(); err != nil {
		t.Fatalf("building the stand-in for the disk: %v\n%s", err, out)
	}
	return "LD_PRELOAD=" + lib
}

// Step is one thing that was done to a file, or, with Op 'A', something the
// program said aloud.
type Step struct {
	Op     byte
	Name   string
	Offset uint64
	Data   []byte
}

const head = 14

// Say writes an acknowledgement into the log, in order with what was written
// to the files before it.
func Say(log *os.File, what string) error {
	rec := make([]byte, head, head+len(what))
	rec[0] = 'A'
	binary.LittleEndian.PutUint32(rec[10:], uint32(len(what)))
	_, err := log.Write(append(rec, what...))
	return err
}

// Steps reads a log.
func Steps(path string) ([]Step, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading what was done to the disk: %w", err)
	}
	var steps []Step
	for len(raw) > 0 {
		if len(raw) < head {
			return nil, errors.New("the log of the disk ends in the middle of a record")
		}
		s := Step{Op: raw[0], Offset: binary.LittleEndian.Uint64(raw[2:])}
		name, size := int(raw[1]), int(binary.LittleEndian.Uint32(raw[10:]))
		raw = raw[head:]
		if len(raw) < name+size {
			return nil, errors.New("the log of the disk ends in the middle of a record")
		}
		s.Name, s.Data, raw = string(raw[:name]), raw[name:name+size], raw[name+size:]
		steps = append(steps, s)
	}
	return steps, nil
}

// sector is the least that a disk writes whole, in bytes.
const sector = 512

// Cut is what lies on the disk when the power goes after the first n steps,
// and what had been said aloud by then. The files began as they were before.
// What was not synced is there, is missing, or is torn at a sector, as the dice
// fall.
func Cut(before map[string][]byte, steps []Step, n int, dice *rand.Rand) (files map[string][]byte, said []string) {
	synced := map[string]int{}
	for i, s := range steps[:n] {
		if s.Op == 'S' {
			synced[s.Name] = i
		}
	}
	files, mood := map[string][]byte{}, dice.IntN(3)
	for name, content := range before {
		files[name] = slices.Clone(content)
	}
	for i, s := range steps[:n] {
		last, ever := synced[s.Name]
		loose := !ever || i > last
		switch {
		case s.Op == 'A':
			said = append(said, string(s.Data))
		case s.Op == 'W':
			data := s.Data
			if loose && (mood == 0 || dice.IntN(2) == 0) {
				continue
			}
			if loose && mood == 2 && len(data) > sector {
				data = data[:sector*(1+dice.IntN(len(data)/sector))]
			}
			files[s.Name] = laid(files[s.Name], int(s.Offset), data)
		case s.Op == 'T':
			files[s.Name] = resized(files[s.Name], int(s.Offset))
		case s.Op == 'U':
			delete(files, s.Name)
		}
	}
	return files, said
}

func laid(file []byte, at int, data []byte) []byte {
	file = resized(file, max(len(file), at+len(data)))
	copy(file[at:], data)
	return file
}

func resized(file []byte, n int) []byte {
	if n <= len(file) {
		return file[:n]
	}
	return append(file, make([]byte, n-len(file))...)
}
