package web

import (
	"cmp"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/a-h/templ"
)

// Example is one way a component can look. Tests and the gallery for designers render the same ones.
type Example struct {
	Component string // package and function, "web.errorPage"
	Name      string // "quá ngắn"
	Render    func() templ.Component
}

var gallery struct {
	sync.Mutex
	examples []Example
}

// Examples registers examples of a component and returns their number, so that a page can write
// var _ = web.Examples(answerPage, map[string]answerView{…}).
func Examples[P any](component func(P) templ.Component, props map[string]P) int {
	name := runtime.FuncForPC(reflect.ValueOf(component).Pointer()).Name()
	name = name[strings.LastIndexByte(name, '/')+1:]
	gallery.Lock()
	defer gallery.Unlock()
	for key, p := range props {
		gallery.examples = append(gallery.examples, Example{name, key, func() templ.Component { return component(p) }})
	}
	return len(props)
}

// Gallery lists the examples of the packages linked into this program whose name begins with prefix, in order.
func Gallery(prefix string) []Example {
	gallery.Lock()
	defer gallery.Unlock()
	var some []Example
	for _, e := range gallery.examples {
		if strings.HasPrefix(e.Component, prefix) {
			some = append(some, e)
		}
	}
	slices.SortFunc(some, func(a, b Example) int {
		return cmp.Or(cmp.Compare(a.Component, b.Component), cmp.Compare(a.Name, b.Name))
	})
	return some
}
