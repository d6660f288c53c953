package listen

import (
	"strings"

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
	social := l.social(class)
	switch {
	case asked.OnlyCounts():
		return Social, counted
	case asked != "":
		if declared == Social || social || l.trace.bears(asked, source) || l.trace.columns && !says && asked != Page {
			return asked, refused
		}
		return asked, kept
	case declared == Social, class != Page && l.leadsAway():
		return Social, counted
	case says && (social || l.trace.bears(declared, source)), declared == Page && gate.PersonName(source, nil) != "":
		return declared, refused
	case says:
		return declared, kept
	case social, l.trace.columns, gate.SocialName(source):
		return Social, counted
	case l.looksLikeArticle() && (gate.PressName(source) || !gate.Forum(source)), named && gate.PressName(source) && l.titled():
		return Provincial, kept
	}
	return Provincial, unsaid
}

// social reports whether a line says of itself that it was said on a social network. What an office says on a page
// of its own may be there; what others said below it may not.
func (l *line) social(class Class) bool {
	if class == Page {
		return l.trace.comment || gate.Comment(string(l.Class))
	}
	return l.trace.social || l.leadsAway() || gate.SocialName(l.Source) || gate.SocialName(string(l.Site)) || gate.SocialKind(string(l.Class))
}

// leadsAway reports whether the address of a line is one of a social network.
func (l *line) leadsAway() bool {
	return gate.SocialLink(l.Link) || gate.SocialLink(l.URL) || gate.SocialLink(l.GUID) || gate.SocialLink(strings.Trim(string(l.ID), `"`))
}

// looksLikeArticle reports whether a line that says nothing of its class is like those of lists of articles: a title,
// an address, and nobody who speaks.
func (l *line) looksLikeArticle() bool { return l.titled() && hostOf(firstOf(l.Link, l.URL)) != "" }

// titled reports whether a line has a title and names nobody.
func (l *line) titled() bool { return strings.TrimSpace(l.Title) != "" && l.Author == "" }
