// Package listen is the duty that hears: sources, items, stories, topics, counts, search.
//
// The life of an item: bytes are fetched or handed in → package feed, extract or letter makes entries of them → the
// privacy gate (package gate) lets pass what may be kept → [Service.Receive] stores the items as waiting, in one
// transaction → the one process that holds the reader's lease understands waiting items in their order, in
// batches ([Service.ReadWaiting]): near-duplicates, stories, topics, tone, places, counts, the words for search,
// one audit line, all in one transaction that also marks them understood. Whatever is killed at whatever moment,
// nothing is lost and nothing doubled. A process that holds the lease and has nothing waiting stores and
// understands in the same transaction.
//
// Where a feed names a hub, it is asked to deliver what is new (package hub); deliveries take the same way as what is
// fetched, and fetching stays as a net under them.
//
// A social item never gets this far: [Service.Hear] counts it in memory and adds to listen_voice, whose rows are
// story × topic × tone × place × day → count, and to listen_asked where it asks something (package ask): topic × place
// × day → count. Nothing else of it is written, queued or logged.
//
// Memory is bounded by the window ([Window]). An item that is older when it is understood is compared with what was
// published in the days before it, which is read again for as long as such items come. The search index (package words) is made of sorted segments in the database that
// are merged as they grow; it is the same on both engines.
//
// Of a file that an officer handed in is known for a while what it brought, so that all of it can be taken back
// ([Service.TakeBack]).
//
// For those who build on this package:
//
//   - sources: [Service.Sources], [Service.Source], [Service.SaveSource], [Service.Fetchings];
//   - items: [Service.Item], [Service.Search], [Service.Stories], [Service.Story], [Service.Spread];
//   - topics: [Service.Topics], [Service.SaveTopic], [Service.WouldMatch];
//   - series: [Service.Hours] reads listen_hour, [Service.Volume] is what is shown of it; [Options.Changed] hears after each batch which changed;
//   - rulings of an officer: [Service.MergeStories], [Service.SplitStory];
//   - entry by hand: [Service.Receive] for press, [Service.Hear] and [Service.AddVoices] for counts.
//
// Tables: listen_source, listen_fetch, listen_fetch_event, listen_item, listen_key, listen_text, listen_print, listen_waiting,
// listen_also, listen_version, listen_story, listen_story_ruling, listen_likely, listen_topic, listen_item_topic, listen_hour,
// listen_voice, listen_asked, listen_voice_key, listen_voice_sketch, listen_voice_seen, listen_voice_estimate, listen_paraphrase,
// listen_place, listen_lease, listen_stream, listen_segment, listen_block, listen_progress, listen_work, listen_upload,
// listen_upload_item, listen_upload_voice, listen_upload_asked.
package listen
