// Package web is what every page stands on: the order of a request, routes with their right, forms,
// errors as pages, words in two languages, the layout and its components.
//
// A duty registers handlers that return an error ([Mux.Handle]), reads what was sent ([ReadForm]), answers
// with a component ([Render]) or a redirect ([Redirect]), and writes every word through [T], whose key is
// the Vietnamese sentence itself. Who is asking and what they may is declared here ([Asker], [Guard]) and
// implemented by auth. The order of a request is in [New].
package web
