package app

// listenCommands read what is written about the province; a line for each command, in the order of their use.
type listenCommands struct {
	Parse listenParseCommand `cmd:"" help:"Đọc một tệp nguồn tin (RSS, Atom, JSON Feed, sơ đồ trang tin) và in các mục của nó (không cần cơ sở dữ liệu)."`
}
