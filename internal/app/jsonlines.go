package app

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"runtime"

	"github.com/nhipcau/nhipcau/internal/fault"
)

const (
	longestJSONLine = 256 << 20 // bytes; a line is read whole
	batchBytes      = 256 << 10
)

// batch is a number of neighbouring lines and what was made of each.
type batch[T any] struct {
	first int // number of the first line, from 1
	data  []byte
	items []T
	lines []int // the number of the line of each item
	err   error
	done  chan struct{}
}

// eachJSONLine reads a file of JSON lines: parse works on several lines at once, take sees the results in
// the order of the file. Empty lines are passed over. An item is used again for a later line.
func eachJSONLine[T any](r *run, file string, parse func(line []byte, item *T) error, take func(number int, item *T) error) error {
	in, shut, err := openInput(r, file)
	if err != nil {
		return err
	}
	defer shut()
	p := newPipe(parse)
	stop := make(chan struct{})
	failed := make(chan error, 1)
	go func() { failed <- p.read(in, stop) }()
	err = p.drain(take)
	close(stop)
	if err != nil { // the reader may still wait for input that nobody needs
		return err
	}
	return <-failed
}

// pipe carries batches from the reader to the workers and in order to who takes them.
type pipe[T any] struct {
	parse         func(line []byte, item *T) error
	free          chan *batch[T]
	work, ordered chan *batch[T]
}

func newPipe[T any](parse func([]byte, *T) error) *pipe[T] {
	workers := runtime.GOMAXPROCS(0)
	many := 2 * workers
	p := &pipe[T]{parse, make(chan *batch[T], many), make(chan *batch[T], many), make(chan *batch[T], many)}
	for range many {
		p.free <- &batch[T]{done: make(chan struct{}, 1)}
	}
	for range workers {
		go func() {
			for b := range p.work {
				b.run(p.parse)
				b.done <- struct{}{}
			}
		}()
	}
	return p
}

// read cuts the input into batches of whole lines.
func (p *pipe[T]) read(in io.Reader, stop <-chan struct{}) error {
	defer close(p.ordered)
	defer close(p.work)
	lines := bufio.NewReaderSize(in, 1<<16)
	number := 1
	for {
		var b *batch[T]
		select {
		case b = <-p.free:
		case <-stop:
			return nil
		}
		b.first, b.data, b.err = number, b.data[:0], nil
		count, err := b.fill(lines)
		if err != nil && err != io.EOF {
			return err
		}
		number += count
		p.work <- b
		p.ordered <- b
		if err == io.EOF {
			return nil
		}
	}
}

// fill reads lines until there are enough.
func (b *batch[T]) fill(lines *bufio.Reader) (count int, err error) {
	for start := 0; ; {
		piece, err := lines.ReadSlice('\n')
		b.data = append(b.data, piece...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			if len(b.data)-start > longestJSONLine {
				return count, fault.New(fault.TooLarge, "Dòng %d dài hơn %d MB.", b.first+count, longestJSONLine>>20)
			}
			continue
		case err == io.EOF:
			return count, io.EOF
		case err != nil:
			return count, fault.Wrap(fault.Unavailable, err, "Không đọc tiếp được dữ liệu sau dòng %d.", b.first+count)
		}
		count++
		start = len(b.data)
		if len(b.data) >= batchBytes {
			return count, nil
		}
	}
}

// run parses the lines that are not empty, up to the first one that is wrong.
func (b *batch[T]) run(parse func([]byte, *T) error) {
	b.lines = b.lines[:0]
	number := b.first - 1
	for line := range bytes.Lines(b.data) {
		number++
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		i := len(b.lines)
		if i == len(b.items) {
			b.items = append(b.items, *new(T))
		}
		err := parse(line, &b.items[i])
		if err != nil {
			b.err = fault.Wrap(fault.Invalid, err, "Dòng %d không phải là một đối tượng JSON đúng dạng.", number)
			return
		}
		b.lines = append(b.lines, number)
	}
}

// drain hands the results on in order, up to the first line that is wrong.
func (p *pipe[T]) drain(take func(int, *T) error) error {
	for b := range p.ordered {
		<-b.done
		for i, number := range b.lines {
			err := take(number, &b.items[i])
			if err != nil {
				return err
			}
		}
		if b.err != nil {
			return b.err
		}
		p.free <- b
	}
	return nil
}
