namespace Rollup.Sequencer.Queries;

/// <summary>Everything that can be asked without changing anything.</summary>
internal sealed record SequencerQueries(LedgerQueries Ledger, LogQueries Log, ChangeFeeds Feeds);
