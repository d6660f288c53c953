package doctext

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nhipcau/nhipcau/internal/fault"
	"github.com/nhipcau/nhipcau/official"
)

const testStyles = xmlHead + `<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Dau1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Dau2"><w:name w:val="tùy chọn"/><w:basedOn w:val="Dau1"/><w:pPr><w:outlineLvl w:val="1"/><w:jc w:val="left"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Cu"><w:name w:val="kiểu cũ"/><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Hoa"><w:name w:val="hoa"/><w:rPr><w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Vong1"><w:basedOn w:val="Vong2"/></w:style><w:style w:type="paragraph" w:styleId="Vong2"><w:basedOn w:val="Vong1"/></w:style>
</w:styles>`

const testNumbering = xmlHead + `<w:numbering>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
<w:lvl w:ilvl="4"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Dau1"/><w:lvlText w:val="Phần %1"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num></w:numbering>`

func withParts(tb testing.TB, body string) []byte {
	tb.Helper()
	return makeDOCX(tb, body, entry{"word/styles.xml", testStyles}, entry{"word/numbering.xml", testNumbering},
		entry{"word/footnotes.xml", xmlHead + `<w:footnotes><w:footnote w:id="-1"><w:p/></w:footnote><w:footnote w:id="7">` + par("Theo Nghị quyết số 05.") + `</w:footnote></w:footnotes>`})
}

func TestDOCXGivesTheTextThatOneSees(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, body string
		want       []string
	}{
		{"a paragraph is a line, empty ones are none", par("Kế hoạch") + `<w:p/>` + par(" An Bình "), []string{"Kế hoạch", "An Bình"}},
		{"runs of one word are joined", `<w:p><w:r><w:t>Sở Y t</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ế</w:t></w:r></w:p>`, []string{"Sở Y tế"}},
		{"breaks part lines, tabs stay", `<w:p><w:r><w:t>Sở A;</w:t><w:br/><w:t>Sở B</w:t><w:tab/><w:t>1</w:t><w:cr/></w:r></w:p>`, []string{"Sở A;", "Sở B\t1"}},
		{"hyphens", `<w:p><w:r><w:t>KH</w:t><w:noBreakHyphen/><w:t>UB</w:t><w:softHyphen/><w:t>ND</w:t></w:r></w:p>`, []string{"KH-UBND"}},
		{"insertions count, deletions do not", `<w:p><w:r><w:t>Hạn </w:t></w:r><w:ins w:id="1"><w:r><w:t>30/6</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>31/5</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>x</w:t></w:r></w:moveFrom></w:p>`, []string{"Hạn 30/6"}},
		{"a deleted paragraph mark joins two paragraphs", `<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>Sở </w:t></w:r></w:p>` + par("Y tế") + par("An Bình"), []string{"Sở Y tế", "An Bình"}},
		{"fields show their result", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE \@ d</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>/2026</w:t></w:r></w:fldSimple></w:p>`, []string{"12/2026"}},
		{"links and content controls", `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent><w:p><w:hyperlink><w:r><w:t>anbinh</w:t></w:r></w:hyperlink><w:sdt><w:sdtContent><w:r><w:t>.vn</w:t></w:r></w:sdtContent></w:sdt></w:p></w:sdtContent></w:sdt>`, []string{"anbinh.vn"}},
		{"hidden text is not seen", `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>hiện</w:t></w:r></w:p>`, []string{"hiện"}},
		{"a text box stands once, after its paragraph", `<w:p><w:r><w:t>Trước</w:t><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent>` + par("Trong khung") + `</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + par("Trong khung") + `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`, []string{"Trước", "Trong khung"}},
		{"notes come last with their number", `<w:p><w:r><w:t>Nhiệm vụ</w:t><w:footnoteReference w:id="7"/></w:r></w:p>` + par("Hết"), []string{"Nhiệm vụ", "Hết", "[1] Theo Nghị quyết số 05."}},
		{"pictorial signs", `<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t> có</w:t></w:r></w:p>`, []string{"☑ có"}},
		{"decomposed letters are composed", par("Uy\u0309 ban nha\u0302n da\u0302n"), []string{"Uỷ ban nhân dân"}},
		{"an embedded document of another kind is left out", `<w:altChunk r:id="x"/>` + par("Chính"), []string{"Chính"}},
		{"a ring of styles ends", `<w:p><w:pPr><w:pStyle w:val="Vong1"/></w:pPr><w:r><w:t>Vòng</w:t></w:r></w:p>`, []string{"Vòng"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := texts(readTest(t, withParts(t, tt.body), DOCX))
			if !slices.Equal(got, tt.want) {
				t.Errorf("lines = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestDOCXNumbersAreWorkedOut(t *testing.T) {
	t.Parallel()
	body := numbered("1", "0", "Mục tiêu") + numbered("1", "1", "chung") + numbered("1", "1", "riêng") + numbered("1", "2", "một") +
		numbered("1", "3", "chấm") + numbered("1", "4", "gạch") + numbered("1", "2", "hai") + numbered("1", "0", "Nhiệm vụ") + numbered("1", "1", "đầu") + numbered("1", "2", "lại") +
		numbered("2", "0", "năm") + numbered("2", "0", "sáu") + numbered("4", "0", "lại từ một") + numbered("0", "0", "không số") + numbered("99", "0", "số lạ") +
		`<w:p><w:pPr><w:pStyle w:val="Dau1"/></w:pPr><w:r><w:t>theo kiểu</w:t></w:r></w:p>` +
		tbl(tr(tc("", numbered("2", "0", "")), tc("", par("ô"))))
	want := []string{"I. Mục tiêu", "1.1. chung", "1.2. riêng", "a) một", "• chấm", "- gạch", "b) hai", "II. Nhiệm vụ", "2.1. đầu", "a) lại",
		"Điều 5. năm", "Điều 6. sáu", "Điều 1. lại từ một", "không số", "số lạ", "Phần 1 theo kiểu", "Điều 2.", "ô"}
	if got := texts(readTest(t, withParts(t, body), DOCX)); !slices.Equal(got, want) {
		t.Errorf("lines =\n%q, want\n%q", got, want)
	}
}

func TestNumbersInLettersAndRoman(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		n            int
		format, want string
	}{{1, "lowerLetter", "a"}, {27, "upperLetter", "AA"}, {4, "lowerRoman", "iv"}, {1994, "upperRoman", "MCMXCIV"}, {7, "decimalZero", "07"}, {12, "decimalZero", "12"}, {-3, "upperRoman", "-3"}, {1 << 20, "lowerLetter", "1048576"}, {3, "ordinal", "3"}, {3, "none", ""}} {
		if got := formatNumber(tt.n, tt.format); got != tt.want {
			t.Errorf("formatNumber(%d, %q) = %q, want %q", tt.n, tt.format, got, tt.want)
		}
	}
}

func TestDOCXTablesKnowTheirCells(t *testing.T) {
	t.Parallel()
	header := `<w:tr><w:trPr><w:tblHeader/></w:trPr>` + tc("", par("TT")) + tc("", par("Nhiệm vụ")) + tc("", par("Chủ trì")) + `</w:tr>`
	tests := []struct {
		name, body string
		want       []string
	}{
		{"merged down and across", tbl(header, tr(tc(`<w:gridSpan w:val="3"/>`, par("I. Chung"))),
			tr(tc("", par("1")), tc("", par("Một")), tc(`<w:vMerge w:val="restart"/>`, par("Sở A"))),
			tr(tc("", par("2")), tc("", par("Hai"), par("tiếp")), tc(`<w:vMerge/>`, `<w:p/>`))),
			[]string{"0 0,0 1x1H TT", "0 0,1 1x1H Nhiệm vụ", "0 0,2 1x1H Chủ trì", "0 1,0 1x3 I. Chung", "0 2,0 1x1 1", "0 2,1 1x1 Một", "0 2,2 2x1 Sở A", "0 3,0 1x1 2", "0 3,1 1x1 Hai", "0 3,1 1x1 tiếp"}},
		{"spans that lie are cut to the table", tbl(tr(tc(`<w:gridSpan w:val="1000000000"/>`, par("a"))), tr(tc("", par("b")), tc(`<w:gridSpan w:val="-5"/><w:vMerge w:val="restart"/>`, par("c"))), tr(tc(`<w:gridSpan w:val="x"/>`, par("d")))),
			[]string{"0 0,0 1x2 a", "0 1,0 1x1 b", "0 1,1 1x1 c", "0 2,0 1x1 d"}},
		{"a merge that continues nothing is a cell of its own", tbl(tr(tc(`<w:vMerge/>`, par("a")), tc("", par("b"))), tr(tc(`<w:gridSpan w:val="2"/>`, par("c"))), tr(tc("", par("d")), tc("<w:vMerge/>", par("e")))),
			[]string{"0 0,0 1x1 a", "0 0,1 1x1 b", "0 1,0 1x2 c", "0 2,0 1x1 d", "0 2,1 1x1 e"}},
		{"a row that begins later", tbl(tr(tc("", par("a")), tc("", par("b"))), `<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>`+tc("", par("c"))+`</w:tr>`),
			[]string{"0 0,0 1x1 a", "0 0,1 1x1 b", "0 1,1 1x1 c"}},
		{"a deleted row is gone", tbl(tr(tc("", par("a")), tc("", par("b"))), `<w:tr><w:trPr><w:del w:id="1"/></w:trPr>`+tc("", par("c"))+tc("", par("d"))+`</w:tr>`, tr(tc("", par("e")))),
			[]string{"0 0,0 1x1 a", "0 0,1 1x1 b", "0 1,0 1x1 e"}},
		{"a small table inside a cell becomes its lines", tbl(tr(tc("", par("a"), tbl(tr(tc("", par("x")), tc("", par("y"))))), tc("", par("b"))), tr(tc("", par("c")), tc("", par("d")))),
			[]string{"0 0,0 1x1 a", "0 0,0 1x1 x", "0 0,0 1x1 y", "0 0,1 1x1 b", "0 1,0 1x1 c", "0 1,1 1x1 d"}},
		{"a frame around a table is not a table", tbl(tr(tc("", par("Tiêu đề"), tbl(tr(tc("", par("x")), tc("", par("y"))), tr(tc("", par("z")), tc("", par("t"))))))),
			[]string{"Tiêu đề", "0 0,0 1x1 x", "0 0,1 1x1 y", "0 1,0 1x1 z", "0 1,1 1x1 t"}},
		{"two tables", tbl(tr(tc("", par("a")), tc("", par("b")))) + par("giữa") + tbl(tr(tc("", par("c")), tc("", par("d")))),
			[]string{"0 0,0 1x1 a", "0 0,1 1x1 b", "giữa", "1 0,0 1x1 c", "1 0,1 1x1 d"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := places(readTest(t, withParts(t, tt.body), DOCX))
			if !slices.Equal(got, tt.want) {
				t.Errorf("cells =\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

func TestDOCXLinesKnowHowTheyLook(t *testing.T) {
	t.Parallel()
	body := `<w:p><w:pPr><w:pStyle w:val="Dau1"/></w:pPr><w:r><w:t>Đầu</w:t></w:r></w:p>` +
		`<w:p><w:pPr><w:pStyle w:val="Dau2"/></w:pPr><w:r><w:rPr><w:b w:val="0"/><w:i/></w:rPr><w:t>Hai</w:t></w:r></w:p>` +
		`<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Đậm </w:t></w:r><w:r><w:t>không</w:t></w:r></w:p>`
	want := []official.Look{
		{Heading: 1, Bold: true, Centered: true, Size: 16},
		{Heading: 2, Italic: true, Size: 16},
		{Size: 14},
	}
	for i, l := range readTest(t, withParts(t, body), DOCX).Lines {
		if l.Look != want[i] {
			t.Errorf("%q looks %+v, want %+v", l.Text, l.Look, want[i])
		}
	}
}

func TestDOCXInOldEncodingsBecomesUnicode(t *testing.T) {
	t.Parallel()
	run := func(font, text string) string {
		return `<w:r><w:rPr><w:rFonts w:ascii="` + font + `" w:hAnsi="` + font + `"/></w:rPr><w:t xml:space="preserve">` + text + `</w:t></w:r>`
	}
	tests := []struct{ name, body, want string }{
		{"a font on the run", `<w:p>` + run(".VnTime", "Së Y tÕ chñ tr×") + `</w:p>`, "Sở Y tế chủ trì"},
		{"mixed fonts in one paragraph", `<w:p>` + run(".VnTimeH", "ñy ban ") + run(".VnTime", "nh©n d©n ") + run("VNI-Times", "tænh ") + run("Times New Roman", "An Bình") + `</w:p>`, "ỦY BAN nhân dân tỉnh An Bình"},
		{"a font of the paragraph's style", `<w:p><w:pPr><w:pStyle w:val="Cu"/></w:pPr><w:r><w:t>KÕ ho¹ch</w:t></w:r></w:p>`, "Kế hoạch"},
		{"a font of a character style", `<w:p><w:r><w:rPr><w:rStyle w:val="Hoa"/></w:rPr><w:t>KÕ ho¹ch</w:t></w:r></w:p>`, "KẾ HOẠCH"},
		{"a soft hyphen is a letter", `<w:p>` + run(".VnTime", "Th\u00ad¬ng m¹i") + `<w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr><w:t xml:space="preserve"> ph</w:t><w:softHyphen/><w:t>êng</w:t></w:r></w:p>`, "Thương mại phường"},
		{"Unicode under an old font's name stays", `<w:p>` + run(".VnTime", "Kế hoạch của Sở") + `</w:p>`, "Kế hoạch của Sở"},
		{"a document without any font name", `<w:p><w:r><w:t>Së Y tÕ chñ tr×, phèi hîp víi c¸c ®¬n vÞ</w:t></w:r></w:p>` + par("Së"), "Sở Y tế chủ trì, phối hợp với các đơn vị|Sở"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			data := makeDOCX(t, tt.body, entry{"word/styles.xml", testStyles})
			got := strings.Join(texts(readTest(t, data, DOCX)), "|")
			if got != tt.want {
				t.Errorf("text = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestDOCXThatLiesOrExplodesGetsASentence(t *testing.T) {
	t.Parallel()
	bomb := strings.Repeat(" ", 70<<20)
	whole := withParts(t, par("Kế hoạch"))
	tests := []struct {
		name string
		data []byte
		kind fault.Kind
		want string
	}{
		{"a bomb", makeDOCX(t, bomb), fault.TooLarge, "giải nén vượt quá"},
		{"a bomb in the styles", makeDOCX(t, par("a"), entry{"word/styles.xml", bomb}), fault.TooLarge, "giải nén vượt quá"},
		{"deep nesting", makeDOCX(t, strings.Repeat("<w:sdt>", 10_000)), fault.Invalid, "lồng nhau quá sâu"},
		{"deep tables", makeDOCX(t, strings.Repeat("<w:tbl><w:tr><w:tc>", 10_000)), fault.Invalid, "lồng nhau quá sâu"},
		{"a million entities", makeZip(t, entry{"[Content_Types].xml", contentTypes}, entry{"word/document.xml", `<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document>&b;</w:document>`}), fault.Invalid, "khai báo lạ"},
		{"too many paragraphs", makeDOCX(t, strings.Repeat("<w:p/>", 200_001)), fault.TooLarge, "dài hơn 200000 dòng"},
		{"too many cells", makeDOCX(t, tbl(tr(strings.Repeat("<w:tc/>", 400_001)))), fault.TooLarge, "hơn 400000 ô"},
		{"too many entries", makeZip(t, slices.Repeat([]entry{{"a", ""}}, 4_001)...), fault.TooLarge, "hơn 4000 thành phần"},
		{"cut off", whole[:len(whole)/2], fault.Invalid, "hỏng"},
		{"an unclosed body", makeZip(t, entry{"[Content_Types].xml", contentTypes}, entry{"word/document.xml", documentHead + par("a")}), fault.Invalid, "hỏng"},
		{"no body", makeZip(t, entry{"[Content_Types].xml", contentTypes}), fault.Invalid, "hỏng"},
		{"no letter in it", makeDOCX(t, `<w:p><w:r><w:drawing/></w:r></w:p>`), fault.Invalid, "Không tìm thấy chữ"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			begin := time.Now()
			_, _, err := Read(t.Context(), "x.docx", tt.data, DefaultLimits())
			checkFault(t, err, tt.kind, tt.want)
			if took := time.Since(begin); took > 10*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}

func checkFault(t *testing.T, err error, kind fault.Kind, want string) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind || !strings.Contains(fault.Message(err), want) {
		t.Errorf("error = kind %d %v, want kind %d and a sentence with %q", fault.KindOf(err), err, kind, want)
	}
}

func TestALyingSizeDoesNotHelpABomb(t *testing.T) {
	t.Parallel()
	lim := DefaultLimits()
	lim.Unpacked = 1 << 20
	data := makeDOCX(t, par(strings.Repeat("a", 2<<20)))
	at := strings.LastIndex(string(data), "word/document.xml") - 46 // its entry in the directory
	copy(data[at+24:at+28], []byte{10, 0, 0, 0})
	_, _, err := Read(t.Context(), "x.docx", data, lim)
	if err == nil {
		t.Fatal("a lying file was read")
	}
	if k := fault.KindOf(err); k != fault.TooLarge && k != fault.Invalid {
		t.Errorf("kind = %d: %v", k, err)
	}
}

func FuzzReadDOCX(f *testing.F) {
	f.Add(par("Kế hoạch") + numbered("1", "1", "a"))
	f.Add(tbl(tr(tc(`<w:gridSpan w:val="9"/>`, par("a"))), tr(tc(`<w:vMerge/>`, par("b")), tc("", tbl(tr(tc("", par("c"))))))))
	f.Add(`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr><w:t>Sè</w:t><w:br/></w:r></w:p>`)
	f.Add(`<mc:AlternateContent><mc:Choice><w:p><w:r><w:txbxContent><w:p/></w:txbxContent></w:r></w:p></mc:Choice></mc:AlternateContent>`)
	f.Fuzz(func(t *testing.T, body string) {
		data := makeDOCX(t, body, entry{"word/styles.xml", testStyles}, entry{"word/numbering.xml", testNumbering})
		src, _, err := Read(t.Context(), "x", data, DefaultLimits())
		checkSource(t, src, err)
		src, _, err = Read(t.Context(), "x", []byte("PK\x03\x04"+body), DefaultLimits())
		checkSource(t, src, err)
	})
}

// checkSource holds what every reader promises.
func checkSource(t *testing.T, src official.Source, err error) {
	t.Helper()
	if err != nil {
		if fault.KindOf(err) == fault.Internal {
			t.Errorf("an error without a sentence: %v", err)
		}
		return
	}
	type spot struct{ table, row, col int }
	taken := map[spot]*official.Cell{}
	for _, l := range src.Lines {
		if strings.ContainsAny(l.Text, "\n\r\x00") {
			t.Errorf("line with a break: %q", l.Text)
		}
		c := l.Cell
		if c == nil {
			continue
		}
		if c.RowSpan < 1 || c.ColSpan < 1 || c.Row < 0 || c.Col < 0 {
			t.Errorf("impossible cell %+v", *c)
		}
		s := spot{c.Table, c.Row, c.Col}
		if old := taken[s]; old != nil && *old != *c {
			t.Errorf("two cells in one place: %+v and %+v", *old, *c)
		}
		taken[s] = c
	}
}

// A plan of about 300 pages: a table of 6,000 rows between paragraphs.
func bigDOCX(tb testing.TB) []byte {
	var b strings.Builder
	for i := range 3000 {
		b.WriteString(par("Ủy ban nhân dân tỉnh An Bình giao Sở Văn hóa, Thể thao và Du lịch chủ trì, phối hợp với các sở, ban, ngành và ủy ban nhân dân các xã, phường tổ chức thực hiện nhiệm vụ này theo kế hoạch, báo cáo kết quả trước ngày 30 tháng 6 năm 2026."))
		b.WriteString(numbered("1", "2", "Xây dựng và phát hành tài liệu tuyên truyền chính sách đến từng hộ dân"))
		if i%3 == 0 {
			fmt.Fprintf(&b, "%s", tbl(tr(tc("", par("1")), tc(`<w:gridSpan w:val="2"/>`, par("Nhiệm vụ truyền thông chính sách")), tc(`<w:vMerge w:val="restart"/>`, par("Sở Tư pháp"))), tr(tc("", par("2")), tc("", par("Rà soát")), tc("", par("Thường xuyên")), tc(`<w:vMerge/>`, `<w:p/>`))))
		}
	}
	return withParts(tb, b.String())
}

func TestALongPlanIsReadQuickly(t *testing.T) {
	data := bigDOCX(t)
	begin := time.Now()
	readTest(t, data, DOCX)
	if took := time.Since(begin); took > 5*time.Second {
		t.Errorf("reading 300 pages took %v", took)
	}
}

func BenchmarkReadDOCX(b *testing.B) {
	data := bigDOCX(b)
	b.ReportAllocs()
	for b.Loop() {
		_, _, err := Read(b.Context(), "x", data, DefaultLimits())
		if err != nil {
			b.Fatal(err)
		}
	}
}
