package themes

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Color is one colour: the terminal's own, one of its sixteen, or 24 bits. The zero Color is the terminal's own.
type Color struct {
	kind    kind
	index   uint8
	R, G, B uint8 // of a 24-bit colour
}

type kind uint8

const (
	own kind = iota
	sixteen
	rgb
)

var palette = []string{
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
	"bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan", "bright-white",
}

// ParseColor reads "#rrggbb", the name of one of the terminal's sixteen colours ("blue", "bright-blue"), or "default".
func ParseColor(s string) (Color, error) {
	if s == "default" {
		return Color{}, nil
	}
	if i := slices.Index(palette, s); i >= 0 {
		return Color{kind: sixteen, index: uint8(i)}, nil
	}
	if digits, ok := strings.CutPrefix(s, "#"); ok && len(digits) == 6 {
		if n, err := strconv.ParseUint(digits, 16, 32); err == nil {
			return RGB(uint8(n>>16), uint8(n>>8), uint8(n)), nil
		}
	}
	return Color{}, fmt.Errorf("%q is not a colour; write #rrggbb, default, or one of %s", s, strings.Join(palette, ", "))
}

// RGB is a 24-bit colour.
func RGB(r, g, b uint8) Color { return Color{kind: rgb, R: r, G: g, B: b} }

// Own says whether it is the terminal's own foreground or background.
func (c Color) Own() bool { return c.kind == own }

// Exact says whether the colour is known, and not left to the terminal's settings.
func (c Color) Exact() bool { return c.kind == rgb }

// Index is the number of one of the sixteen colours, -1 for any other.
func (c Color) Index() int {
	if c.kind != sixteen {
		return -1
	}
	return int(c.index)
}

// String is the colour as theme files write it.
func (c Color) String() string {
	switch c.kind {
	case sixteen:
		return palette[c.index]
	case rgb:
		return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
	}
	return "default"
}
