// Package plan turns a plan document into tracked work. An officer drops a file; the program proposes its
// tasks; the officer checks them beside the document, on one screen; confirming opens a case of package
// work for each of them. Afterwards the plan shows how its tasks stand, takes new versions of its document,
// writes the progress report and begins the plan of the next year.
//
// The life of a draft: reading → open → confirmed, or failed or dropped. What the program read stays beside
// what people made of it. The bytes of the document are kept untouched, and only after it was read and
// found to carry no mark of state secrecy.
//
// A scan is taken after the question whether it bears a mark of secrecy; its tasks are typed beside its pages,
// with what a program recognised. An exchange is a workbook of another system: open → applied or dropped;
// its rows are compared with the tasks of a plan and given back in their own columns.
//
// The life of a plan: running → closed. The life of a report: draft → issued; its numbers are frozen when
// it is made, each with its query and the codes of the cases behind it.
//
// Tables: plan, plan_version, plan_section, plan_task, plan_draft, plan_sheet, plan_exchange, plan_foreign,
// plan_report, plan_figure.
package plan
