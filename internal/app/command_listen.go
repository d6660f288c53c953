package app

// listenCommands are the commands of listening.
type listenCommands struct {
	Parse   listenParseCommand   `cmd:"" help:"Đọc một tệp nguồn tin (RSS, Atom, JSON Feed, sơ đồ trang tin) và in các mục của nó (không cần cơ sở dữ liệu)."`
	Robots  listenRobotsCommand  `cmd:"" help:"Cho biết tệp robots.txt có cho phép tải một địa chỉ hay không: in allow hoặc deny (không cần cơ sở dữ liệu)."`
	Extract listenExtractCommand `cmd:"" help:"Lấy tiêu đề, ngày đăng và nội dung bài viết từ một trang web đã lưu; in {\"title\",\"published\",\"text\"} (không cần cơ sở dữ liệu)."`
	Fetch   listenFetchCommand   `cmd:"" help:"Tải một địa chỉ đúng như máy chủ sẽ tải (robots.txt, khoảng nghỉ, giới hạn) và cho biết kết quả (không cần cơ sở dữ liệu)."`
	Ingest  listenIngestCommand  `cmd:"" help:"Nạp tin từ tệp vào thư mục dữ liệu: nguồn tin (RSS, Atom, JSON Feed), trang HTML, NDJSON."`
	Stats   listenStatsCommand   `cmd:"" help:"Số liệu của phần nghe: nguồn, tin, dòng sự việc."`
	Topics  listenTopicsCommands `cmd:"" help:"Chủ đề theo dõi."`
}
