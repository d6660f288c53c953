package plan

import (
	"strings"

	"github.com/nhipcau/nhipcau/internal/org"
)

// plainLetterhead is made of what the directory knows.
func plainLetterhead(owner org.Unit, t *org.Tree) Letterhead {
	l := Letterhead{Body: owner.Name, Symbol: "BC-" + owner.Code, Recipients: []string{"Như trên"}}
	if parent, ok := t.Unit(owner.Parent); ok {
		l.Parent = parent.Name
		l.Addressees = []string{parent.Name}
	} else {
		l.Recipients = nil
	}
	root, _ := t.Root()
	if _, place, ok := strings.Cut(root.Name, "tỉnh "); ok {
		l.Place = place
	} else if _, place, ok := strings.Cut(root.Name, "thành phố "); ok {
		l.Place = place
	}
	return l
}
