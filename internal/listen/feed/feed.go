package feed

import (
	"time"
)

// Limits of one document. What is beyond them is left out, never an error.
const (
	MaxEntries = 2000 // entries of one document
	MaxTitle   = 1024 // bytes of a title
	MaxLink    = 2048 // characters of an address; a longer one is ignored

	MaxDocument = 16 << 20 // bytes
)

// Options say what is known about the bytes from outside.
type Options struct {
	ContentType string         // the HTTP header, if there was one
	Base        string         // address of the document, to complete relative links
	Language    string         // the HTTP Content-Language, if there was one
	Zone        *time.Location // of dates written without a zone; nil is Asia/Ho_Chi_Minh
	Pattern     *Pattern       // how to read a page that is a list; nil where the source is a feed
}

// Feed is what a document says about itself and its entries.
type Feed struct {
	Version      string // "rss20", "atom10", "json11", "sitemap", "page", …; "" when not recognised
	Encoding     string // the character encoding that was used
	Malformed    bool   // the document broke the rules of its format and was read all the same
	ID           string
	Title        Text
	Subtitle     Text // also called description or tagline
	Info         Text // Atom 0.3: a note to people who open the feed itself
	Rights       Text
	Link         string // the page that the feed belongs to
	Links        []Link
	Author       Person
	Authors      []Person
	Publisher    Person
	Contributors []Person
	Language     string // as written, e.g. "vi-VN"
	Image        string
	Generator    string
	Tags         []Tag
	Published    Moment
	Updated      Moment
	Created      Moment
	Hub          string        // WebSub hub
	Self         string        // the feed's own address
	Moved        string        // where the publisher says that the feed is now
	Cloud        Cloud         // where an RSS feed lets others ask to be told of changes
	Every        time.Duration // how long the publisher asks to wait between visits; 0 if not said
	Entries      []Entry
	Maps         []string // of a sitemap index: the addresses of the sitemaps
}

// Entry is one item of a feed.
type Entry struct {
	ID           string // as the publisher gives it; "" if it gives none
	Permanent    bool   // the ID is also the address
	Title        Text
	Link         string
	Links        []Link // with enclosures
	Published    Moment
	Updated      Moment // as given; Published where only that is given
	Created      Moment
	Expired      Moment
	Subtitle     Text // a line below the title, where a podcast gives one
	Summary      Text // the subtitle or the content where no summary is given
	Content      []Text
	Author       Person
	Authors      []Person
	Contributors []Person
	Publisher    Person
	Tags         []Tag
	Comments     string
	Rights       Text
	Source       *Feed // where an aggregator took it from
	Language     string
}

// Text is a value that may have markup.
type Text struct {
	Value    string // as type says: plain characters, or HTML that is cleaned and complete in its links
	Type     string // "text/plain", "text/html", "application/xhtml+xml", "" for none
	Language string
	Base     string
	Src      string // where the value is, when it is not here (Atom)
}

// Link is an address with what it is to the thing it stands on.
type Link struct {
	Rel, Type, Href, Hreflang, Title, Length string
}

// Person is an author or a publisher.
type Person struct {
	Name, Email, URL string
}

// Cloud is the rssCloud element of RSS 0.92 and 2.0.
type Cloud struct {
	Domain, Port, Path, Procedure, Protocol string
}

// Tag is a category.
type Tag struct {
	Term, Scheme, Label string
}

// Moment is an instant as it was written.
type Moment struct {
	time.Time        // zero if what was written could not be read
	Written   string // "" if there is none
}

// Pattern says where the entries of a page are, in simple selectors of CSS.
type Pattern struct {
	Item    string // one entry
	Title   string // inside it; "" is the text of the link
	Link    string // inside it, an element with href; "" is the first such element
	Date    string // inside it; "" is none
	Summary string // inside it; "" is none
}

// Vietnam is the zone of dates that are written without one.
var Vietnam = time.FixedZone("Asia/Ho_Chi_Minh", 7*60*60)

// String is the name with the address of mail, as feeds write it.
func (p Person) String() string {
	switch {
	case p.Email == "":
		return p.Name
	case p.Name == "":
		return p.Email
	}
	return p.Name + " (" + p.Email + ")"
}
