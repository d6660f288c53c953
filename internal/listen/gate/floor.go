package gate

import (
	"math"
	"slices"
)

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

// Floors hides what is below floor in a list whose total is shown, and one more number where a single hidden one
// could be computed from the others (complementary suppression). Zero is shown.
func Floors(counts []int, floor int) []Cell {
	cells := make([]Cell, len(counts))
	for i, n := range counts {
		cells[i] = Cell{Count: n, Hidden: n > 0 && n < floor}
	}
	complement(cells)
	return blank(cells)
}

// complement hides a second number next to a single hidden one: the smallest that is left.
func complement(cells []Cell) (changed bool) {
	hidden, least := 0, -1
	for i, c := range cells {
		switch {
		case c.Hidden:
			hidden++
		case c.Count > 0 && (least < 0 || c.Count < cells[least].Count):
			least = i
		}
	}
	if hidden != 1 || least < 0 {
		return false
	}
	cells[least].Hidden = true
	return true
}

func blank(cells []Cell) []Cell {
	for i := range cells {
		if cells[i].Hidden {
			cells[i].Count = 0
		}
	}
	return cells
}

// FloorTable is Floors for a table whose totals of rows and columns are shown. All rows have the same length.
func FloorTable(rows [][]int, floor int) [][]Cell {
	table := make([][]Cell, len(rows))
	for i, row := range rows {
		table[i] = make([]Cell, len(row))
		for j, n := range row {
			table[i][j] = Cell{Count: n, Hidden: n > 0 && n < floor}
		}
	}
	for changed := len(rows) > 0; changed; {
		changed = false
		for _, row := range table {
			changed = complement(row) || changed
		}
		for j := range table[0] {
			column := make([]Cell, len(table))
			for i := range table {
				column[i] = table[i][j]
			}
			if complement(column) {
				changed = true
				for i := range table {
					table[i][j].Hidden = column[i].Hidden
				}
			}
		}
	}
	for _, row := range table {
		blank(row)
	}
	return table
}

// Difference reports whether two results that may both be shown must not both be shown, because what one counts
// more than the other is below floor.
func Difference(a, b, floor int) bool {
	d := int(math.Abs(float64(a - b)))
	return d > 0 && d < floor
}

// Public rounds a number for pages that everybody sees: to the next five.
func Public(n int) int { return (n + 2) / 5 * 5 }

// anyOf reports whether a word is in a sorted list.
func anyOf(sorted []string, w string) bool {
	_, found := slices.BinarySearch(sorted, w)
	return found
}
