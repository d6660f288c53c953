// Package ask tells whether somebody asks: whether a text in Vietnamese, as people write on social networks, holds a
// question that an authority could answer.
//
// It knows words and where they stand, nothing of the matter: words that ask (bao giờ, ở đâu, thế nào), ends that ask
// (không ạ, chưa, phải không), openings that ask (cho hỏi, ai biết), and what takes that away again: the same words
// in "ai cũng biết", "khi nào có nước tôi sẽ báo", "không biết đâu mà lần", and questions that expect no answer
// ("khác gì cái ao?"). A question mark asks unless it belongs to an address or to such a question. Text without
// diacritics and the short forms of chats are read as well, with fewer words where several would fall together.
//
// Nothing is kept and nothing is learnt: what leaves the package is one bit.
package ask
