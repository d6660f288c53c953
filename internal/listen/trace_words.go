package listen

import (
	"slices"
	"strings"
	"unicode"

	"github.com/nhipcau/nhipcau/vi"
)

// longestColumn is how many words the name of a column has at most. What is longer is a sentence.
const longestColumn = 9

// kindByWords is the kind of a column that columnsOfPosts does not name, by the words of its name: whoever makes an
// export names its columns as they like.
func kindByWords(column string) columnKind {
	words := columnWords(column)
	if len(words) == 0 || len(words) > longestColumn {
		return columnOfAny
	}
	name := " " + strings.Join(words, " ") + " "
	has := func(all []string) bool {
		return slices.ContainsFunc(all, func(p string) bool { return strings.Contains(name, " "+p+" ") })
	}
	switch {
	case has(counts):
		return columnOfCount
	case has(officers):
		return columnOfAny
	case has(persons):
		return columnOfPerson
	case has(writers):
		return columnOfWriter
	case strings.Contains(name, " nguoi ") && !strings.Contains(name, " so nguoi ") && !strings.Contains(name, " luot nguoi "):
		return columnOfPerson
	case has(newsrooms):
		return columnOfNewsroom
	case has(bulletins):
		return columnOfAny
	case has(petitions):
		return columnOfPetition
	case has(matters):
		return columnOfMatter
	}
	return columnOfAny
}

// columnWords are the words of the name of a column, folded: "authorDisplayName" has three.
func columnWords(column string) []string {
	var b strings.Builder
	lower := false
	for _, r := range column {
		if lower && unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		lower = unicode.IsLower(r)
		b.WriteRune(r)
	}
	return strings.FieldsFunc(vi.Fold(vi.Normalize(b.String())), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// Words of the names of columns, folded.
var (
	// persons say who spoke, or how to reach them.
	persons = phrases(`user, users, username, user name, owner, owner name, member, members, contributor, contributors, poster, commenter, commentator, sender, submitter, petitioner, complainant, citizen, caller, applicant,
		requester, requestor, respondent, informant, nickname, nick, nick name, handle, avatar, full name, fullname, first name, last name, surname, display name, displayname, screen name, screenname, phone, mobile,
		telephone, email, gender, birthday, date of birth, dob, posted by, created by, submitted by, sent by, reported by, commented by, asked by, raised by, logged by, said by, profile, chu the, thanh vien, cong dan, cu tri,
		ban doc, doc gia, ho ten, ho va ten, ho va ten dem, biet danh, tai khoan, chu ho, so dien thoai, dien thoai, sdt, so may, cccd, cmnd, can cuoc, nam sinh, ngay sinh, gioi tinh, trang ca nhan, ten dang nhap`)
	// officers made the list, and said nothing of what is in it.
	officers = phrases(`nguoi nhap, nguoi nhap lieu, nguoi cap nhat, nguoi tong hop, nguoi thuc hien, nguoi phu trach, nguoi duyet, nguoi bien tap, nguoi ky, nguoi lap, nguoi lap bieu, nguoi phat ngon, nguoi kiem tra, nguoi doc bao,
		nguoi diem bao, nguoi diem tin, nguoi theo doi tin, nguoi chiu trach nhiem`)
	// writers wrote: the press has them, and so have networks.
	writers = phrases(`author, authors, author name, creator, creators, writer, tac gia, ten tac gia, but danh, nguoi viet, nguoi viet bai, nguoi viet tin`)
	// counts say how many answered.
	counts = phrases(`luot thich, so thich, luot binh luan, so binh luan, so luong binh luan, tong binh luan, luot chia se, so chia se, so luong chia se, luot tuong tac, so tuong tac, tong tuong tac, luot cam xuc, luot quan tam, nguoi theo doi,
		nguoi quan tam, luot theo doi, like count, likes count, total likes, comment count, comments count, total comments, share count, shares count, total shares, reply count, replies count, reaction count, total interactions,
		total engagement, upvote, upvotes, downvotes, votes, vote count, retweets, followers, subscribers`)
	// newsrooms are what only their lists have.
	newsrooms = phrases(`chuyen muc, chuyen trang, phong vien, nha bao, toa soan, so bao, trang bao, ky bao, ten bao, dau bao, ten co quan bao chi, co quan bao chi, section, byline, reporter, journalist, newspaper, publication`)
	// bulletins speak of what the press says, and of what an office does about it.
	bulletins = phrases(`bao chi, bao phan anh, bao neu, bao dang, de xuat, y kien chi dao, dinh huong`)
	// petitions are what only they and calls to hotlines have.
	petitions = phrases(`ma phan anh, so phan anh, id phan anh, ngay phan anh, thoi gian phan anh, dia chi phan anh, dia diem phan anh, noi phan anh, kenh phan anh, tieu de phan anh, loai phan anh, trang thai phan anh, ma kien nghi,
		so kien nghi, ngay kien nghi, noi dung kien nghi, tieu de kien nghi, phan anh kien nghi, kien nghi phan anh, tiep nhan, ngay tiep nhan, khieu nai, to cao, gop y, don thu, duong day nong, hotline, tong dai, cuoc goi,
		1022, y kien nguoi dan, cau hoi cua nguoi dan, ma ho so, so phieu, petition, complaint, complaints, ticket, ticket id, helpdesk, call center, feedback, incident id, case number`)
	// matters are what petitions have, and lists of what the press says too.
	matters = phrases(`phan anh, kien nghi, y kien, cau hoi, don vi xu ly, ket qua xu ly, trang thai xu ly, han xu ly, request, inquiry`)
)

func phrases(list string) []string {
	all := strings.Split(list, ",")
	for i, p := range all {
		all[i] = strings.Join(strings.Fields(p), " ")
	}
	return all
}
