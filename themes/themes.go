// Package themes owns colour by meaning: the roles, the themes that come with the program, a person's own themes, and the figures that
// show whether they can be read. It knows no widget and no screen.
package themes

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

//go:embed *.toml
var builtin embed.FS

// Default is the theme used when none is chosen: the terminal's own colours, right on light and dark without asking the terminal.
const Default = "terminal"

// Mono is the theme without colour, chosen by NO_COLOR, TERM=dumb and --no-color.
const Mono = "mono"

// Role is what a piece of screen means. Nothing is styled by anything else.
type Role int

// The roles, in the order themes list them.
const (
	Text Role = iota
	Dim
	Faint
	Accent
	Good
	Warn
	Bad
	Info
	Selection
	Heading
	Border
	Inverse
	Behind // what a sheet lies over
	Roles  // how many there are
)

var names = [Roles]string{"text", "dim", "faint", "accent", "good", "warn", "bad", "info", "selection", "heading", "border", "inverse", "behind"}

// String is the role's name in theme files.
func (r Role) String() string {
	if r < 0 || r >= Roles {
		return fmt.Sprintf("role %d", int(r))
	}
	return names[r]
}

// Paint is how one role is drawn. The zero Paint is the terminal's own.
type Paint struct {
	FG, BG                          Color
	Bold, Faint, Underline, Reverse bool
}

// Theme is a paint for every role, and the ground it is meant for.
type Theme struct {
	Name, About string
	Ground      Color // the background the figures are taken against; never painted
	Paints      [Roles]Paint
}

// Problem is something wrong in a theme file: the role fell back to the base theme's.
type Problem struct{ File, Role, Message string }

// Error says it in one line.
func (p Problem) Error() string {
	if p.Role == "" {
		return fmt.Sprintf("theme file %s: %s", p.File, p.Message)
	}
	return fmt.Sprintf("theme file %s: role %q: %s", p.File, p.Role, p.Message)
}

// file is a theme as it is written: everything may be left out.
type file struct {
	About  string                    `toml:"about"`
	Base   string                    `toml:"base"`
	Ground string                    `toml:"ground"`
	Role   map[string]map[string]any `toml:"role"`
}

// Set is where themes are found: the built-in ones and a folder of the person's own, "" for none.
type Set struct{ Dir string }

// Names lists every theme, the built-in ones first, each group by name.
func (s Set) Names() []string {
	out := stems(builtin)
	if s.Dir != "" {
		for _, n := range stems(os.DirFS(s.Dir)) {
			if !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}

func stems(fsys fs.FS) []string {
	paths, err := fs.Glob(fsys, "*.toml")
	if err != nil {
		return nil
	}
	for i, p := range paths {
		paths[i] = strings.TrimSuffix(p, ".toml")
	}
	return paths
}

// Load reads the theme called name; a person's own theme wins over a built-in one of the same name. It always returns a theme that can be drawn
// with: what cannot be read falls back to its base, in the end to Default, and each such fall is a Problem.
func (s Set) Load(name string) (Theme, []Problem) { return s.load(name, nil) }

func (s Set) load(name string, above []string) (Theme, []Problem) {
	b, path, err := s.read(name, above)
	if err != nil {
		t, _ := Set{}.load(Default, nil)
		return t, []Problem{{File: name + ".toml", Message: err.Error()}}
	}
	var f file
	if err := toml.Unmarshal(b, &f); err != nil {
		t, _ := Set{}.load(Default, nil)
		return t, []Problem{{File: path, Message: "it is not valid TOML: " + firstLine(err)}}
	}
	t, problems := s.base(name, path, f, above)
	t.Name = name
	if f.About != "" {
		t.About = f.About
	}
	return t, append(problems, t.apply(path, f)...)
}

// base is the theme a file builds on. A built-in theme without a base builds on the terminal's own paint; a person's builds on Default.
func (s Set) base(name, path string, f file, above []string) (Theme, []Problem) {
	switch {
	case f.Base == "" && path == name+".toml":
		return Theme{}, nil
	case f.Base == "":
		f.Base = Default
	}
	if slices.Contains(above, f.Base) {
		t, _ := Set{}.load(Default, nil)
		return t, []Problem{{File: path, Message: fmt.Sprintf("its base %q builds on this theme", f.Base)}}
	}
	return s.load(f.Base, append(above, name))
}

// read finds the file. A theme that has the name of its own base means the built-in one.
func (s Set) read(name string, above []string) (data []byte, path string, err error) {
	if name == "" || strings.ContainsAny(name, `/\`) {
		return nil, "", fmt.Errorf("%q is not the name of a theme", name)
	}
	if s.Dir != "" && !slices.Contains(above, name) {
		path = filepath.Join(s.Dir, name+".toml")
		data, err = os.ReadFile(path)
		if !errors.Is(err, fs.ErrNotExist) {
			return data, path, err
		}
	}
	data, err = builtin.ReadFile(name + ".toml")
	if err != nil {
		return nil, "", fmt.Errorf("there is no theme %q; there are %s", name, strings.Join(s.Names(), ", "))
	}
	return data, name + ".toml", nil
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}
