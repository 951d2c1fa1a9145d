using System.Collections.Immutable;
using System.Text;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Symbolic;
using Rollup.Proofs.Commitments;

namespace Rollup.Proofs.Programs;

/// <summary>The digest that stands for a program: node(shape hash, preprocessed digest).</summary>
/// <remarks>
/// The shape is everything but the cells of the preprocessed columns. Two parts, because a verifier in a circuit knows the
/// shapes that it verifies as constants, and computes with the preprocessed commitment anyway. Specification, "Program hash".
/// </remarks>
internal static class ProgramHash
{
    /// <summary>"program" in ASCII.</summary>
    private const ulong ProgramTag = 0x70726F6772616D;

    /// <summary>"preproc" in ASCII.</summary>
    private const ulong PreprocessedTag = 0x70726570726F63;

    /// <summary>"table" in ASCII.</summary>
    private const ulong TableTag = 0x7461626C65;

    private const int BytesPerElement = 7;

    /// <summary>Constraints, shapes, public messages and parameters.</summary>
    public static Digest OfShape(StarkProgram program)
    {
        List<Goldilocks> elements = [StarkProtocol.Version, .. program.Parameters.Fri.ToElements(), (ulong)program.Parameters.FloorBits];
        elements.Add((ulong)program.Tables.Length);
        foreach ((ProgramTable table, TableShape shape) in program.Tables.Zip(program.Shapes))
        {
            AddRange(elements, Of(shape));
            elements.Add((ulong)table.MinLogHeight);
            elements.Add((ulong)table.MaxLogHeight);
            elements.Add((ulong)table.PublicOffset);
        }

        AddMessages(elements, program.PublicMessages);
        return Sponge.Hash(ProgramTag, [.. elements]);
    }

    /// <summary>The root of the preprocessed commitment as field elements; zero without one.</summary>
    public static Digest OfPreprocessed(Commitment? preprocessed, HashFunction function)
    {
        if (preprocessed is null)
        {
            return default;
        }

        MerkleDigest root = preprocessed.Root(MerkleHash.Of(function));
        return function == HashFunction.Poseidon2 ? root.ToDigest() : Sponge.Hash(PreprocessedTag, Halves(root));
    }

    /// <summary>Upper and lower 32 bits of each word: a Keccak-256 digest's words need not be below p.</summary>
    private static Goldilocks[] Halves(MerkleDigest digest) =>
    [
        digest.W0 >> 32, (uint)digest.W0, digest.W1 >> 32, (uint)digest.W1, digest.W2 >> 32, (uint)digest.W2, digest.W3 >> 32, (uint)digest.W3,
    ];

    /// <summary>The digest of one table: its name, widths, expressions, constraints and messages.</summary>
    public static Digest Of(TableShape table)
    {
        AirShape air = table.Air;
        List<Goldilocks> elements = [];
        AddText(elements, air.Name);
        Add(elements, air.MainWidth, air.PreprocessedWidth, air.PublicCount, table.QuotientChunks);
        Add(elements, air.UsesNextMain ? 1 : 0, air.UsesNextPreprocessed ? 1 : 0);

        Add(elements, air.Graph.Nodes.Count);
        foreach (GraphNode node in air.Graph.Nodes)
        {
            elements.Add((ulong)node.Kind);
            elements.Add(node.Left);
            elements.Add(node.Right);
        }

        Add(elements, air.Constraints.Length);
        Add(elements, [.. air.Constraints.Select(constraint => constraint.Root)]);

        Add(elements, air.Interactions.Length);
        foreach (InteractionShape interaction in air.Interactions)
        {
            elements.Add(interaction.Bus.Id);
            elements.Add(interaction.Flow == Buses.Flow.Send ? 0UL : 1UL);
            elements.Add(interaction.Bound >> 32);
            elements.Add((uint)interaction.Bound);
            Add(elements, interaction.Multiplicity, interaction.Message.Length);
            Add(elements, interaction.Message.AsSpan());
        }

        Add(elements, table.Auxiliary.Batches.Length);
        Add(elements, [.. table.Auxiliary.Batches.Select(batch => batch.Length)]);
        return Sponge.Hash(TableTag, [.. elements]);
    }

    private static void AddMessages(List<Goldilocks> elements, ImmutableArray<PublicMessage> messages)
    {
        Add(elements, messages.Length);
        foreach (PublicMessage message in messages)
        {
            elements.Add(message.Bus.Id);
            Add(elements, message.Elements.Length);
            foreach (PublicElement element in message.Elements)
            {
                Add(elements, element.Index is null ? 0 : 1);
                elements.Add(element.Index is { } index ? (ulong)index : element.Constant);
            }
        }
    }

    /// <summary>The number of bytes, then seven bytes of UTF-8 to an element, the first byte lowest.</summary>
    private static void AddText(List<Goldilocks> elements, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Add(elements, bytes.Length);
        foreach (byte[] chunk in bytes.Chunk(BytesPerElement))
        {
            ulong word = 0;
            for (int i = chunk.Length - 1; i >= 0; i--)
            {
                word = (word << 8) | chunk[i];
            }

            elements.Add(word);
        }
    }

    private static void Add(List<Goldilocks> elements, params ReadOnlySpan<int> values)
    {
        foreach (int value in values)
        {
            elements.Add((ulong)value);
        }
    }

    private static void AddRange(List<Goldilocks> elements, Digest digest)
    {
        for (int i = 0; i < 4; i++)
        {
            elements.Add(digest[i]);
        }
    }
}
