package text

// ordinary reports whether a text is made of letters and signs that nothing can be wrong with,
// whatever stands beside them: cleaning it changes nothing, and need not be done. Most texts of
// the world are English, Russian, Chinese or Korean.
func ordinary(s string) bool {
	for _, r := range s {
		switch {
		case r >= ' ' && r <= '~', r >= 'А' && r <= 'я', r >= '一' && r <= '龥', r >= '가' && r <= '힣':
		case r == '。', r == '，', r == '：', r == '【', r == '】':
		default:
			return false
		}
	}
	return true
}
