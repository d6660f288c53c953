// Package demo fills an empty house with the fictional province An Bình, so that somebody who looks at the
// product for the first time finds it lived in: units and people, three plans read from documents in three
// layouts, tasks in every state, ten months of history. Everything goes through the services that officers
// use, at the instants at which it is said to have happened; only the clock is moved. All names are
// invented. The same day gives the same province.
//
// It owns no tables.
package demo
