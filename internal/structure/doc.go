// Package structure holds the tests that keep the house as ARCHITECTURE.md draws it: who may import whom,
// a comment for every package, a law behind every citation, a reason for every dependency.
package structure
