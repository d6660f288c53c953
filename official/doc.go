// Package official reads and writes the papers of Vietnamese offices. It is pure: values in, values out.
//
// [ReadPlan] takes the lines and cells of a plan, a letter of assignment, a decision or a notice and proposes
// its tasks, each field with the place where it was read, the reason and a confidence; what it did not
// understand is listed, never dropped. [WriteDOCX] and [WritePDF] write a [Report] in the layout of Decree
// 30/2020/NĐ-CP, with numbers that can be read back and compared; [WriteICS] writes a calendar.
// An [OfflineForm] is written as a workbook or a document, filled in anywhere and read back: every answer is taken
// as it stands or said to be in trouble.
package official
