// Package trend watches numbers that arrive over time: what is usual, what stands out, what comes next.
//
// It works on a [Series]: counts of mentions by the hour, weekly cases, or any measured value, read with
// [ReadCSV] or made by hand.
//
// What is usual is a [Baseline], what stands out is said by a [Detector] one value at a time, or by [Detect]
// for a whole series; [Burst.Explain] puts it into a Vietnamese and an English sentence. [ChangePoints]
// finds where a level became another, [Outbreaks] judges weekly counts.
//
// The package is pure: values in, values out. It reads no clock and no file, holidays are handed in as
// plain dates, and the same input always gives the same output. Hours and days are those of Việt Nam
// (UTC+7, no daylight saving).
package trend
