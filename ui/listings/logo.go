package listings

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // decoders of what the service takes
	_ "image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"

	"switchboard/client/numbersonline"
)

// ReadLogo reads a picture for a listing. Only a regular file is opened: a
// folder, a pipe, a device and a link to any of them are refused before a byte
// is read, and no more is read than the service takes. Errors name the logo.
func ReadLogo(path string) ([]byte, error) {
	path, err := home(path)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, errors.New("logo: there is no such file")
	case err != nil:
		return nil, fmt.Errorf("logo: it cannot be read: %w", reason(err))
	case info.IsDir():
		return nil, errors.New("logo: this is a folder, not a picture")
	case !info.Mode().IsRegular():
		return nil, errors.New("logo: this is not a regular file")
	case info.Size() > numbersonline.MaxLogo:
		return nil, fmt.Errorf("logo: it has %d KB; 512 KB are the most", (info.Size()+1023)/1024)
	}
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0) // without waiting: what was a file a moment ago may be a pipe now
	if err != nil {
		return nil, fmt.Errorf("logo: it cannot be read: %w", reason(err))
	}
	defer f.Close()
	if now, err := f.Stat(); err != nil || !now.Mode().IsRegular() {
		return nil, errors.New("logo: this is not a regular file")
	}
	body, err := io.ReadAll(io.LimitReader(f, numbersonline.MaxLogo+1))
	if err != nil {
		return nil, fmt.Errorf("logo: it cannot be read: %w", reason(err))
	}
	if _, err := numbersonline.CheckLogo(body); err != nil {
		return nil, err
	}
	return body, nil
}

// reason is an error without the path, which is on the screen already.
func reason(err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// home takes a path as shells do: ~/ is the person's folder.
func home(path string) (string, error) {
	if path == "" {
		return "", errors.New("logo: write the path of a picture")
	}
	rest, ok := strings.CutPrefix(path, "~/")
	if !ok {
		return path, nil
	}
	dir, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("logo: finding your folder: %w", err)
	}
	return filepath.Join(dir, rest), nil
}

// most is how many pixels a picture may have to be shown: a small file can hold a huge one.
const most = 40 << 20

// preview draws a picture as dots, two to a cell: at most w cells by h lines.
// It takes its time, so it runs in a command. It gives nil for a picture that
// cannot be decoded: the service may still take it.
func preview(body []byte, w, h int, plain bool) []string {
	info, _, err := image.DecodeConfig(bytes.NewReader(body))
	if err != nil || info.Width < 1 || info.Height < 1 || info.Width > most/info.Height {
		return nil
	}
	img, _, err := image.Decode(bytes.NewReader(body))
	if err != nil {
		return nil
	}
	pw, ph := w, w*info.Height/info.Width
	if ph > 2*h {
		pw, ph = 2*h*info.Width/info.Height, 2*h
	}
	small := image.NewRGBA(image.Rect(0, 0, max(pw, 1), max(ph, 1)))
	draw.ApproxBiLinear.Scale(small, small.Bounds(), img, img.Bounds(), draw.Src, nil)
	return halves(small.Rect.Dx(), small.Rect.Dy(), plain, func(x, y int) bool { return lit(small, x, y) })
}

// bayer spreads the lit dots of a grey so that its lightness can be seen.
var bayer = [4][4]uint32{{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}}

// lit reports whether a pixel is drawn as a dot; what is transparent is not.
func lit(img *image.RGBA, x, y int) bool {
	r, g, b, _ := img.At(x, y).RGBA() // already lessened by the alpha
	light := (r*299 + g*587 + b*114) / 1000
	return light > (bayer[y%4][x%4]*2+1)*0xffff/32
}

// halves draws dots two to a cell, one above the other.
func halves(w, h int, plain bool, on func(x, y int) bool) []string {
	marks := [4]string{" ", "▀", "▄", "█"}
	if plain {
		marks = [4]string{" ", "'", ".", ":"}
	}
	var lines []string
	for y := 0; y < h; y += 2 {
		var b strings.Builder
		for x := range w {
			i := 0
			if on(x, y) {
				i |= 1
			}
			if y+1 < h && on(x, y+1) {
				i |= 2
			}
			b.WriteString(marks[i])
		}
		lines = append(lines, b.String())
	}
	return lines
}
