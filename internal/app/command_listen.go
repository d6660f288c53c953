package app

// listenCommands are the commands of listening.
type listenCommands struct {
	Parse   listenParseCommand    `cmd:"" help:"Đọc một tệp nguồn tin (RSS, Atom, JSON Feed, sơ đồ trang tin) và in các mục của nó (không cần cơ sở dữ liệu)."`
	Robots  listenRobotsCommand   `cmd:"" help:"Cho biết tệp robots.txt có cho phép tải một địa chỉ hay không: in allow hoặc deny (không cần cơ sở dữ liệu)."`
	Extract listenExtractCommand  `cmd:"" help:"Lấy tiêu đề, ngày đăng và nội dung bài viết từ một trang web đã lưu; in {\"title\",\"published\",\"text\"}. Có thư mục dữ liệu thì dùng quy tắc lấy bài của từng trang."`
	Fetch   listenFetchCommand    `cmd:"" help:"Tải một địa chỉ đúng như máy chủ sẽ tải (robots.txt, khoảng nghỉ, giới hạn) và cho biết kết quả (không cần cơ sở dữ liệu)."`
	Ingest  listenIngestCommand   `cmd:"" help:"Nạp tin từ tệp vào thư mục dữ liệu: nguồn tin (RSS, Atom, JSON Feed), trang HTML, NDJSON."`
	Stats   listenStatsCommand    `cmd:"" help:"Số liệu của phần nghe: nguồn, tin, dòng sự việc."`
	Digest  listenDigestCommand   `cmd:"" help:"Lập dự thảo điểm tin của một số ngày, ghi ra tệp .docx hoặc .pdf."`
	Topics  listenTopicsCommands  `cmd:"" help:"Chủ đề theo dõi."`
	Sources listenSourcesCommands `cmd:"" help:"Nguồn tin: liệt kê, thêm, danh sách OPML hoặc CSV, mã đẩy tin."`
	Replay  listenReplayCommand   `cmd:"" help:"Xếp lại dòng sự việc, chủ đề, sắc thái, số đếm và chỉ mục từ của các tin đã có; dừng giữa chừng thì lần sau làm tiếp."`
}
