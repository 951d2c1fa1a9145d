using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;

namespace Rollup.Proofs.Serialization;

/// <summary>Opening proofs as bytes.</summary>
/// <remarks>
/// Whatever follows from the statement has no count of its own. How many rows, siblings and leaves there are depends on
/// the query positions, so those lists begin with a count, bounded before memory is taken; the verifier then accepts
/// only the one right count. Specification, "Proof format".
/// </remarks>
internal static class OpeningProofFormat
{
    public static void Write(ProofWriter writer, OpeningPlan plan, OpeningProof proof)
    {
        foreach (ImmutableArray<GoldilocksCubic> values in proof.Opened.Values.SelectMany(round => round).SelectMany(matrix => matrix))
        {
            writer.Write(values.AsSpan());
        }

        foreach (Commitment layer in proof.Layers)
        {
            writer.Write(layer);
        }

        writer.Write(proof.FinalPolynomial.AsSpan());
        foreach (ulong nonce in proof.Nonces)
        {
            writer.WriteUInt64(nonce);
        }

        foreach ((MerkleOpening opening, TreeShape tree) in proof.RowOpenings.Zip(plan.Trees))
        {
            foreach ((ImmutableArray<Goldilocks> rows, TreeLevel level) in opening.Rows.Zip(tree.Levels))
            {
                writer.WriteUInt32((uint)(rows.Length / level.Width));
                writer.Write(rows.AsSpan());
            }

            WriteSiblings(writer, opening.Siblings);
        }

        foreach (FriLayerOpening opening in proof.LayerOpenings)
        {
            writer.WriteUInt32((uint)opening.Coefficients.Length);
            writer.Write(opening.Coefficients.AsSpan());
            WriteSiblings(writer, opening.Siblings);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote for the same plan.</summary>
    /// <param name="pointCounts">By round and matrix: at how many points it is opened.</param>
    /// <exception cref="ProofFormatException">The bytes are not such a proof.</exception>
    public static OpeningProof Read(ref ProofReader reader, OpeningPlan plan, IReadOnlyList<IReadOnlyList<int>> pointCounts)
    {
        MerkleHash hash = MerkleHash.Of(plan.Parameters.Hash);
        return new()
        {
            Opened = ReadOpened(ref reader, plan, pointCounts),
            Layers = ReadLayers(ref reader, plan, hash),
            FinalPolynomial = reader.ReadCubics(1 << plan.Schedule.LogFinalLength, "final polynomial"),
            Nonces = ReadNonces(ref reader, plan),
            RowOpenings = ReadRowOpenings(ref reader, plan, hash),
            LayerOpenings = ReadLayerOpenings(ref reader, plan, hash),
        };
    }

    private static OpenedValues ReadOpened(ref ProofReader reader, OpeningPlan plan, IReadOnlyList<IReadOnlyList<int>> pointCounts)
    {
        var rounds = ImmutableArray.CreateBuilder<ImmutableArray<ImmutableArray<ImmutableArray<GoldilocksCubic>>>>();
        for (int round = 0; round < plan.Shapes.Length; round++)
        {
            var matrices = ImmutableArray.CreateBuilder<ImmutableArray<ImmutableArray<GoldilocksCubic>>>();
            for (int matrix = 0; matrix < plan.Shapes[round].Length; matrix++)
            {
                var points = ImmutableArray.CreateBuilder<ImmutableArray<GoldilocksCubic>>();
                for (int point = 0; point < pointCounts[round][matrix]; point++)
                {
                    points.Add(reader.ReadCubics(plan.Shapes[round][matrix].PolynomialCount, "opened values"));
                }

                matrices.Add(points.ToImmutable());
            }

            rounds.Add(matrices.ToImmutable());
        }

        return new(rounds.ToImmutable());
    }

    private static ImmutableArray<Commitment> ReadLayers(ref ProofReader reader, OpeningPlan plan, MerkleHash hash)
    {
        var layers = ImmutableArray.CreateBuilder<Commitment>();
        foreach (FoldingRound round in plan.Schedule.Rounds)
        {
            layers.Add(reader.ReadCommitment(hash, OpeningPlan.LayerShapeOf(plan.Parameters, round).CapHeight, "layer"));
        }

        return layers.ToImmutable();
    }

    private static ImmutableArray<ulong> ReadNonces(ref ProofReader reader, OpeningPlan plan)
    {
        ulong[] nonces = new ulong[NonceChecker.CountFor(plan.Parameters, plan.Schedule)];
        for (int i = 0; i < nonces.Length; i++)
        {
            nonces[i] = reader.ReadElement("nonce").Value;
        }

        return [.. nonces];
    }

    private static ImmutableArray<MerkleOpening> ReadRowOpenings(ref ProofReader reader, OpeningPlan plan, MerkleHash hash)
    {
        var openings = ImmutableArray.CreateBuilder<MerkleOpening>();
        foreach (TreeShape tree in plan.Trees)
        {
            var rows = ImmutableArray.CreateBuilder<ImmutableArray<Goldilocks>>();
            foreach (TreeLevel level in tree.Levels)
            {
                int count = reader.ReadCount(plan.Parameters.QueryCount, "count of opened rows");
                rows.Add(reader.ReadElements(checked(count * level.Width), "opened rows"));
            }

            openings.Add(new(rows.ToImmutable(), ReadSiblings(ref reader, plan, hash, tree)));
        }

        return openings.ToImmutable();
    }

    private static ImmutableArray<FriLayerOpening> ReadLayerOpenings(ref ProofReader reader, OpeningPlan plan, MerkleHash hash)
    {
        var openings = ImmutableArray.CreateBuilder<FriLayerOpening>();
        foreach (FoldingRound round in plan.Schedule.Rounds)
        {
            int count = reader.ReadCount(plan.Parameters.QueryCount * (round.Arity - 1), "count of coefficients");
            ImmutableArray<GoldilocksCubic> coefficients = reader.ReadCubics(count, "coefficients");
            openings.Add(new(coefficients, ReadSiblings(ref reader, plan, hash, OpeningPlan.LayerShapeOf(plan.Parameters, round))));
        }

        return openings.ToImmutable();
    }

    private static void WriteSiblings(ProofWriter writer, ImmutableArray<MerkleDigest> siblings)
    {
        writer.WriteUInt32((uint)siblings.Length);
        writer.Write(siblings.AsSpan());
    }

    private static ImmutableArray<MerkleDigest> ReadSiblings(ref ProofReader reader, OpeningPlan plan, MerkleHash hash, TreeShape tree)
    {
        int count = reader.ReadCount(plan.Parameters.QueryCount * (tree.LogLeafCount - tree.CapHeight), "count of siblings");
        return reader.ReadDigests(hash, count, "siblings");
    }
}
