using Rollup.Sequencer.Hosting;

namespace Rollup.Sequencer.Node;

/// <summary>One process that serves a rollup on the embedded log.</summary>
public sealed record NodeOptions
{
    public required SequencerOptions Sequencer { get; init; }

    public required string DataDirectory { get; init; }

    /// <summary>Where the high-water mark is kept; null: in the data directory.</summary>
    public string? MarkPath { get; init; }

    public HttpServerOptions Http { get; init; } = new();
}
