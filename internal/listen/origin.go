package listen

import (
	"github.com/nhipcau/nhipcau/internal/db"
	"github.com/nhipcau/nhipcau/internal/fault"
)

// asked is the source that was asked for as it is, or as it would be made.
func (in *Intake) asked() (src Source, err error) {
	class := in.classAsked()
	if in.source == "" {
		return Source{Class: class}, nil
	}
	src, err = in.known(in.source)
	if fault.KindOf(err) == fault.NotFound {
		return Source{Name: in.source, Class: class}, nil
	}
	if err != nil {
		return src, err
	}
	return src, contradiction(src, class)
}

// contradiction is the refusal of a class that a source has not; nil if it has it.
func contradiction(src Source, class Class) error {
	if class == "" || class == src.Class {
		return nil
	}
	return fault.New(fault.Conflict, "Nguồn %s thuộc nhóm %s, không phải %s. Hãy nạp theo đúng nhóm của nguồn, sửa nhóm của nguồn hoặc chọn nguồn khác.", src.Name, src.Class.Sentence(), class.Sentence())
}

// classOf is the class that is asked of a line: that of the source of everything, or of the one that it names, if
// only counts of it may be kept; empty: as the line says.
func (in *Intake) classOf(asked Source, name string) Class {
	if asked.Class != "" || name == "" {
		return asked.Class
	}
	src, err := in.known(name)
	if err == nil && src.Class.OnlyCounts() {
		return src.Class
	}
	return ""
}

// settle decides of which class the source of everything is that is not there yet: what the first line says.
func (in *Intake) settle(l *line) {
	src, err := in.asked()
	if err != nil || in.source == "" || src.Class != "" {
		return
	}
	class, fate := l.fateOf("", in.source, true)
	if fate == refused || fate == unsaid {
		return
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	in.class = class
}

// classAsked is the class of everything; empty: as the files say.
func (in *Intake) classAsked() Class {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.class
}

// known is the source of a name. It fails with fault.NotFound.
func (in *Intake) known(name string) (Source, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if src, ok := in.sources[name]; ok {
		if src.ID == 0 {
			return src, fault.New(fault.NotFound, "Không có nguồn này.")
		}
		return src, nil
	}
	var src Source
	err := in.s.DB.Read(in.ctx, func(tx *db.Tx) (err error) {
		src, err = in.s.SourceByName(in.ctx, tx, name)
		return err
	})
	if err == nil || fault.KindOf(err) == fault.NotFound {
		in.sources[name] = src // without a number: there is none
	}
	return src, err
}

// find returns the source of a name and makes it if there is none. A source of the press keeps no posts: they are
// counted for one beside it.
func (in *Intake) find(name string, class Class) (Source, error) {
	src, err := in.known(name)
	switch {
	case err == nil && class.OnlyCounts() && !src.Class.OnlyCounts():
		return in.find(name+" ("+class.Sentence()+")", class)
	case err == nil:
		return src, contradiction(src, in.classAsked())
	case fault.KindOf(err) != fault.NotFound:
		return src, err
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	if src := in.sources[name]; src.ID != 0 { // another worker was quicker
		return src, nil
	}
	err = in.s.DB.Write(in.ctx, func(tx *db.Tx) (err error) {
		err = alone(in.ctx, tx, "listen_source") // another process may be making it
		if err != nil {
			return err
		}
		src, err = in.s.SourceByName(in.ctx, tx, name)
		if fault.KindOf(err) != fault.NotFound {
			return err
		}
		src, err = in.s.SaveSource(in.ctx, tx, Source{Name: name, Kind: KindFile, Class: class})
		return err
	})
	if err == nil {
		in.sources[name] = src
	}
	return src, err
}

// origin is what a line says of its source.
type origin struct {
	name  string
	class Class
}

// groups are arrivals by their origin, in the order in which the origins came.
type groups struct {
	order []origin
	of    map[origin][]Arrival
}

func (g *groups) add(o origin, a Arrival) {
	if g.of[o] == nil {
		g.order = append(g.order, o)
	}
	g.of[o] = append(g.of[o], a)
}

// Sources of what says of itself neither where it comes from nor an address.
const (
	handMade       = "Tệp nhập tay"
	handMadeSocial = "Tệp mạng xã hội nhập tay"
)
