package themes

import "math"

// Figure is how well one role can be read.
type Figure struct {
	Role     Role
	Ratio    float64 // 1 to 21; 0 when the colours are the terminal's and nobody can tell
	Selected float64 // the same on the selected row
}

// Spoken reports whether the role is that of words a person acts upon: not of lines, nor of what lies behind a sheet.
func (r Role) Spoken() bool { return r != Border && r != Behind }

// Contrast takes the figures of every role against the theme's ground and its selected row.
func (t Theme) Contrast() []Figure {
	out := make([]Figure, Roles)
	bar := t.Paints[Selection].BG
	for r := range Roles {
		p := t.Paints[r]
		ground := p.BG
		if ground.Own() {
			ground = t.Ground
		}
		out[r] = Figure{Role: r, Ratio: Ratio(p.FG, ground), Selected: Ratio(p.FG, bar)}
		if p.Reverse || !p.BG.Own() {
			out[r].Selected = out[r].Ratio
		}
	}
	return out
}

// Ratio is the contrast of two colours as WCAG 2 defines it, from 1 (none) to 21 (black on white); 0 when either is not exact.
func Ratio(a, b Color) float64 {
	if !a.Exact() || !b.Exact() {
		return 0
	}
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c Color) float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// linear undoes the sRGB curve.
func linear(v uint8) float64 {
	s := float64(v) / 255
	if s <= 0.04045 {
		return s / 12.92
	}
	return math.Pow((s+0.055)/1.055, 2.4)
}
