package extract

import "golang.org/x/net/html/atom"

// kind is what an element is for the one who reads the tree; several at once.
type kind uint8

const (
	blockKind   kind = 1 << iota // starts and ends a line
	voidKind                     // has no end tag
	closingKind                  // ends an open paragraph
	tableKind                    // part of a table
	silentKind                   // nothing inside is read as text
)

// kinds joins the sets below, so that an element is looked up once.
var kinds = joinKinds()

func joinKinds() map[atom.Atom]kind {
	m := map[atom.Atom]kind{}
	for k, set := range map[kind]map[atom.Atom]bool{blockKind: blockTags, voidKind: voidTags, closingKind: closesParagraph,
		tableKind: tableTags, silentKind: silent} {
		for tag := range set {
			m[tag] |= k
		}
	}
	return m
}

func tagSet(tags ...atom.Atom) map[atom.Atom]bool {
	m := make(map[atom.Atom]bool, len(tags))
	for _, t := range tags {
		m[t] = true
	}
	return m
}

var (
	blockTags = tagSet(atom.Html, atom.Head, atom.Body, atom.Title, atom.Address, atom.Article, atom.Aside, atom.Blockquote,
		atom.Center, atom.Dd, atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption,
		atom.Figure, atom.Footer, atom.Form, atom.Frameset, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header,
		atom.Hgroup, atom.Hr, atom.Legend, atom.Li, atom.Listing, atom.Main, atom.Menu, atom.Nav, atom.Noscript, atom.Ol,
		atom.P, atom.Plaintext, atom.Pre, atom.Section, atom.Select, atom.Summary, atom.Table, atom.Tbody, atom.Td,
		atom.Template, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul, atom.Xmp, atom.Caption, atom.Video, atom.Audio,
		atom.Object, atom.Option, atom.Svg, atom.Canvas, atom.Button)

	voidTags = tagSet(atom.Area, atom.Base, atom.Basefont, atom.Bgsound, atom.Br, atom.Col, atom.Embed, atom.Frame, atom.Hr,
		atom.Img, atom.Image, atom.Input, atom.Keygen, atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr)

	closesParagraph = tagSet(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Center, atom.Details, atom.Dialog,
		atom.Dir, atom.Div, atom.Dl, atom.Dd, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Li, atom.Main, atom.Menu,
		atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Ul, atom.Listing, atom.Xmp)

	tableTags = tagSet(atom.Table, atom.Tbody, atom.Thead, atom.Tfoot, atom.Tr, atom.Td, atom.Th, atom.Caption)

	// An end tag or an implied end reaches outwards only as far as these.
	buttonScope = tagSet(atom.Button, atom.Table, atom.Td, atom.Th, atom.Caption, atom.Object, atom.Html, atom.Template,
		atom.Div, atom.Section, atom.Article, atom.Li, atom.Blockquote, atom.Figure)
	listScope  = tagSet(atom.Ul, atom.Ol, atom.Dl, atom.Menu, atom.Dir, atom.Table, atom.Td, atom.Th, atom.Div, atom.Select)
	tableScope = tagSet(atom.Table, atom.Html, atom.Template)
	linkScope  = tagSet(atom.Table, atom.Td, atom.Th, atom.Div, atom.Li, atom.Article, atom.Section, atom.Object)
	endScope   = tagSet(atom.Td, atom.Th, atom.Table, atom.Html, atom.Template)

	listTags = tagSet(atom.Li, atom.Td, atom.Th, atom.Dd, atom.Dt, atom.Pre)

	headings = tagSet(atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6)

	// silent elements hold nothing that is read as text.
	silent = tagSet(atom.Head, atom.Script, atom.Style, atom.Template, atom.Select, atom.Option, atom.Button, atom.Input, atom.Svg,
		atom.Canvas, atom.Object, atom.Video, atom.Audio, atom.Math, atom.Datalist, atom.Map, atom.Iframe, atom.Textarea, atom.Title,
		atom.Label, atom.Applet, atom.Embed, atom.Dialog)
)
