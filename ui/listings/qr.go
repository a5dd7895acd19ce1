package listings

import "rsc.io/qr"

// quiet is the white frame a scanner needs, in modules.
const quiet = 2

// code draws an address as a QR code of half blocks, light on dark as terminals
// are; nil when it does not fit w cells by h lines.
func code(address string, w, h int, plain bool) []string {
	if plain {
		return nil // without half blocks it is no square
	}
	c, err := qr.Encode(address, qr.L)
	if err != nil {
		return nil
	}
	size := c.Size + 2*quiet
	if size > w || (size+1)/2 > h {
		return nil
	}
	return halves(size, size, false, func(x, y int) bool { return !c.Black(x-quiet, y-quiet) })
}
