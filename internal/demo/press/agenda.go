package press

import "container/heap"

// due is an item that will arrive.
type due struct {
	arrived   int64
	published int64
	order     int
	source    int
	said      said
	relation  Relation
	change    Change
	of        *due // the item it was made from
	id        string
	url       string
	mark      string // what it was planted for
	talk      *talk
}

// said is what is needed to write a text again.
type said struct {
	story     *story
	seed      uint64
	turn      int
	syllables int
	style     style
}

// queue holds what will arrive, the earliest first.
type queue []*due

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	return q[i].arrived < q[j].arrived || q[i].arrived == q[j].arrived && q[i].order < q[j].order
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(*due)) }
func (q *queue) Pop() any {
	last := len(*q) - 1
	x := (*q)[last]
	(*q)[last] = nil
	*q = (*q)[:last]
	return x
}

// emit tells what arrives before an instant.
func (p *Press) emit(before int64, yield func(*Item, *Mark) error) error {
	for p.queue.Len() > 0 && p.queue[0].arrived < before {
		d := heap.Pop(&p.queue).(*due)
		item, mark := p.write(d)
		p.remember(d, item, mark)
		err := yield(item, mark)
		if err != nil {
			return err
		}
	}
	return nil
}

// add puts an item on the agenda and gives it its name.
func (p *Press) add(d *due) *due {
	p.made++
	d.order = p.made
	s := &p.sources[d.source]
	if d.id == "" {
		s.count++
		d.id = s.Key + "-" + padded(s.count)
	}
	heap.Push(&p.queue, d)
	return d
}

func padded(n int) string {
	digits := [6]byte{'0', '0', '0', '0', '0', '0'}
	for i := 5; i >= 0 && n > 0; i-- {
		digits[i] = byte('0' + n%10)
		n /= 10
	}
	return string(digits[:])
}
