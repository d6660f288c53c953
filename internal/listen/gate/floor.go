package gate

const (
	// Floor is the least number that is shown: nothing below five.
	Floor = 5
	// SmallPlaceFloor is that of places within a commune.
	SmallPlaceFloor = 10
	// LeastPeople is how many people a place must have to be named.
	LeastPeople = 5000
)

// PlaceOf is the place under which something is counted: itself if enough people live there, else nowhere.
func PlaceOf(place string, people int) string {
	if people < LeastPeople {
		return ""
	}
	return place
}

// Cell is a number as it may be shown.
type Cell struct {
	Count  int // 0 where Hidden
	Hidden bool
}

// Shown is a count as it may be shown: hidden where it is below floor. Zero is shown. Whether a cell is hidden hangs
// on its own count and on nothing else that is asked; therefore only sums of shown cells are told ([Sum]): however
// two periods or two lists are chosen, what is hidden cannot be computed from what they tell.
func Shown(n, floor int) Cell {
	if n > 0 && n < floor {
		return Cell{Hidden: true}
	}
	return Cell{Count: max(n, 0)}
}

// Heard is a number of posts on one day as it may be shown: hidden below [Floor], else rounded to the next five, so
// that who looks twice does not learn how few came in between.
func Heard(n int) Cell {
	c := Shown(n, Floor)
	c.Count = Public(c.Count)
	return c
}

// Sum adds up what is shown. It is hidden where nothing but hidden cells is there.
func Sum(cells []Cell) (sum Cell) {
	for _, c := range cells {
		sum.Count += c.Count
		sum.Hidden = sum.Hidden || c.Hidden
	}
	sum.Hidden = sum.Hidden && sum.Count == 0
	return sum
}

// Public rounds a number for pages that everybody sees: to the next five.
func Public(n int) int { return (n + 2) / 5 * 5 }
