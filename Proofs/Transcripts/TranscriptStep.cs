using System.Collections.Immutable;

namespace Rollup.Proofs.Transcripts;

public enum TranscriptAction
{
    Absorb,
    Sample,
}

/// <summary>One thing that went into a transcript or came out of it.</summary>
/// <param name="Words">Field elements, or the four words of each digest, or the sampled bits.</param>
public sealed record TranscriptStep(TranscriptAction Action, string Label, ImmutableArray<ulong> Words)
{
    public bool Equals(TranscriptStep? other) =>
        other is not null && Action == other.Action && Label == other.Label && Words.AsSpan().SequenceEqual(other.Words.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Action, Label, Words.Length);

    public override string ToString() => $"{Action} {Label}: {string.Join(' ', Words.Select(word => $"{word:x16}"))}";
}
