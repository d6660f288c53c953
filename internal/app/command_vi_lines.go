package app

import (
	"bufio"
	"encoding/json"
	"errors"

	"github.com/nhipcau/nhipcau/internal/fault"
)

// longestLine is how much of one line is read at once; a longer line is refused.
const longestLine = 64 << 20

// eachLine hands every line of a file to do, without its line end, and writes what do returns as a line.
func eachLine(r *run, file string, do func(line string) (string, error)) error {
	out := bufio.NewWriterSize(r.Stdout, 1<<16)
	err := readLines(r, file, func(_ int, line string) error {
		answer, err := do(line)
		if err != nil {
			return err
		}
		_, err = out.WriteString(answer)
		if err != nil {
			return err
		}
		return out.WriteByte('\n')
	})
	return errors.Join(err, out.Flush())
}

// eachLineJSON is eachLine for answers that are printed as one JSON value.
func eachLineJSON(r *run, file string, do func(line string) (any, error)) error {
	out := bufio.NewWriterSize(r.Stdout, 1<<16)
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	err := readLines(r, file, func(_ int, line string) error {
		answer, err := do(line)
		if err != nil {
			return err
		}
		return e.Encode(answer)
	})
	return errors.Join(err, out.Flush())
}

// readLines hands every line of a file to do, with its number from 1; "-" is standard input.
func readLines(r *run, file string, do func(number int, line string) error) error {
	in, shut, err := openInput(r, file)
	if err != nil {
		return err
	}
	defer shut()
	s := bufio.NewScanner(in)
	s.Buffer(make([]byte, 1<<16), longestLine)
	for n := 1; s.Scan(); n++ {
		err := r.Err()
		if err != nil {
			return err
		}
		err = do(n, s.Text())
		if err != nil {
			return err
		}
	}
	if errors.Is(s.Err(), bufio.ErrTooLong) {
		return fault.New(fault.TooLarge, "Có dòng dài hơn %d MB. Hãy ngắt dòng rồi thử lại.", longestLine>>20)
	}
	if s.Err() != nil {
		return cannotOpen(file, s.Err())
	}
	return nil
}
