// Package chart draws numbers over time as SVG: a line with what is usual, waves and a forecast ([Plot]), a small
// line for a table ([Spark]), shares of tone ([Tones]). Nothing needs a script or a style attribute; every chart
// has a title, a sentence for those who cannot see it, and its numbers as a table.
package chart
