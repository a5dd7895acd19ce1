package reporting

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"switchboard/client/platfone"
	"switchboard/store"
)

// evidence is a file that goes with a report.
type evidence struct {
	path, kind string
	bytes      []byte
}

// readEvidence reads the file at a path a person typed: a regular file of one
// of the documented types, told by its content, of at most 5 MB. Otherwise why
// says in a sentence what is wrong with the field.
func readEvidence(path string) (e evidence, why string) {
	full, why := expand(path)
	if why != "" {
		return evidence{}, why
	}
	// A pipe would wait for its other end: it is opened without waiting and then refused.
	f, err := os.OpenFile(full, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return evidence{}, "File: " + whyNot(err)
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return evidence{}, "File: " + whyNot(err)
	case info.IsDir():
		return evidence{}, "File: that is a folder; name a file in it"
	case !info.Mode().IsRegular():
		return evidence{}, "File: that is not an ordinary file"
	case info.Size() > platfone.MaxEvidence:
		return evidence{}, "File: it has " + strconv.FormatInt(info.Size(), 10) + " bytes; at most 5 MB are taken"
	}
	b, err := io.ReadAll(io.LimitReader(f, platfone.MaxEvidence+1))
	if err != nil {
		return evidence{}, "File: it cannot be read: " + whyNot(err)
	}
	kind, err := platfone.EvidenceType(b)
	if err != nil {
		return evidence{}, "File: it is none of jpg, png, webp, zip, pdf or mp4 of at most 5 MB, whatever its name says"
	}
	return evidence{path: path, kind: kind, bytes: b}, ""
}

func whyNot(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file"
	case errors.Is(err, fs.ErrPermission):
		return "you have no right to read it"
	case errors.Is(err, syscall.ELOOP):
		return "the links lead in a circle"
	case errors.Is(err, syscall.ENAMETOOLONG):
		return "no file has such a long name"
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		return store.Said(p.Err)
	}
	return store.Said(err)
}

// expand turns "~/shot.png" into a whole path; why is what is wrong with it.
func expand(path string) (full, why string) {
	if strings.ContainsRune(path, 0) {
		return "", "File: a name cannot contain a zero character"
	}
	rest, home := strings.CutPrefix(path, "~/")
	if !home {
		return path, ""
	}
	dir, err := os.UserHomeDir()
	if err != nil {
		return "", "File: your home folder is not known; write the whole path"
	}
	return filepath.Join(dir, rest), ""
}

// complete is a path as far as what is on the disk leaves no choice.
func complete(path string) string {
	full, why := expand(path)
	if why != "" {
		return path
	}
	dir, begun := filepath.Split(full)
	if dir == "" {
		dir = "."
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return path
	}
	longest, found := "", false
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, begun) || begun == "" && strings.HasPrefix(name, ".") {
			continue
		}
		if e.IsDir() {
			name += string(filepath.Separator)
		}
		if !found {
			longest, found = name, true
			continue
		}
		longest = common(longest, name)
	}
	if !found {
		return path
	}
	return strings.TrimSuffix(path, begun) + longest
}

// common is the beginning two names share.
func common(a, b string) string {
	x, y := []rune(a), []rune(b)
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return string(x[:n])
}
