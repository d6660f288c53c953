package feed

// monthNumber is the month with this name in lower case, 0 if there is none: English, whole or cut short, and the
// names that Greek, Hungarian, French, German and Spanish sources write.
func monthNumber(word string) int {
	if len(word) >= 3 {
		switch word[:3] {
		case "jan":
			return wholly(word, "january", "januar", "január", "janvier", 1)
		case "feb":
			return wholly(word, "february", "februar", "február", "febrero", 2)
		case "mar":
			return wholly(word, "march", "mars", "marzo", "marts", 3)
		case "apr":
			return wholly(word, "april", "aprile", "aprilie", "", 4)
		case "may":
			return wholly(word, "may", "mayo", "", "", 5)
		case "jun":
			return wholly(word, "june", "juni", "junio", "", 6)
		case "jul":
			return wholly(word, "july", "juli", "julio", "", 7)
		case "aug":
			return wholly(word, "august", "augusztus", "augustus", "", 8)
		case "sep":
			return wholly(word, "september", "septembre", "septiembre", "sept", 9)
		case "oct":
			return wholly(word, "october", "octobre", "octubre", "", 10)
		case "nov":
			return wholly(word, "november", "novembre", "noviembre", "", 11)
		case "dec":
			return wholly(word, "december", "decembre", "", "", 12)
		}
	}
	return otherMonths[word]
}

// wholly is n where word is the beginning of one of the names.
func wholly(word, a, b, c, d string, n int) int {
	for _, name := range [...]string{a, b, c, d} {
		if len(word) <= len(name) && name[:len(word)] == word {
			return n
		}
	}
	return 0
}

var otherMonths = map[string]int{
	// Greek
	"ιαν": 1, "ιανουαρίου": 1, "ιανουάριος": 1, "φεβ": 2, "φεβρουαρίου": 2, "φεβρουάριος": 2, "μάώ": 3, "μαώ": 3, "μαρ": 3, "μάρ": 3, "μαρτίου": 3,
	"μάρτιος": 3, "απρ": 4, "απριλίου": 4, "απρίλιος": 4, "μάι": 5, "μαϊ": 5, "μαι": 5, "μαΐ": 5, "μαΐου": 5, "μαϊου": 5, "μάιος": 5,
	"ιούν": 6, "ιον": 6, "ιουν": 6, "ιουνίου": 6, "ιούνιος": 6, "ιούλ": 7, "ιολ": 7, "ιουλ": 7, "ιουλίου": 7, "ιούλιος": 7,
	"αύγ": 8, "αυγ": 8, "αυγούστου": 8, "αύγουστος": 8, "σεπ": 9, "σεπτ": 9, "σεπτεμβρίου": 9, "σεπτέμβριος": 9, "οκτ": 10, "οκτωβρίου": 10,
	"οκτώβριος": 10, "νοέ": 11, "νοε": 11, "νοεμβρίου": 11, "νοέμβριος": 11, "δεκ": 12, "δεκεμβρίου": 12, "δεκέμβριος": 12,
	// Hungarian
	"január": 1, "február": 2, "februári": 2, "március": 3, "márc": 3, "április": 4, "ápr": 4, "máujus": 5, "május": 5, "máj": 5, "június": 6, "jún": 6,
	"július": 7, "júl": 7, "augusztus": 8, "szeptember": 9, "szept": 9, "október": 10, "okt": 10, "december": 12,
	// French, German, Spanish
	"janvier": 1, "janv": 1, "février": 2, "févr": 2, "fév": 2, "fevrier": 2, "avril": 4, "avr": 4, "mai": 5, "juin": 6, "juillet": 7, "juil": 7, "août": 8, "aout": 8,
	"décembre": 12, "déc": 12, "jänner": 1, "märz": 3, "mär": 3, "oktober": 10, "dezember": 12, "dez": 12, "enero": 1, "ene": 1, "abril": 4, "abr": 4,
	"agosto": 8, "ago": 8, "diciembre": 12, "dic": 12,
}

// vietnameseMonths are the numbers of the months as words.
var vietnameseMonths = map[string]int{
	"một": 1, "giêng": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10, "chạp": 12,
}

// zones are the names of zones that dates carry (RFC 822 section 5, and what is met), in minutes east of UTC.
var zones = map[string]int{
	"gmt": 0, "utc": 0, "ut": 0, "wet": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
	"et": -300, "ct": -360, "mt": -420, "pt": -480, "at": -240, "ast": -240, "adt": -180, "akst": -540, "akdt": -480, "hst": -600,
	"bst": 60, "west": 60, "cet": 60, "cest": 120, "met": 60, "mest": 120, "eet": 120, "eest": 180, "msk": 180, "msd": 240, "ist": 330,
	"ict": 420, "wib": 420, "hkt": 480, "sgt": 480, "pht": 480, "kst": 540, "jst": 540, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
}
