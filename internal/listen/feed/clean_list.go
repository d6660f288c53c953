package feed

import "strings"

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// The elements of HTML, of all its versions, that only give form to text.
var htmlElements = set(`
a abbr acronym address area article aside audio b bdi bdo big blockquote br button canvas caption center cite code col colgroup command
data datagrid datalist dd del details dfn dialog dir div dl dt em event-source fieldset figcaption figure font footer form
h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd keygen label legend li m main map mark menu meter multicol nav nextid nobr
noscript ol optgroup option output p picture pre progress q rp rt ruby s samp section select small sound source spacer span strike strong
sub summary sup table tbody td textarea tfoot th thead time tr track tt u ul var video wbr`)

// Elements that go with everything inside them.
var droppedElements = set(`script applet style`)

// Elements without an inside.
var voidElements = set(`area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr`)

// Attributes that do no harm.
var htmlAttributes = set(`
abbr accept accept-charset accesskey action align alt aria-describedby aria-hidden aria-label aria-labelledby autocomplete autofocus autoplay axis
background balance bgcolor bgproperties border bordercolor bordercolordark bordercolorlight bottompadding
cellpadding cellspacing ch challenge char charoff charset checked choff cite class clear color cols colspan compact contenteditable controls coords
data datafld datapagesize datasrc datetime default delay dir disabled download draggable dropzone dynsrc
enctype end face for form frame galleryimg gutter headers height hidden hidefocus high href hreflang hspace icon id inputmode ismap
keytype label lang leftspacing list longdesc loop loopcount loopend loopstart low lowsrc max maxlength media method min multiple
name nohref noshade nowrap open optimum pattern ping placeholder point-size poster pqg preload prompt pubdate
radiogroup readonly rel repeat-max repeat-min replace required rev reversed rightspacing role rows rowspan rules
sandbox scope scoped selected shape size sizes span spellcheck src srclang start step summary suppress
tabindex target template title toppadding type unselectable urn usemap valign value variable volume vrml vspace width wrap`)

// Attributes that hold an address.
var addressAttributes = set(`action background cite data dynsrc href longdesc lowsrc ping poster src urn usemap vrml`)
