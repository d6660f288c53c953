package official

// rule draws a line in the middle of a column.
func (p *pdfPaper) rule(length, x, width float64) {
	x += (width - length) / 2
	p.f.Line(x, p.y+0.7, x+length, p.y+0.7)
	p.y += 1.5
}

// evenly writes centred text, broken evenly within room, and returns the width of its longest line.
func (p *pdfPaper) evenly(text string, look pdfLook, x, room float64) float64 {
	width := balanced(text, look.size, room)
	x += (room - width) / 2
	longest := 0.0
	for _, line := range p.lines(Plain(text), look, width, 0) {
		p.draw(line, x, p.y, width, AlignCenter, look)
		p.y += look.lineHeight()
		longest = max(longest, line.width)
	}
	return longest
}

func (p *pdfPaper) letterhead() {
	r := p.report
	top, rightX := p.y, marginLeft+headLeft
	right := p.width() - headLeft
	nameX, nameRoom := marginLeft+headGap/2, headLeft-headGap
	if r.Parent != "" {
		p.evenly(capitals(r.Parent), pdfLook{size: nationSize}, nameX, nameRoom)
	}
	longest := p.evenly(capitals(r.Body), pdfLook{bold: true, size: bodyNameSize}, nameX, nameRoom)
	p.rule(longest*ruleShare, marginLeft, headLeft)
	leftEnd := p.y

	p.y = top
	p.centred(nationName, pdfLook{bold: true, size: nationSize}, rightX, right)
	mottoLook := pdfLook{bold: true, size: mottoSize}
	p.centred(motto, mottoLook, rightX, right)
	p.setFont(mottoLook)
	p.rule(p.f.GetStringWidth(motto), rightX, right)

	line := max(leftEnd, p.y) + 2
	p.y = line
	p.centred(r.placeAndDate(), pdfLook{italic: true, size: placeSize}, rightX, right)
	rightEnd := p.y
	p.y = line
	p.centred("Số: "+r.Code(), pdfLook{size: numberSize}, marginLeft, headLeft)
	if subject := r.underNumber(); subject != "" {
		p.y += paragraphGap * pointMM
		p.evenly(subject, pdfLook{size: letterSubject}, nameX, nameRoom)
	}
	p.mark(string(r.Urgency), true)
	p.mark(r.circulation(), false)
	p.mark(r.Draft, false)
	p.y = max(p.y, rightEnd)
}

// mark is a boxed mark under the number.
func (p *pdfPaper) mark(text string, red bool) {
	text = capitals(text)
	if text == "" {
		return
	}
	look := pdfLook{bold: true, size: markSize}
	p.setFont(look)
	width := min(headLeft, p.f.GetStringWidth(printable(text))+6)
	if red {
		p.f.SetTextColor(255, 0, 0)
		p.f.SetDrawColor(255, 0, 0)
	}
	p.y += 3
	top := p.y
	x := marginLeft + (headLeft-width)/2
	p.y++
	p.centred(text, look, x, width)
	p.y++
	p.f.Rect(x, top, width, p.y-top, "D")
	p.f.SetTextColor(0, 0, 0)
	p.f.SetDrawColor(0, 0, 0)
}

func (p *pdfPaper) opening() {
	r := p.report
	if r.Form != FormLetter {
		p.y += 18 * pointMM
		look := pdfLook{bold: true, size: textSize}
		p.centred(capitals(string(r.Form)), look, marginLeft, p.width())
		longest := p.evenly(paperLine(r.Subject), look, marginLeft, p.width())
		p.rule(longest*ruleShare, marginLeft, p.width())
	}
	p.addressees()
	for _, basis := range listed(r.Bases) {
		p.flow(Plain(basis), pdfLook{italic: true, size: textSize}, firstIndent, AlignJustify)
	}
}

func (p *pdfPaper) addressees() {
	look := pdfLook{size: textSize}
	names := p.report.Addressees
	switch len(names) {
	case 0:
	case 1:
		p.y += 12 * pointMM
		p.centred("Kính gửi: "+paperLine(names[0])+".", look, marginLeft, p.width())
		p.y += 6 * pointMM
	default:
		p.y += 12 * pointMM
		p.column(Plain("Kính gửi:"), look, marginLeft+2*firstIndent, p.width()-2*firstIndent, AlignLeft)
		for _, name := range listed(names) {
			p.column(Plain("- "+name), look, marginLeft+4*firstIndent-4, p.width()-4*firstIndent+4, AlignLeft)
		}
		p.y += 6 * pointMM
	}
}

// signatureLeft is the width of the column of Nơi nhận.
func (p *pdfPaper) signatureLeft() float64 { return p.width() * 0.48 }

// signatureHeight is the room that the signature and the recipients take, with the gap above.
func (p *pdfPaper) signatureHeight() float64 {
	r := p.report
	bold := pdfLook{bold: true, size: textSize}
	lines := len(p.lines(Plain(capitals(r.Signature.Title)), bold, p.width()-p.signatureLeft(), 0)) + 1
	for _, line := range r.Signature.Authority {
		lines += len(p.lines(Plain(capitals(line)), bold, p.width()-p.signatureLeft(), 0))
	}
	right := float64(lines)*bold.lineHeight() + signatureRoom

	small := pdfLook{size: recipientSize}
	left := pdfLook{size: recipientsSize}.lineHeight()
	for _, line := range r.recipients() {
		left += float64(len(p.lines(Plain(line), small, p.signatureLeft()-4, 0))) * small.lineHeight()
	}
	return max(left, right) + 12*pointMM
}

func (p *pdfPaper) signature() {
	r := p.report
	if p.room() < p.signatureHeight() && !p.atTop() {
		p.newPage()
	}
	p.y += 12 * pointMM
	top, left := p.y, p.signatureLeft()
	p.column(Plain("Nơi nhận:"), pdfLook{bold: true, italic: true, size: recipientsSize}, marginLeft, left-4, AlignLeft)
	for _, line := range r.recipients() {
		p.column(Plain(line), pdfLook{size: recipientSize}, marginLeft, left-4, AlignLeft)
	}

	p.y = top
	bold := pdfLook{bold: true, size: textSize}
	x, width := marginLeft+left, p.width()-left
	for _, line := range r.Signature.Authority {
		p.centred(capitals(line), bold, x, width)
	}
	p.centred(capitals(r.Signature.Title), bold, x, width)
	p.y += signatureRoom
	p.centred(paperLine(r.Signature.Name), bold, x, width)
}

func (p *pdfPaper) annex(a Annex) {
	p.newPart(a.Landscape)
	bold := pdfLook{bold: true, size: textSize}
	p.setFont(bold)
	p.f.Bookmark(a.heading(), 0, p.y)
	p.centred(a.heading(), bold, marginLeft, p.width())
	longest := p.evenly(capitals(a.Title), bold, marginLeft, p.width())
	p.centred(p.report.annexOf(), pdfLook{italic: true, size: textSize}, marginLeft, p.width())
	p.rule(longest*ruleShare, marginLeft, p.width())
	p.y += 6 * pointMM
	p.blocks(a.Blocks)
}
