// Package extract takes the article out of a web page: its title, the time of its publication and its text
// without menus, related links, comments, captions and advertising.
//
// The page is read once into a flat tree (tree.go), cut into blocks of running text (block.go), and every element
// is scored by how much article-like text stands below it and how close (candidate.go). Names of classes in
// Vietnamese and English, structured data (schema.org in JSON-LD and microdata, OpenGraph) and rules that an
// administrator writes for a site steer the choice; what is left inside the chosen element is cleaned block by
// block (clean.go).
//
// Bytes of any kind are read in time linear in their number; see Limits. The package touches neither network
// nor disk. Bylines are recognised so that they can be dropped; no author's name is returned.
package extract
