package consoletest

import (
	"cmp"
	"flag"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

var pictures = flag.String("pictures", "", "a folder: every golden frame is also drawn there as PNG, in each theme")

// The cell of a picture, in pixels.
const (
	cellW, cellH = 9, 20
	baseline     = 15
	pointSize    = 15
	around       = 12 // blank around the window
)

// Pictured reports whether -pictures names a folder.
func Pictured() bool { return *pictures != "" }

// Picture draws the frame as it is now in every theme, into the folder of -pictures; without one it does nothing.
func (c *Console) Picture(name string) {
	if !Pictured() {
		return
	}
	before := c.m.Styles().Theme
	for _, theme := range c.m.Styles().Shipped() {
		c.wear(theme)
		papers := map[string]paper{theme: darkPaper}
		switch theme {
		case "light":
			papers[theme] = lightPaper
		case "terminal": // it has to be right on both
			papers[theme+"-white"] = lightPaper
		}
		for on, p := range papers {
			img, err := p.picture(c.m.View().Content, c.w, c.h)
			if err == nil {
				err = writePNG(filepath.Join(*pictures, strings.ReplaceAll(name, "/", "-")+"-"+on+".png"), img)
			}
			if err != nil {
				c.t.Fatal(err)
			}
		}
	}
	c.wear(before)
}

func (c *Console) wear(theme string) {
	if err := c.m.Styles().Wear(theme); err != nil {
		c.t.Fatal(err)
	}
}

// paper is what a frame is drawn on: the colours of a terminal.
type paper struct{ ink, ground color.RGBA }

var (
	darkPaper  = paper{ink: color.RGBA{0xe4, 0xe6, 0xea, 0xff}, ground: color.RGBA{0x14, 0x17, 0x1c, 0xff}}
	lightPaper = paper{ink: color.RGBA{0x1d, 0x21, 0x26, 0xff}, ground: color.RGBA{0xfb, 0xfb, 0xf8, 0xff}}
)

// picture draws a frame of w by h cells.
func (p paper) picture(frame string, w, h int) (*image.RGBA, error) {
	img := image.NewRGBA(image.Rect(0, 0, w*cellW+2*around, h*cellH+2*around))
	draw.Draw(img, img.Bounds(), image.NewUniform(p.ground), image.Point{}, draw.Src)
	plain, err := face(gomono.TTF)
	if err != nil {
		return nil, err
	}
	bold, err := face(gomonobold.TTF)
	if err != nil {
		return nil, err
	}
	cells := uv.NewScreenBuffer(w, h)
	uv.NewStyledString(frame).Draw(cells, cells.Bounds())
	for y := range h {
		for x := range w {
			if cell := cells.CellAt(x, y); cell != nil {
				f := plain
				if cell.Style.Attrs&uv.AttrBold != 0 {
					f = bold
				}
				p.cell(img, f, x, y, cell)
			}
		}
	}
	return img, nil
}

func face(ttf []byte) (font.Face, error) {
	f, err := opentype.Parse(ttf)
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(f, &opentype.FaceOptions{Size: pointSize, DPI: 72, Hinting: font.HintingFull})
}

// cell draws one cell with its colours.
func (p paper) cell(img *image.RGBA, f font.Face, x, y int, c *uv.Cell) {
	ink, ground := p.rgba(c.Style.Fg, p.ink), p.rgba(c.Style.Bg, p.ground)
	if c.Style.Attrs&uv.AttrReverse != 0 {
		ink, ground = ground, ink
	}
	if c.Style.Attrs&uv.AttrFaint != 0 {
		ink = between(ink, ground)
	}
	at := image.Rect(around+x*cellW, around+y*cellH, around+(x+max(c.Width, 1))*cellW, around+(y+1)*cellH)
	draw.Draw(img, at, image.NewUniform(ground), image.Point{}, draw.Src)
	if c.Style.Underline != 0 {
		draw.Draw(img, image.Rect(at.Min.X, at.Min.Y+baseline+3, at.Max.X, at.Min.Y+baseline+4), image.NewUniform(ink), image.Point{}, draw.Src)
	}
	if c.Style.Attrs&uv.AttrConceal != 0 || strings.TrimSpace(c.Content) == "" {
		return
	}
	r := []rune(c.Content)[0]
	if parts := strokes(r, at); parts != nil {
		for _, part := range parts {
			draw.Draw(img, part, image.NewUniform(ink), image.Point{}, draw.Src)
		}
		return
	}
	d := font.Drawer{Dst: img, Src: image.NewUniform(ink), Face: f, Dot: fixed.P(at.Min.X, at.Min.Y+baseline)}
	d.DrawString(string(r))
}

// strokes are the parts of a block or a line, which have to meet across cells; nil for letters.
func strokes(r rune, at image.Rectangle) []image.Rectangle {
	w, h := at.Dx(), at.Dy()
	midX, midY := at.Min.X+w/2, at.Min.Y+h/2
	across := func(from, to int) image.Rectangle { return image.Rect(from, midY, to, midY+1) }
	down := func(from, to int) image.Rectangle { return image.Rect(midX, from, midX+1, to) }
	left, right, up, low := across(at.Min.X, midX+1), across(midX, at.Max.X), down(at.Min.Y, midY+1), down(midY, at.Max.Y)
	switch {
	case r >= '▁' && r <= '█':
		return []image.Rectangle{image.Rect(at.Min.X, at.Max.Y-h*int(r-'▁'+1)/8, at.Max.X, at.Max.Y)}
	case r >= '▉' && r <= '▏':
		return []image.Rectangle{image.Rect(at.Min.X, at.Min.Y, at.Min.X+w*(8-int(r-'█'))/8+1, at.Max.Y)}
	}
	switch r {
	case '▀':
		return []image.Rectangle{image.Rect(at.Min.X, at.Min.Y, at.Max.X, midY)}
	case '▪':
		return []image.Rectangle{image.Rect(at.Min.X+1, at.Min.Y+h/4, at.Max.X-1, at.Max.Y-h/4)}
	case '─', '━', '╌':
		return []image.Rectangle{across(at.Min.X, at.Max.X)}
	case '│':
		return []image.Rectangle{down(at.Min.Y, at.Max.Y)}
	case '╭', '┌':
		return []image.Rectangle{right, low}
	case '╮', '┐':
		return []image.Rectangle{left, low}
	case '╰', '└':
		return []image.Rectangle{right, up}
	case '╯', '┘':
		return []image.Rectangle{left, up}
	case '├':
		return []image.Rectangle{down(at.Min.Y, at.Max.Y), right}
	case '┤':
		return []image.Rectangle{down(at.Min.Y, at.Max.Y), left}
	}
	return nil
}

// sixteen are a terminal's own colours where a theme asks for those.
var sixteen = [16]color.RGBA{
	{0x1d, 0x1f, 0x21, 0xff}, {0xd7, 0x5f, 0x5f, 0xff}, {0x87, 0xaf, 0x5f, 0xff}, {0xd7, 0xaf, 0x5f, 0xff},
	{0x5f, 0x87, 0xd7, 0xff}, {0xc0, 0x78, 0xd0, 0xff}, {0x5f, 0xaf, 0xaf, 0xff}, {0xd0, 0xd0, 0xd0, 0xff},
	{0x80, 0x80, 0x80, 0xff}, {0xff, 0x87, 0x87, 0xff}, {0xaf, 0xd7, 0x87, 0xff}, {0xff, 0xd7, 0x87, 0xff},
	{0x4f, 0x8f, 0xef, 0xff}, {0xe0, 0x9f, 0xef, 0xff}, {0x87, 0xd7, 0xd7, 0xff}, {0xff, 0xff, 0xff, 0xff},
}

func (p paper) rgba(c color.Color, own color.RGBA) color.RGBA {
	switch c := c.(type) {
	case nil:
		return own
	case ansi.BasicColor:
		return sixteen[c%16]
	}
	return color.RGBAModel.Convert(c).(color.RGBA)
}

func between(a, b color.RGBA) color.RGBA {
	mid := func(x, y uint8) uint8 { return uint8((2*int(x) + int(y)) / 3) }
	return color.RGBA{mid(a.R, b.R), mid(a.G, b.G), mid(a.B, b.B), 0xff}
}

// few is the picture in at most 256 colours, which makes it small: those it has most of, and none that is
// nearly another, so that a rare word keeps its colour.
func few(img *image.RGBA) image.Image {
	count := map[color.RGBA]int{}
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			count[img.RGBAAt(x, y)]++
		}
	}
	most := slices.SortedFunc(maps.Keys(count), func(a, b color.RGBA) int {
		return cmp.Or(count[b]-count[a], cmp.Compare(a.R, b.R), cmp.Compare(a.G, b.G), cmp.Compare(a.B, b.B))
	})
	var colours color.Palette
	for _, c := range most {
		if len(colours) < 256 && !slices.ContainsFunc(colours, func(has color.Color) bool { return near(has.(color.RGBA), c) }) {
			colours = append(colours, c)
		}
	}
	out := image.NewPaletted(img.Rect, colours)
	draw.Draw(out, out.Rect, img, image.Point{}, draw.Src)
	return out
}

// near reports whether two colours can hardly be told apart.
func near(a, b color.RGBA) bool {
	apart := func(x, y uint8) int { return max(int(x)-int(y), int(y)-int(x)) }
	return apart(a.R, b.R)+apart(a.G, b.G)+apart(a.B, b.B) < 24
}

func writePNG(path string, img *image.RGBA) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	enc := png.Encoder{CompressionLevel: png.BestCompression}
	if err := enc.Encode(f, few(img)); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
