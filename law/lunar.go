package law

import (
	"fmt"
	"math"
)

// Lunar is a day of the Vietnamese lunar calendar. Leap marks the second of two months with the
// same number. The year is the one in which most of the lunar year falls: 1/1 of 2026 is Tết Bính
// Ngọ, 17/2/2026.
type Lunar struct {
	Year, Month, Day int
	Leap             bool
}

// LunarOf converts a day to the lunar calendar, computed from new moons and the sun's longitude in
// UTC+7. It is meant for suggestions: the Government's calendar decides. Years before 1968 were kept
// in other time zones; far ahead a month may begin a day off or a leap month lie elsewhere, where a
// new moon or a solar term falls within minutes of midnight.
func LunarOf(d Date) Lunar {
	year := d.Year
	months := lunarMonths(year)
	if d.number() < months[0].start {
		year--
		months = lunarMonths(year)
	}
	at := len(months) - 1
	for months[at].start > d.number() {
		at--
	}
	m := months[at]
	return Lunar{Year: year, Month: m.number, Day: d.number() - m.start + 1, Leap: m.leap}
}

// Date converts l to a solar day. It fails with a Vietnamese sentence when the lunar year has no
// such month or the month no such day.
func (l Lunar) Date() (Date, error) {
	if l.Year < firstYear || l.Year > lastYear {
		return Date{}, sentence("Chỉ đổi được lịch âm các năm %d–%d.", firstYear, lastYear)
	}
	for _, m := range lunarMonths(l.Year) {
		if m.number == l.Month && m.leap == l.Leap && 1 <= l.Day && l.Day <= m.length {
			return dateOfNumber(m.start + l.Day - 1), nil
		}
	}
	return Date{}, sentence("Năm âm lịch %d không có ngày %s.", l.Year, l)
}

// String writes l as Vietnamese readers do, "10/3 âm lịch" or "1/6 nhuận âm lịch".
func (l Lunar) String() string {
	leap := ""
	if l.Leap {
		leap = " nhuận"
	}
	return fmt.Sprintf("%d/%d%s âm lịch", l.Day, l.Month, leap)
}

// Tet is the first day of the lunar year.
func Tet(year int) Date { return dateOfNumber(lunarMonths(year)[0].start) }

// HungKings is the commemoration day of the Hùng Kings, lunar 10/3.
func HungKings(year int) Date {
	d, err := Lunar{Year: year, Month: 3, Day: 10}.Date()
	if err != nil {
		return Date{}
	}
	return d
}

// lunarMonth is one month of a lunar year; start is a day number.
type lunarMonth struct {
	number, start, length int
	leap                  bool
}

// lunarMonths lists the 12 or 13 months of a lunar year. The month that holds the winter solstice
// is the eleventh; of thirteen months between two such, the first without a principal solar term
// is the leap month.
func lunarMonths(year int) []lunarMonth {
	months := monthsFromEleventh(year - 1)
	months = append(months, monthsFromEleventh(year)...)
	first := newYear(months, 0)
	return months[first:newYear(months, first+1)]
}

// newYear is the index of the first ordinary first month from i on, or the end.
func newYear(months []lunarMonth, i int) int {
	for i < len(months) && (months[i].number != 1 || months[i].leap) {
		i++
	}
	return i
}

// monthsFromEleventh lists the months from the eleventh of one lunar year up to the tenth of the
// next.
func monthsFromEleventh(year int) []lunarMonth {
	from, to := eleventhMoon(year), eleventhMoon(year+1)
	leapYear := to-from == 13
	var months []lunarMonth
	number, leapDone := 11, false
	for k := from; k < to; k++ {
		m := lunarMonth{start: newMoonDay(k)}
		m.length = newMoonDay(k+1) - m.start
		if leapYear && !leapDone && k > from && solarTerm(m.start) == solarTerm(m.start+m.length) {
			m.leap, leapDone = true, true
			number = mod(number-2, 12) + 1
		}
		m.number = number
		number = number%12 + 1
		months = append(months, m)
	}
	return months
}

// eleventhMoon is the index of the new moon that begins the month of the winter solstice.
func eleventhMoon(year int) int {
	solstice := winterSolsticeDay(year)
	k := int(math.Round((julianDay(Date{year, 12, 31}.number()) - 2451550.1) / synodicMonth))
	for newMoonDay(k) > solstice {
		k--
	}
	for newMoonDay(k+1) <= solstice {
		k++
	}
	return k
}

// winterSolsticeDay is the day on which the sun reaches longitude 270°.
func winterSolsticeDay(year int) int {
	day := Date{year, 12, 19}.number()
	for solarTerm(day+1) < 9 {
		day++
	}
	return day
}

// solarTerm numbers the 30° sector of the sun at the first instant of a day, 0 to 11 from the
// spring equinox.
func solarTerm(day int) int {
	return int(sunLongitude(julianDay(day)) / 30)
}

const (
	synodicMonth = 29.530588861
	unixEpochJD  = 2440587.5
	vietnamShift = 7.0 / 24
)

// julianDay is the Julian day, in universal time, of the first instant of a day in Việt Nam.
func julianDay(day int) float64 { return float64(day) + unixEpochJD - vietnamShift }

// newMoonDay is the day in Việt Nam of the k-th new moon after 6 January 2000.
func newMoonDay(k int) int {
	jde := newMoon(float64(k))
	return int(math.Floor(jde - deltaT(jde) - unixEpochJD + vietnamShift))
}

// newMoon is the instant of a new moon in terrestrial time (Meeus, Astronomical Algorithms,
// chapter 49); good to a few seconds in our centuries.
func newMoon(k float64) float64 {
	t := k / 1236.85
	e := 1 - 0.002516*t - 0.0000074*t*t
	sun := radians(2.5534 + 29.10535670*k - 0.0000014*t*t)
	moon := radians(201.5643 + 385.81693528*k + 0.0107582*t*t + 0.00001238*t*t*t)
	node := radians(160.7108 + 390.67050284*k - 0.0016118*t*t - 0.00000227*t*t*t)
	ascending := radians(124.7746 - 1.56375588*k + 0.0020672*t*t)

	jde := 2451550.09766 + synodicMonth*k + 0.00015437*t*t - 0.000000150*t*t*t
	for _, p := range newMoonTerms {
		jde += p.size * math.Pow(e, math.Abs(p.sun)) * math.Sin(p.moon*moon+p.sun*sun+p.node*node)
	}
	jde -= 0.00017 * math.Sin(ascending)
	for i, p := range planetTerms {
		quadratic := 0.0
		if i == 0 {
			quadratic = -0.009173 * t * t
		}
		jde += p[0] * math.Sin(radians(p[1]+p[2]*k+quadratic))
	}
	return jde
}

// newMoonTerms are the periodic terms of a new moon: size in days, multiples of the moon's and the
// sun's anomaly and of the moon's argument of latitude.
var newMoonTerms = [...]struct{ size, moon, sun, node float64 }{
	{-0.40720, 1, 0, 0}, {0.17241, 0, 1, 0}, {0.01608, 2, 0, 0}, {0.01039, 0, 0, 2},
	{0.00739, 1, -1, 0}, {-0.00514, 1, 1, 0}, {0.00208, 0, 2, 0}, {-0.00111, 1, 0, -2},
	{-0.00057, 1, 0, 2}, {0.00056, 2, 1, 0}, {-0.00042, 3, 0, 0}, {0.00042, 0, 1, 2},
	{0.00038, 0, 1, -2}, {-0.00024, 2, -1, 0}, {-0.00007, 1, 2, 0}, {0.00004, 2, 0, -2},
	{0.00004, 0, 3, 0}, {0.00003, 1, 1, -2}, {0.00003, 2, 0, 2}, {-0.00003, 1, 1, 2},
	{0.00003, 1, -1, 2}, {-0.00002, 1, -1, -2}, {-0.00002, 3, 1, 0}, {0.00002, 4, 0, 0},
}

// planetTerms are the additional terms by the planets: size in days, angle at k = 0, change with k.
var planetTerms = [...][3]float64{
	{0.000325, 299.77, 0.107408}, {0.000165, 251.88, 0.016321}, {0.000164, 251.83, 26.651886},
	{0.000126, 349.42, 36.412478}, {0.000110, 84.66, 18.206239}, {0.000062, 141.74, 53.303771},
	{0.000060, 207.14, 2.453732}, {0.000056, 154.84, 7.306860}, {0.000047, 34.52, 27.261239},
	{0.000042, 207.19, 0.121824}, {0.000040, 291.34, 1.844379}, {0.000037, 161.72, 24.198154},
	{0.000035, 239.56, 25.513099}, {0.000023, 331.55, 3.592518},
}

// sunLongitude is the apparent longitude of the sun in degrees, 0 to 360, at a Julian day in
// universal time (Meeus, chapter 25); good to 0.01°.
func sunLongitude(jd float64) float64 {
	t := (jd + deltaT(jd) - 2451545.0) / 36525
	mean := 280.46646 + 36000.76983*t + 0.0003032*t*t
	anomaly := radians(357.52911 + 35999.05029*t - 0.0001537*t*t)
	centre := (1.914602-0.004817*t-0.000014*t*t)*math.Sin(anomaly) +
		(0.019993-0.000101*t)*math.Sin(2*anomaly) + 0.000289*math.Sin(3*anomaly)
	node := radians(125.04 - 1934.136*t)
	l := math.Mod(mean+centre-0.00569-0.00478*math.Sin(node), 360)
	if l < 0 {
		l += 360
	}
	return l
}

// deltaT is terrestrial minus universal time in days, interpolated between observed values and
// carried on at the present slow rate.
func deltaT(jd float64) float64 {
	year := 2000 + (jd-2451545)/365.25
	seconds := [...]float64{-2.7, 21.2, 24.3, 33.2, 50.5, 63.8, 69.4} // 1900, 1920, … 2020
	at := (year - 1900) / 20
	i := min(max(int(at), 0), len(seconds)-2)
	if at >= float64(len(seconds)-1) {
		return (69.4 + 0.4*(year-2020)) / 86400
	}
	return (seconds[i] + (seconds[i+1]-seconds[i])*(at-float64(i))) / 86400
}

func radians(degrees float64) float64 { return math.Mod(degrees, 360) * math.Pi / 180 }
