package keyboard

// Rows of keys of layouts that are not Latin, each over the Latin key in the same place.
var layouts = [][2]string{
	{"йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,."},
	{"іїєґў", "s]'\\o"},
	{"ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"},
	{"קראטוןםפשדגכעיחלךףזסבהנמצתץ", "ertyuiopasdfghjkl;zxcvbnm,."},
	{"ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ", "qwertyuiop[]asdfghjkl;'zxcvnm,./"},
}

// latin is the key of the Latin layout in the place of a key that writes r; 0 where that is not known or r is Latin already.
func latin(r rune) rune {
	for _, l := range layouts {
		theirs := []rune(l[1])
		i := 0
		for _, own := range l[0] {
			if own == r {
				return theirs[i]
			}
			i++
		}
	}
	return 0
}
