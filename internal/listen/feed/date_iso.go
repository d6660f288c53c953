package feed

// readISO reads the forms of ISO 8601 that begin with a year of four digits; false where the text is not wholly
// one of them.
func (d *dateReader) readISO(s string) bool {
	if len(s) < 4 || !digits(s[:4]) {
		return false
	}
	d.year = number(s[:4])
	rest := s[4:]
	if rest == "" {
		return true
	}
	n := d.isoDay(rest)
	if n < 0 {
		return false
	}
	rest = rest[n:]
	if rest == "" {
		return true
	}
	if c := rest[0]; c != 'T' && c != 't' && c != ' ' {
		return false
	}
	return d.isoClock(rest[1:])
}

// isoDay reads what follows the year: "-MM-DD", "-MM", "MMDD", "-DDD", "DDD". It returns its length, -1 if it is none
// of them.
func (d *dateReader) isoDay(s string) int {
	dash := 0
	if s[0] == '-' {
		dash = 1
	}
	n := 0
	for dash+n < len(s) && '0' <= s[dash+n] && s[dash+n] <= '9' {
		n++
	}
	v := s[dash : dash+n]
	switch {
	case n == 2 && dash == 1:
		d.month = number(v)
		if len(s) >= 6 && s[3] == '-' && digits(s[4:6]) && (len(s) == 6 || s[6] < '0' || s[6] > '9') {
			d.day = number(s[4:6])
			return 6
		}
		if len(s) > 3 && s[3] != 'T' && s[3] != 't' {
			return -1
		}
		d.day = 1
		return 3
	case n == 3:
		d.month, d.day, d.yearDay = 1, 1, number(v)
		return dash + n
	case n == 4 && dash == 0:
		d.month, d.day = number(v[:2]), number(v[2:])
		return n
	}
	return -1
}

// isoClock reads "hh:mm[:ss[.f]][zone]" and the same without colons; empty is no clock.
func (d *dateReader) isoClock(s string) bool {
	if len(s) < 2 || !digits(s[:2]) {
		return false
	}
	d.hour = number(s[:2])
	s = s[2:]
	colon := len(s) > 0 && s[0] == ':'
	for _, part := range []*int{&d.minute, &d.second} {
		if colon && len(s) > 0 && s[0] == ':' {
			s = s[1:]
		} else if colon || len(s) < 2 || !digits(s[:2]) {
			break
		}
		if len(s) < 2 || !digits(s[:2]) {
			return false
		}
		*part = number(s[:2])
		s = s[2:]
	}
	if len(s) > 1 && (s[0] == '.' || s[0] == ',') {
		n := 1
		for unit := 100_000_000; n < len(s) && '0' <= s[n] && s[n] <= '9'; n++ {
			d.nano += int(s[n]-'0') * unit
			unit /= 10
		}
		s = s[n:]
	}
	return d.isoZone(s)
}

// isoZone reads "Z", "±hh", "±hhmm", "±hh:mm"; empty is none.
func (d *dateReader) isoZone(s string) bool {
	if len(s) > 0 && s[0] == ' ' {
		s = s[1:]
	}
	switch {
	case s == "":
		return true
	case s == "Z" || s == "z":
		d.zoned = true
		return true
	case s[0] != '+' && s[0] != '-' || len(s) < 3 || !digits(s[1:3]):
		return false
	}
	seconds := number(s[1:3]) * 3600
	switch rest := s[3:]; {
	case rest == "":
	case len(rest) == 2 && digits(rest):
		seconds += number(rest) * 60
	case len(rest) == 3 && rest[0] == ':' && digits(rest[1:]):
		seconds += number(rest[1:]) * 60
	default:
		return false
	}
	if s[0] == '-' {
		seconds = -seconds
	}
	d.zoned, d.offset = true, seconds
	return true
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func number(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}
