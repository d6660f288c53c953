package listen

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nhipcau/nhipcau/internal/listen/gate"
)

// fate is what becomes of a line.
type fate int

const (
	kept    fate = iota // as an article
	counted             // only counts of it
	refused             // a post that was declared to be press: nothing of it
	unsaid              // nothing shows that it is of the press: nothing of it
)

// fateOf decides what becomes of a line. asked is the class that whoever reads the file, or the source, gives to
// everything; empty: as the line says. source is the name under which it would be kept, and named whether whoever
// reads the file gave that name. What bears the trace of a social network is never kept as an article, and what
// neither somebody nor the line itself calls an article is kept only if it looks like one.
func (l *line) fateOf(asked Class, source string, named bool) (Class, fate) {
	declared, says := ReadClass(string(l.Class))
	class := asked
	if class == "" {
		class = declared
	}
	social := l.social(class, source)
	switch {
	case asked.OnlyCounts():
		return Social, counted
	case asked != "":
		if declared == Social || social || l.trace.bears(asked, source) || l.trace.columns && !says && asked != Page {
			return asked, refused
		}
		return asked, kept
	case declared == Social, class != Page && l.leadsAway(class, source):
		return Social, counted
	case says && (social || l.trace.bears(declared, source)), declared == Page && gate.PersonName(source, nil) != "":
		return declared, refused
	case says:
		return declared, kept
	}
	press := gate.PressName(source)
	switch {
	case social, l.trace.columns, gate.SocialName(source), !press && (gate.Petition(source) || l.trace.told && !l.trace.press):
		return Social, counted
	case l.looksLikeArticle(press || l.ofNewspaper()) && (press || !gate.Forum(source) && gate.PersonName(source, nil) == ""), named && press && l.titled(press):
		return Provincial, kept
	}
	return Provincial, unsaid
}

// social reports whether a line says of itself that it was said on a social network. What an office says on a page
// of its own may be there; what others said below it may not.
func (l *line) social(class Class, source string) bool {
	if class == Page {
		return l.trace.comment || gate.Comment(string(l.Class))
	}
	return l.trace.social || l.leadsAway(class, source) || gate.SocialName(l.Source) || gate.SocialName(string(l.Site)) || gate.SocialKind(string(l.Class))
}

// leadsAway reports whether the address of a line is one of a social network. What somebody calls press may stand in a
// section that is named like one.
func (l *line) leadsAway(class Class, source string) bool {
	return slices.ContainsFunc([]string{l.Link, l.URL, l.GUID, strings.Trim(string(l.ID), `"`)}, func(link string) bool {
		if class != "" && !class.OnlyCounts() {
			return gate.PostLink(link, source)
		}
		return gate.SocialLink(link)
	})
}

// looksLikeArticle reports whether a line that says nothing of its class is like those of lists of articles: a title,
// an address, and nobody who speaks. press says that its source is called as only the press is.
func (l *line) looksLikeArticle(press bool) bool {
	return l.titled(press) && hostOf(firstOf(l.Link, l.URL)) != ""
}

// titled reports whether a line has a title and names nobody, or says that it was written in a newsroom.
func (l *line) titled(press bool) bool {
	return strings.TrimSpace(l.Title) != "" && (press || l.trace.press || l.Author == "" && !l.trace.written)
}

// leastArticle is how many letters an article has at least that is taken for one by its host alone, whoever wrote it: what
// readers say below articles bears their addresses and titles too, and is shorter.
const leastArticle = 400

// ofNewspaper reports whether a line has the text of an article that stands at a newspaper.
func (l *line) ofNewspaper() bool {
	long := utf8.RuneCountInString(firstOf(l.Text, l.Body, l.Content)) >= leastArticle
	return long && gate.PressHost(hostOf(firstOf(l.Link, l.URL)))
}
