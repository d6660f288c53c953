package app

type trendCommands struct {
	Detect   trendDetectCommand   `cmd:"" help:"Chấm mức bất thường của từng giá trị, chỉ biết những giá trị trước nó."`
	Forecast trendForecastCommand `cmd:"" help:"Dự báo các giá trị tiếp theo, với khoảng 80 và 95 phần trăm."`
}
