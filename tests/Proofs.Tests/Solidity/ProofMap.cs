using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;

namespace Rollup.Proofs.Tests.Solidity;

/// <summary>A part of a proof's bytes.</summary>
/// <param name="ItemLength">Bytes of one element, digest, row or count.</param>
internal sealed record ProofPart(string Name, PartKind Kind, int Start, int Length, int ItemLength);

internal enum PartKind
{
    Header,
    Digests,
    Elements,
    Count,
}

/// <summary>Where the parts of a proof are, found as the specification's sections 8 and 11 say.</summary>
internal sealed class ProofMap
{
    private const int Element = 8, Cubic = 24, Digest = 32, CountLength = 4;

    private readonly List<ProofPart> _parts = [];
    private readonly byte[] _bytes;
    private int _position;

    private ProofMap(byte[] bytes) => _bytes = bytes;

    /// <summary>The parts of a proof whose program fixes all heights.</summary>
    public static IReadOnlyList<ProofPart> Of(VerifyingKey key, byte[] bytes) =>
        Of(key, [.. key.Program.Tables.Select(table => table.MinLogHeight)], bytes);

    public static IReadOnlyList<ProofPart> Of(VerifyingKey key, IReadOnlyList<int> logHeights, byte[] bytes)
    {
        ProofMap map = new(bytes);
        map.Read(key, logHeights);
        Assert.Equal(bytes.Length, map._position);
        return map._parts;
    }

    private void Read(VerifyingKey key, IReadOnlyList<int> logHeights)
    {
        FriParameters fri = key.Program.Parameters.Fri;
        OpeningLayout layout = new(key.Program, logHeights);
        OpeningPlan plan = layout.PlanAtAnyPoint;
        Take("magic", PartKind.Header, 4, 4);
        Take("version", PartKind.Header, 2, 2);
        Take("program hash", PartKind.Header, 32, 32);
        Take("heights", PartKind.Header, key.Program.Tables.Length, 1);
        Take("main commitment", PartKind.Digests, Digest << plan.Trees[layout.MainRound].CapHeight, Digest);
        if (key.Program.HasBuses)
        {
            Take("auxiliary commitment", PartKind.Digests, Digest << plan.Trees[layout.AuxiliaryRound].CapHeight, Digest);
            Take("bus sums", PartKind.Elements, Cubic * layout.Auxiliary.Length, Element);
        }

        Take("quotient commitment", PartKind.Digests, Digest << plan.Trees[layout.QuotientRound].CapHeight, Digest);
        Take("opened values", PartKind.Elements, Cubic * (int)layout.OpeningCount, Element);
        foreach ((int index, FoldingRound round) in plan.Schedule.Rounds.Index())
        {
            Take($"commitment of layer {index}", PartKind.Digests, Digest << OpeningPlan.LayerShapeOf(fri, round).CapHeight, Digest);
        }

        Take("final polynomial", PartKind.Elements, Cubic << plan.Schedule.LogFinalLength, Element);
        Take("nonces", PartKind.Elements, Element * NonceChecker.CountFor(fri, plan.Schedule), Element);
        foreach ((int round, TreeShape tree) in plan.Trees.Index())
        {
            foreach (TreeLevel level in tree.Levels)
            {
                TakeList($"rows of round {round}, height {level.LogRowCount}", PartKind.Elements, Element * level.Width);
            }

            TakeList($"siblings of round {round}", PartKind.Digests, Digest);
        }

        for (int layer = 0; layer < plan.Schedule.Rounds.Length; layer++)
        {
            TakeList($"coefficients of layer {layer}", PartKind.Elements, Cubic);
            TakeList($"siblings of layer {layer}", PartKind.Digests, Digest);
        }
    }

    private void TakeList(string name, PartKind kind, int itemLength)
    {
        int count = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(_bytes.AsSpan(_position));
        Take($"count of {name}", PartKind.Count, CountLength, CountLength);
        Take(name, kind, count * itemLength, itemLength);
    }

    private void Take(string name, PartKind kind, int length, int itemLength)
    {
        _parts.Add(new(name, kind, _position, length, itemLength));
        _position += length;
    }
}
