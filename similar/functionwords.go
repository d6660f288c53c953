package similar

// functionWords carry grammar rather than news, in Vietnamese and English. The list only helps a young
// stream; later a word's own share of the items tells (see Stream.special).
var functionWords = hashes(
	"và", "của", "các", "những", "cho", "với", "trong", "tại", "về", "từ", "đến", "được", "bị", "là", "có", "không",
	"đã", "đang", "sẽ", "vẫn", "còn", "cũng", "để", "khi", "sau", "trước", "trên", "dưới", "vào", "ra", "ở", "do", "vì",
	"nên", "thì", "mà", "này", "đó", "một", "nhiều", "theo", "như", "hơn", "cùng", "nhưng", "hay", "hoặc", "phải", "rất",
	"the", "a", "an", "of", "in", "on", "at", "to", "for", "from", "by", "with", "as", "and", "or", "but", "is", "are",
	"was", "were", "be", "been", "it", "its", "this", "that", "these", "those", "he", "she", "his", "her", "they", "their",
	"we", "you", "your", "i", "my", "has", "have", "had", "will", "would", "can", "could", "not", "no", "s", "t", "after",
	"over", "into", "up", "out", "about", "than", "who", "what", "how", "why", "when", "rt", "via", "http", "https", "amp",
)
