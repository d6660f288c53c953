package ask

import "regexp"

// column is how sources, headings and addresses name where readers and citizens ask.
var column = regexp.MustCompile(`(?i)(?:hỏi\s*[-–—&,]?\s*(?:và\s+)?đáp|(?:bạn đọc|người dân|cử tri|bà con|công dân|độc giả)\s+(?:hỏi|thắc mắc)|thư bạn đọc|hộp thư|/(?:hoi-dap|hoi-va-dap|ban-doc-hoi|thu-ban-doc)(?:[/.-]|$))`)

// OfPeople reports whether questions in an article are those of people: it stands in a column for them or says that they
// ask. A question that an article puts itself is its way of telling.
func OfPeople(house, title, link string) bool {
	return column.MatchString(house) || column.MatchString(title) || column.MatchString(link)
}
