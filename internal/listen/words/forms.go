package words

// forms numbers the forms of words: a table in open addressing, for it is asked for every word of every item.
type forms struct {
	places []place // a power of two
	used   int
}

// place is a form with its number plus one; 0 is an empty place.
type place struct {
	form   uint64
	number int32
}

const leastPlaces = 1 << 12

// find is the number of a form, -1 if it has none.
func (f *forms) find(form uint64) int32 {
	if len(f.places) == 0 {
		return -1
	}
	return f.places[f.at(form)].number - 1
}

// add numbers a form that has no number yet.
func (f *forms) add(form uint64, number int32) {
	if 2*f.used >= len(f.places) {
		f.grow()
	}
	f.places[f.at(form)] = place{form, number + 1}
	f.used++
}

// at is where a form stands, or the empty place where it would.
func (f *forms) at(form uint64) uint64 {
	mask := uint64(len(f.places) - 1)
	i := form * 0x9E3779B97F4A7C15 >> 20 & mask
	for f.places[i].number != 0 && f.places[i].form != form {
		i = (i + 1) & mask
	}
	return i
}

func (f *forms) grow() {
	old := f.places
	f.places = make([]place, max(leastPlaces, 2*len(old)))
	for _, p := range old {
		if p.number != 0 {
			f.places[f.at(p.form)] = p
		}
	}
}
