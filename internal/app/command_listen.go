package app

// listenCommands are the commands of listening.
type listenCommands struct {
	Ingest listenIngestCommand `cmd:"" help:"Nạp tin từ tệp (nguồn tin RSS, Atom, JSON; trang HTML; NDJSON) vào thư mục dữ liệu."`
	Stats  listenStatsCommand  `cmd:"" help:"Số liệu của phần nghe: nguồn, tin, dòng sự việc."`
}
