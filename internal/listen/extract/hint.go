package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// hint is what the names of an element tell of what stands in it.
type hint uint16

const (
	hintBody    hint = 1 << iota // the text of the article
	hintGood                     // may hold it
	hintJunk                     // menus, advertising, related links, sharing
	hintWeak                     // often not part of it
	hintComment                  // what readers wrote
	hintCaption                  // below a picture
	hintMeta                     // byline, date, tags
	hintBio                      // who wrote it
	hintLead                     // first paragraph set apart
	hintHidden                   // not shown
	hintTitle                    // a title
	hintPicture                  // a picture and what is said of it
	hintGallery                  // several pictures
)

// named are the attributes whose words are looked at.
var named = map[string]bool{"class": true, "id": true, "role": true, "itemprop": true, "data-component": true,
	"data-module": true, "data-testid": true, "data-block": true, "aria-label": true, "data-type": true}

// hints reads the names of element i.
func (t *tree) hints(i int32) hint {
	n := &t.nodes[i]
	h := tagHints[n.tag]
	if n.hyphen {
		h = nameHint(n.data) &^ (hintBody | hintGood)
	}
	for _, a := range t.attributes[n.first:n.last] {
		switch {
		case named[a.key]:
			h |= t.nameHints(a.key, a.val)
		case a.key == "hidden":
			h |= hintHidden
		case a.key == "aria-hidden" && a.val == "true":
			h |= hintHidden
		case a.key == "style" && a.val != "" && hiddenStyle(a.val):
			h |= hintHidden
		}
	}
	return h
}

var tagHints = map[atom.Atom]hint{atom.Nav: hintJunk, atom.Aside: hintJunk, atom.Footer: hintJunk, atom.Form: hintWeak,
	atom.Header: hintWeak, atom.Figcaption: hintCaption, atom.Article: hintGood, atom.Main: hintGood, atom.Menu: hintJunk,
	atom.Address: hintWeak, atom.Caption: hintCaption}

func hiddenStyle(s string) bool {
	s = strings.ReplaceAll(strings.ToLower(s), " ", "")
	return strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden")
}

// longestNames is how many bytes of names are read.
const longestNames = 400

// nameHints reads the value of one attribute: names apart by spaces, each made of words.
func (t *tree) nameHints(key, val string) hint {
	h, known := t.known[val]
	if !known {
		for _, name := range strings.Fields(val[:min(len(val), longestNames)]) {
			h |= nameHint(name)
		}
		if len(t.known) < 1<<16 {
			t.known[val] = h
		}
	}
	if key == "aria-label" || key == "role" { // these say what is not text, never what is
		h &^= hintBody | hintGood | hintLead
	}
	return h
}

func nameHint(name string) hint {
	parts := nameParts(name)
	if len(parts) == 0 {
		return 0
	}
	if len(parts) > 1 && (negations[parts[0]] || parts[0] == "category" || parts[0] == "tag" || parts[0] == "format") {
		return 0
	}
	joined := strings.Join(parts, "")
	var h hint
	if len(parts) == 1 && parts[0] == "hide" {
		h = hintHidden
	}
	for _, p := range parts {
		h |= partHints[p]
	}
	for _, c := range compounds {
		if strings.Contains(joined, c.word) {
			h |= c.hint
		}
	}
	if h&hintHidden != 0 && slices.ContainsFunc(parts, func(p string) bool { return screens[p] }) {
		h &^= hintHidden // only on some screens
	}
	if h&hintBody != 0 && h&(hintJunk|hintMeta|hintBio|hintCaption|hintComment|hintWeak) != 0 {
		h &^= hintBody
	}
	return h
}

// nameParts splits "articleBody-main_2" into article, body, main.
func nameParts(name string) []string {
	var parts []string
	start := -1
	for i := 0; i <= len(name); i++ {
		var c byte
		if i < len(name) {
			c = name[i]
		}
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
		upper := c >= 'A' && c <= 'Z'
		turn := start >= 0 && upper && i > 0 && name[i-1] >= 'a' && name[i-1] <= 'z'
		if start >= 0 && (!letter || turn) {
			parts = append(parts, strings.ToLower(name[start:i]))
			start = -1
		}
		if letter && start < 0 {
			start = i
		}
	}
	return parts
}

// screens are the words with which names hide something on one kind of screen only.
var screens = words("xs sm md lg xl mobile phone tablet desktop print small medium large")

var negations = words("has no with without is not have hide show open if")

// partHints are words that tell something when they stand alone in a name.
var partHints = readPartHints()

func readPartHints() map[string]hint {
	m := map[string]hint{}
	for h, list := range map[hint]string{
		hintGood: "article story post entry content main body text news detail blog copy prose paragraph page",
		hintJunk: `related relate relates sidebar share shares sharing sharebar social socials newsletter subscribe signup breadcrumb
			breadcrumbs pagination pager footer nav navbar navigation menu submenu ad ads adv advert adverts advertisement
			advertising adsense adbox adslot dfp sponsor sponsored promo promos promotion promoted outbrain taboola cookie cookies
			consent gdpr modal popup popover overlay toolbar recirc recirculation recommended recommend recommends recommendation
			recommendations trending popular mostread  login register donate donation masthead skip rating ratings
			vote copyright hashtag hashtags keywords keyword tags taglist tagcloud
			sitemap readmore seealso readnext upnext youmaylike morefrom complementary contentinfo search
			lienquan docthem xemthem tinkhac quangcao chiase tukhoa docnhieu xemnhieu tinmoi tincu quantam goiy
			noibat danhgia thich dangky theodoi binhchon follow followus bookmark likes whatsapp facebook twitter fb
			zalo pinterest print email tooltip jumplinks disclaimer subscription subscriptions noprint poll polls`,
		hintWeak: `aside header footnote more links link list lists extra extras tool tools feed
			infobox factbox callout box hot other others teaser teasers widget widgets banner topics toc highlights next prev previous buttons button btn cta`,
		hintComment: `comment comments commentlist commenting disqus respond reply replies discussion binhluan ykien phanhoi
			ykiendocgia fbcomments`,
		hintCaption: `caption captions figcaption credit credits imagecaption photocaption wpcaption cutline legend chuthich
			photocredit desccaption`,
		hintMeta: `byline bylines meta metadata date dateline timestamp time published pubdate dates posted postedon
			nguon thoigian ngaydang categories`,
		hintBio:     `author authors tacgia signature postprofile bio authorbio contributor contributors`,
		hintLead:    `sapo lead lede chapo chapeau standfirst`,
		hintGallery: `gallery galleries slideshow carousel slider swiper`,
		hintPicture: `image images img photo photos picture pic media thumbnail thumb figure fig lightbox`,
		hintTitle:   `title headline heading tieude tde ptitle tentin tittle`,
		hintHidden:  `hidden visuallyhidden invisible offscreen`,
	} {
		for _, w := range strings.Fields(list) {
			m[w] |= h
		}
	}
	return m
}

type compound struct {
	word string
	hint hint
}

// compounds are words that tell something wherever they stand in a name from which separators were taken.
var compounds = readCompounds()

func readCompounds() []compound {
	var out []compound
	for h, list := range map[hint]string{
		hintBody: `articlebody articlecontent articletext articlecopy articledetail entrycontent entrybody entrytext postcontent
			postbody posttext postentry storybody storycontent storytext storycopy bodycontent bodytext bodycopy newscontent
			newsbody newstext newsdetail contentdetail detailcontent contentbody contenttext blogcontent blogbody
			blogpostcontent maincontentbody fckdetail cmsbody cmscontent singularcontent thecontent singlecontent textcontent
			wysiwyg contentarticle contentnews contentpost pagecontent articlemain articlesection articleparagraph
			noidung chitiet ndchitiet baiviet richtext fieldnamebody journalcontent detailbody detailtext`,
		hintJunk: `related sidebar newsletter subscribebox subscribeform subscribewidget subscriptionwidget shareaholic heateor essblinks ssba
			mashsb sharedaddy sociable simplesocial optin mailchimp convertkit mailmunch wppoll yoppoll wmipp amptoolbar breadcrumb advert sponsor recommend trending mostpopular mostread mostview
			outbrain taboola lienquan quangcao docthem xemthem tinkhac tincungchuyenmuc cungchuyenmuc baidocnhieu docnhieu
			tinmoi tagcloud socialshare sharethis sharebutton addthis addtoany readmore readalso seealso alsolike youmight
			screenreader sronly tinlienquan cookiebar cookienotice signup articlefooter postfooter entryfooter jumpto
			skiplink postnav nextpost prevpost morestories moreon nextstory nextpost relnews relatednews tinlq boxtag listtag`,
		hintComment: `commentlist commentsarea commentform disqus binhluan ykienbandoc fbcomment userreview`,
		hintCaption: `wpcaptiontext imagecaption photocaption imgcaption mediacaption piccaption captiontext photocredit imagecredit
			imgdesc picturedesc imagemeta imageinfo photoinfo imgdescription imagedescription photodescription`,
		hintMeta: `postprofile userinfo postsignature guestbook votecell userdetail usercard posttaglist entrymeta postmeta articlemeta articleinfo postinfo bylin
			publishdate datepublish postdate authorinfo`,
		hintBio:    `authorbox authorbio aboutauthor abouttheauthor assetauthor`,
		hintHidden: `visuallyhidden editsection`,
	} {
		for _, w := range strings.Fields(list) {
			out = append(out, compound{w, h})
		}
	}
	return out
}

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}
