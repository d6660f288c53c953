package feed

import (
	"strings"
	"sync"
)

// words are names to be looked up; the table is made at the first question.
func words(list string) func(name string) bool {
	table := sync.OnceValue(func() map[string]bool {
		m := map[string]bool{}
		for w := range strings.FieldsSeq(list) {
			m[w] = true
		}
		return m
	})
	return func(name string) bool { return table()[name] }
}

// spellings gives names in lower case the letters that they are written with.
func spellings(list string) func(name string) (written string, known bool) {
	table := sync.OnceValue(func() map[string]string {
		m := map[string]string{}
		for w := range strings.FieldsSeq(list) {
			m[strings.ToLower(w)] = w
		}
		return m
	})
	return func(name string) (string, bool) {
		w, ok := table()[name]
		return w, ok
	}
}

// The elements of HTML, of all its versions, that only give form to text.
var htmlElements = words(`
a abbr acronym address area article aside audio b bdi bdo big blockquote br button canvas caption center cite code col colgroup command
data datagrid datalist dd del details dfn dialog dir div dl dt em event-source fieldset figcaption figure font footer form
h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd keygen label legend li m main map mark menu meter multicol nav nextid nobr
noscript ol optgroup option output p picture pre progress q rp rt ruby s samp section select small sound source spacer span strike strong
sub summary sup table tbody td textarea tfoot th thead time tr track tt u ul var video wbr`)

// Elements that go with everything inside them.
var droppedElements = words(`script applet style`)

// Elements without an inside.
var voidElements = words(`area base basefont br col command embed frame hr img input isindex keygen link meta param source track wbr`)

// Attributes that do no harm.
var htmlAttributes = words(`
abbr accept accept-charset accesskey action align alt aria-describedby aria-hidden aria-label aria-labelledby autocomplete autofocus axis
background balance bgcolor bgproperties border bordercolor bordercolordark bordercolorlight bottompadding
cellpadding cellspacing ch challenge char charoff charset checked choff cite class clear color cols colspan compact contenteditable controls coords
data datafld datapagesize datasrc datetime default delay dir disabled download draggable dropzone dynsrc
enctype end face for form frame galleryimg gutter headers height hidden hidefocus high href hreflang hspace icon id inputmode ismap
keytype label lang leftspacing list longdesc loop loopcount loopend loopstart low lowsrc max maxlength media method min multiple
name nohref noshade nowrap open optimum pattern ping placeholder point-size poster pqg preload prompt pubdate
radiogroup readonly rel repeat-max repeat-min replace required rev reversed rightspacing role rows rowspan rules
sandbox scope scoped selected shape size sizes span spellcheck src srclang start step summary suppress
tabindex target template title toppadding type unselectable urn usemap valign value variable volume vrml vspace width wrap xml:lang`)

// Attributes that hold an address.
var addressAttributes = words(`action background cite data dynsrc href longdesc lowsrc ping poster src urn usemap vrml`)

// Elements and attributes of SVG that draw and do nothing else.
var svgElements = spellings(`
circle clipPath defs desc ellipse g line linearGradient marker metadata path polygon polyline radialGradient rect stop svg switch text title tspan`)

var svgAttributes = spellings(`
accent-height alphabetic arabic-form ascent baseProfile bbox cap-height class clip-path clip-rule color color-rendering content cx cy d
descent display dur dx dy fill fill-opacity fill-rule font-family font-size font-stretch font-style font-variant font-weight fx fy
gradientTransform gradientUnits height horiz-adv-x horiz-origin-x id ideographic lang marker-end marker-mid marker-start markerHeight
markerUnits markerWidth mathematical offset opacity orient origin overline-position overline-thickness panose-1 pathLength points
preserveAspectRatio r refX refY rotate rx ry slope spreadMethod stemh stemv stop-color stop-opacity
strikethrough-position strikethrough-thickness stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin
stroke-miterlimit stroke-opacity stroke-width systemLanguage target text-anchor transform type u1 u2 underline-position
underline-thickness unicode unicode-range units-per-em version viewBox visibility width widths x x-height x1 x2
xlink:actuate xlink:arcrole xlink:href xlink:role xlink:show xlink:title xlink:type xml:lang xml:space xmlns xmlns:xlink y y1 y2 zoomAndPan`)

// Elements and attributes of MathML that give form to formulas.
var mathElements = words(`
annotation maction maligngroup math menclose merror mfenced mfrac mi mlabeledtr mlongdiv mmultiscripts mn mo mover mpadded mphantom
mprescripts mroot mrow ms mscarries mscarry msgroup msline mspace msqrt msrow mstack mstyle msub msubsup msup mtable mtd mtext mtr
munder munderover none semantics`)

var mathAttributes = words(`
accent accentunder actiontype align alignmentscope altimg altimg-height altimg-valign altimg-width alttext bevelled charalign close
columnalign columnlines columnspacing columnspan columnwidth crossout decimalpoint denomalign depth dir display displaystyle
edge encoding equalcolumns equalrows fence fontstyle fontweight form frame framespacing groupalign height href id indentalign indentshift
infixlinebreakstyle largeop length linebreak linethickness location longdivstyle lquote lspace mathbackground mathcolor mathsize
mathvariant maxsize minlabelspacing minsize notation numalign open other overflow position rowalign rowlines rowspacing rowspan
rquote rspace scriptlevel scriptminsize scriptsizemultiplier selection separator separators shift side src stackalign stretchy
subscriptshift superscriptshift symmetric voffset width
xlink:actuate xlink:arcrole xlink:href xlink:role xlink:show xlink:title xlink:type xmlns xmlns:xlink`)
