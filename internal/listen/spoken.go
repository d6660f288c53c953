package listen

import (
	"slices"
	"strings"

	"github.com/nhipcau/nhipcau/internal/listen/extract"
	"github.com/nhipcau/nhipcau/internal/listen/feed"
	"github.com/nhipcau/nhipcau/internal/listen/gate"
	"github.com/nhipcau/nhipcau/vi"
)

// said is what the document that an arrival stands in shows of who speaks in it.
type said int

const (
	byNewsroom said = iota // nothing speaks against it
	inDiary                // somebody who writes for themselves, or an office that does
	byPerson               // an account of a network, a member of a forum
	byReader               // a reader, below an article
)

// spoken reports whether an arrival of a source was said by a person. An official page may be one of a network; what
// others said below it is not its own.
func (a *Arrival) spoken(src Source) bool {
	if a.said == byReader || gate.Below(a.Title, a.Link, a.GUID) {
		return true
	}
	return (src.Class != Page || src.Fetched()) && (a.said == byPerson || gate.Personal(src.Name, a.Title, a.Link, a.GUID))
}

// saidInFeed is what a feed shows of who speaks in all of it.
func saidInFeed(f feed.Feed) said {
	switch {
	case gate.CommentFeed(f.Title.Plain()):
		return byReader
	case gate.SpokenWith(f.Generator, true), gate.Profile(f.Link), gate.Profile(f.Self):
		return byPerson
	case gate.SpokenWith(f.Generator, false):
		return inDiary
	}
	return byNewsroom
}

// saidBy is what an entry shows of who speaks in it.
func (a *Arrival) saidBy() said {
	switch {
	case a.titledByWriter():
		return byReader
	case slices.ContainsFunc(a.Byline, isHandle):
		return byPerson
	}
	return byNewsroom
}

func isHandle(name string) bool { return strings.HasPrefix(strings.TrimSpace(name), "@") }

// answers are what stands behind the name of a reader in the title of what they wrote below an article, folded.
var answers = []string{"", "tra loi", "da tra loi", "binh luan", "da binh luan", "phan hoi", "commented", "replied", "says", "on"}

// titledByWriter reports whether the title of an entry is who wrote it, or says what they answered: feeds of comments
// that have no other title are made so.
func (a *Arrival) titledByWriter() bool {
	title := vi.Fold(vi.Normalize(strings.TrimSpace(a.Title)))
	return title != "" && slices.ContainsFunc(a.Byline, func(name string) bool {
		name = vi.Fold(vi.Normalize(strings.TrimSpace(name)))
		rest, found := strings.CutPrefix(title, name)
		rest = strings.TrimLeft(rest, " :")
		return found && name != "" && gate.PersonName(name, nil) != "" &&
			slices.ContainsFunc(answers, func(w string) bool { return rest == w || w != "" && strings.HasPrefix(rest, w+" ") })
	})
}

// saidOnPage is what a page shows of who speaks on it.
func saidOnPage(a extract.Article) said {
	switch {
	case a.Posted, gate.SpokenWith(a.Generator, true):
		return byPerson
	case gate.SpokenWith(a.Generator, false):
		return inDiary
	}
	return byNewsroom
}

// likePress are those of some arrivals that look like articles, where nobody calls them so. name is what the document
// they stand in calls itself: none do in one of a network, a forum, a hotline or a person.
func likePress(arrivals []Arrival, name string) (like []Arrival) {
	press := gate.PressName(name)
	if gate.SocialName(name) || !press && (gate.Forum(name) || gate.Petition(name) || gate.PersonName(name, nil) != "") {
		return nil
	}
	src := Source{Name: name, Class: Provincial}
	for _, a := range arrivals {
		if a.said == byNewsroom && !a.spoken(src) && (press || !gate.SocialLink(a.Link)) {
			like = append(like, a)
		}
	}
	return like
}
