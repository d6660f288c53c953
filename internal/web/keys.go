package web

// shortcut is one line of the keyboard help; Does is a marked text.
type shortcut struct {
	Keys []string
	Does string
}

// fixedKeys work on every page; the ones after g come from the menu.
var fixedKeys = []shortcut{
	{[]string{"/"}, Mark("Tìm")},
	{[]string{"?"}, Mark("Bảng phím tắt")},
	{[]string{"j", "k"}, Mark("Dòng dưới, dòng trên")},
	{[]string{"x"}, Mark("Chọn hoặc bỏ chọn dòng")},
	{[]string{"Enter"}, Mark("Mở dòng")},
	{[]string{"e"}, Mark("Sửa")},
	{[]string{"n"}, Mark("Tạo mới")},
	{[]string{"Ctrl", "Enter"}, Mark("Gửi biểu mẫu đang mở")},
	{[]string{"Esc"}, Mark("Đóng bảng, đóng danh mục")},
}
