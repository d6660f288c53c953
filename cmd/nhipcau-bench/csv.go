package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
)

// readCSV reads the rows of a file, the first of which names the columns; they may differ in length.
func readCSV(file string) ([][]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(rows) < 2 {
		return nil, errors.New(file + ": no rows")
	}
	return rows, nil
}
