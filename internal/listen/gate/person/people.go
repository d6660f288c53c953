package person

import "strings"

// people are the names by which a people calls its families, as they are written in the papers of its members with
// all the spellings of the clerks, and the words that stand between them and a given name.
type people struct {
	name, families, middles string
}

// everywhere are the words that stand in the middle among all peoples of the mountains.
const everywhere = ` a thị văn `

// peoples are those who live in the north-western mountains and the highlands; families that they share with the
// Kinh are repeated, because what stands in the middle is their own.
var peoples = []people{
	{"Hmong", `giàng dàng giảng sùng xùng thào thao vàng vảng vừ vù lầu lù lồ lò lý ly lỳ má mã cứ cư hạng hảng mùa tráng chráng chảng cháng chang ma hầu hờ
		sình thền cáo sồng sổng xồng phàng tếnh chá cồ lử khang vương hoàng dương và và thò câu ký cử sinh giáp`,
		`seo mí páo pao sái chẩn bá giống nhè sính súa chứ mỷ mẩy sín pàng chúng láo dũng xuân phừ dũ chỉnh nhìa khái bả`},
	{"Dao", `tẩn tấn chảo chẻo triệu phàn bàn đặng phùng lý lò hoàng dương tẩy vạ lèng vàng sùng tào`,
		`láo lở mẩy sành sài phủ diếu dùn quầy quẩy vần chần chẩn duần tả tà vạn mùi chòi tòn ton mềnh chiêu chìu chàn dào nải nảy pham khé u ú kim san sơn thông tiến ồng dền thó chạn ta dào`},
	{"Tày, Nùng", `nông vi hoàng ma lục đàm lèng then vương sầm bế lương lường hà chu lô đinh long mông lã linh hứa phùng hoàng triệu dương lý vy cam nguyễn ban`, ``},
	{"Thái, Lự, Lào, Khơ Mú", `lò lo cà quàng vì lường tòng điêu cầm bạc hoàng lù mè lèo khoàng tao sầm vi lô lữ lang hà đèo ngần quang moong cụt lường hùng`, `in ín ún`},
	{"Giáy, Bố Y, La Chí, Pu Péo", `sin xin xín vàng lù lồ lục hoàng nông hù sần phan lò lường vương dì dỉ ngũ vy long lùng tận ly giàng củng tráng thào chúng mần`, `seo dào kim chẩn sín`},
	{"Hà Nhì, Phù Lá, Xa Phó, La Hủ, Si La", `pờ chu lỳ lý ly phù phu vù sần khoàng sừng toán tráng sò vàng bồ sền làn sùng giàng thùng ma lò hù chang cao má ky phản vàng pò`,
		`xá xé xì giờ gó go gờ gì mò phà hùy suy hờ hừ chừ ló po sừng hà seo xe cà sử mé khừ chóng nhù`},
	{"Mường", `bùi quách đinh bạch hà phùng trương cao xa phạm`, ``},
	{"Khmer", `thạch sơn kim danh lâm châu kiên liêu trà tăng huỳnh lý chau néang neáng`, `sa sô sóc so sà`},
	{"Chăm", `đàng chế thành lưu bá trượng hán lộ báo quảng dụng thiên từ châu thổ đạo não`, `năng`},
	{"Gia Rai, Ba Na", `ksor siu rmah rơ-mah kpă rcom rơ nay hiao puih đinh kpuih`, `chăm mah lan ô châm com`},
}

// clearFamilies mean little else: with a capital, whatever follows with one is a name.
var clearFamilies = sortedWords(`lỳ rơ thạch giàng dàng giảng sùng xùng thào vừ vù hảng chráng xồng sồng tẩn chẻo phàn tráng chảo hầu lầu lù lồ lèng lường quàng tòng sầm điêu sin sần pờ sừng khoàng
	ksor siu rmah kpă rcom puih kpuih hiao sình thền`)

// bareFamilies are no Vietnamese words at all: whatever follows is a name, in small letters too.
var bareFamilies = sortedWords(`ksor rmah kpă rcom kpuih puih`)

// eastFamilies stand behind the given name among the Êđê and Mnông: Y Khoan Mlô.
var eastFamilies = sortedWords(`niê mlô êban êđê byă kbuôr hmok hđơk ayun kđoh knul adrơng bkrông hwing hlong rcăm ayŭn ktla kriêng niê-kdăm ênuôl buôn-yă bdap jiê`)

// clearMiddles mean little else, or nothing that stands behind the name of a family and before a further word.
var clearMiddles = sortedWords(`thị văn a seo mí páo pao láo lở mẩy mỷ sành diếu quẩy quầy chẩn duần tòn mềnh chàn chìu xé xì gó súa sính bá mùi xá sừng năng ín`)

// softMiddles are ordinary words that stand behind the ordinary sense of a family's name too: chảo kim loại.
var softMiddles = sortedWords(`kim sơn san thông tiến xuân dũng hà cà ma tà vạn so từ`)

// clearGivens are given names that mean little else; behind a clear family they make a name without a middle word.
var clearGivens = sortedWords(`páo mẩy mỷ seo láo mí dế dín dính sính súa pàng tủa nủ dợ lềnh páo chẩn diếu mềnh`)

// ordinary are two words behind what looks like the name of a family that name no person in small letters.
var ordinary = sortedWords(`thị:trường thị:trấn thị:xã thị:sát thị:thực thị:hóa thị:giác thị:lực thị:phần thị:dân thị:hiếu thị:tộc thị:ủy thị:uy thị:phạm
	văn:bản văn:hóa văn:phòng văn:học văn:nghệ văn:minh văn:bằng văn:kiện văn:chương văn:thư văn:khấn văn:vở văn:mẫu văn:tế văn:miếu văn:công văn:đàn văn:thơ văn:sĩ văn:chỉ văn:bàn văn:chấn
	a:dua a:tòng a:ti a:míp a:xít a:phiến a:lô a:còng a:ra a:di a:mi a:ha láo:toét láo:xược láo:nháo mí:mắt bá:chủ bá:đạo bá:quyền
	thanh:toán thanh:tra thanh:lý thanh:niên công:ty công:an công:nhân công:trình công:việc hữu:cơ kim:loại kim:tiêm đức:tính quốc:gia quốc:lộ`)

// functionWords follow "hạng A" and the like, and are hardly given names.
var functionWords = sortedWords(`và hoặc của cho là có theo đến từ ở tại với để thì mà nào gì được không chưa đã đang sẽ cũng b c d`)

// plainFunctionWords are functionWords without diacritics.
var plainFunctionWords = sortedWords(`va hoac cua la co theo den tu o tai voi de thi ma nao gi duoc khong chua da dang se hay cung nhu lan rat qua em chi anh oi dai dua xit ti phien`)

// plainHighFamilies and plainHighMiddles are those that a name typed without diacritics shows.
var (
	plainHighFamilies = sortedWords(`giang dang sung xung thao vang vu lau lu lo ly ma mua trang sin tan chao phan trieu hau leng po cu hang luong quang then nong`)
	plainHighMiddles  = sortedWords(`a seo lao mi pao`)
	plainHighWords    = sortedWords(`lao:dong lao:cai lao:dao lao:ve lao:xuong lao:phoi lao:khoa lao:nong lao:chai mi:tom mi:goi mi:chinh mi:quang a:lo a:ha`)
)

// familyOf and middleOf are in which of the peoples a word names a family, and stands in the middle, by bits.
var familyOf, middleOf = bitsOf(func(p people) string { return p.families }), bitsOf(func(p people) string { return p.middles + everywhere })

func bitsOf(words func(people) string) map[string]uint16 {
	all := map[string]uint16{}
	for i, p := range peoples {
		for w := range strings.FieldsSeq(words(p)) {
			all[w] |= 1 << i
		}
	}
	return all
}

// highlanderAt is how many words from i on name a person as the peoples of the mountains are named; 0 if none do.
func highlanderAt(run []string, i int, at func(int) string) int {
	family, middle, given := at(i), at(i+1), at(i+2)
	great := capital(run[i])
	switch {
	case middle == "":
		return 0
	case given != "" && familyOf[family]&middleOf[middle] != 0 && great && capital(run[i+1]) && capital(run[i+2]):
		return 3
	case given != "" && familyOf[family]&middleOf[middle] != 0 && great == capital(run[i+2]) && (great || !capital(run[i+1])) && anyOf(clearMiddles, middle) && namesSomebody(middle, given):
		return 3
	case given != "" && familyOf[family]&middleOf[middle] != 0 && !great && anyOf(clearFamilies, family) && !anyOf(softMiddles, middle) && namesSomebody(middle, given):
		return 3
	case given != "" && anyOf(plainHighFamilies, family) && anyOf(plainHighMiddles, middle) && isPlain(given) && great == capital(run[i+2]) && (great || !capital(run[i+1])) &&
		!anyOf(plainHighWords, middle+":"+given) && !anyOf(plainFunctionWords, given):
		return 3
	case anyOf(clearFamilies, family) && anyOf(clearGivens, middle), anyOf(bareFamilies, family) && !anyOf(functionWords, middle):
		return 2
	case anyOf(clearFamilies, family) && great && capital(run[i+1]):
		return capitals(run, i)
	}
	return easternAt(run, i, at)
}

// easternAt is [highlanderAt] for names that begin with H' or Y, and for a family before them.
func easternAt(run []string, i int, at func(int) string) int {
	switch {
	case isHer(at(i)) && (anyOf(eastFamilies, at(i+1)) || i+1 < len(run) && capital(run[i]) && capital(run[i+1])):
		return 2
	case familyOf[at(i)] != 0 && isHer(at(i+1)):
		return 2
	case at(i) == "y" && anyOf(eastFamilies, at(i+2)):
		return 3
	}
	return 0
}

// noNames begin like the names of women and are those of peoples and places.
var noNames = sortedWords(`h'mông h'mong h'rê h're h'roi h'leo h'linh h'drông h'đrông h'nol h'ra h'mun`)

// isHer reports the given name of a woman of the highlands: H'Loan.
func isHer(w string) bool { return len(w) > 3 && strings.HasPrefix(w, "h'") && !anyOf(noNames, w) }

// namesSomebody reports whether two words in small letters may be a middle and a given name. Được and Như are given names
// too.
func namesSomebody(middle, given string) bool {
	return !anyOf(ordinary, middle+":"+given) && (middle == "thị" || middle == "văn" || !anyOf(functionWords, given))
}
