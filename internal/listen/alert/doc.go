// Package alert says when more is written about a topic than is usual, and lets officers judge it.
//
// A [Series] is a topic, in all or in one class of source or one area. Each has a [Watch] that learns whole hours
// and looks at the running hours whenever items arrive ([Service.Look]); what stands out becomes an [Alert], one for
// an episode. A story that spreads further than stories of its topic do is an alert too; a wave without a story in
// it needs far greater odds. How much is heard of everything ([Pulse]) is taken into account, so that Tết, an outage
// or the flood of one house is no wave. An alert is stored in a transaction of its own, and its key is made of the
// topic and of the hour in which the episode began: several processes, a restart or a replay raise nothing twice.
// Items that come long after they were published count in the past and never raise anything.
//
// Alerts go to a [Board]: some topics, some people, at most so many alerts a day, the strongest first, nobody in
// quiet hours, a stand-in when all are away. What officers say of closed alerts moves the bar of a topic
// ([Service.bar]). What leads from an alert to a case is title, topic and count, nothing else.
//
// What people ask while nothing official is said is a gap ([Service.LookForGaps]): stored beside alerts and judged like
// them, it alarms nobody and ends by itself.
//
// Tables: listen_alert, listen_gap, listen_watch, listen_tales, listen_board, listen_board_topic, listen_board_person,
// listen_board_alert, listen_forecast.
package alert
