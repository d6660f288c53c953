package app

type trendCommands struct {
	Detect trendDetectCommand `cmd:"" help:"Chấm mức bất thường của từng giá trị, chỉ biết những giá trị trước nó."`
}
