package text

import (
	"unicode"
	"unicode/utf8"
)

// AppendSpelled writes JSON in which every character that is not printable is
// spelled, so that nothing on the way has to drop one.
func AppendSpelled(b []byte, json string) []byte {
	for _, r := range json {
		if r == '\n' {
			b = append(b, '\n') // between two values: within one it is spelled already
			continue
		}
		b = AppendRune(b, r)
	}
	return b
}

// AppendRune writes a printable character as it is, and any other as JSON spells it.
func AppendRune(b []byte, r rune) []byte {
	switch {
	case unicode.IsPrint(r) && !unicode.In(r, unicode.M):
		return utf8.AppendRune(b, r)
	case r <= 0xffff:
		return appendHex(b, r)
	}
	r -= 0x10000
	return appendHex(appendHex(b, 0xd800+r>>10), 0xdc00+r&0x3ff)
}

func appendHex(b []byte, r rune) []byte {
	const digits = "0123456789abcdef"
	return append(b, '\\', 'u', digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15])
}
