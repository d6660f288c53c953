package listen

import (
	"slices"
	"strings"
)

const (
	guessedHead = 2  // columns that make a row a head
	aboveHead   = 20 // rows among which a head is looked for
)

// headAt is the row that names the columns: the first with two columns that can be guessed, else the first with as many
// filled cells as most rows have. A first row that fills more than half as many is a head with a cell left empty.
func headAt(rows [][]string) int {
	top := rows[:min(len(rows), aboveHead)]
	guessed := slices.IndexFunc(top, func(row []string) bool { return len(GuessColumns(row)) >= guessedHead })
	if guessed >= 0 {
		return guessed
	}
	usual := usualCells(rows)
	if len(rows) == 0 || 2*filledCells(rows[0]) > usual {
		return 0
	}
	return max(0, slices.IndexFunc(top, func(row []string) bool { return filledCells(row) >= usual }))
}

// usualCells is how many cells most rows fill.
func usualCells(rows [][]string) (usual int) {
	count := map[int]int{}
	for _, row := range rows {
		n := filledCells(row)
		if n == 0 {
			continue
		}
		count[n]++
		if count[n] > count[usual] || count[n] == count[usual] && n > usual {
			usual = n
		}
	}
	return usual
}

func filledCells(row []string) (n int) {
	for _, cell := range row {
		if strings.TrimSpace(cell) != "" {
			n++
		}
	}
	return n
}
