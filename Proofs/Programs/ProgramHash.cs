using System.Collections.Immutable;
using System.Text;
using Rollup.Crypto;
using Rollup.Proofs.Airs;
using Rollup.Proofs.Airs.Symbolic;
using Rollup.Proofs.Commitments;

namespace Rollup.Proofs.Programs;

/// <summary>The digest that stands for a program: its constraints, shapes, parameters and preprocessed columns.</summary>
/// <remarks>Specification, "Program hash".</remarks>
internal static class ProgramHash
{
    /// <summary>"program" in ASCII.</summary>
    private const ulong ProgramTag = 0x70726F6772616D;

    /// <summary>"table" in ASCII.</summary>
    private const ulong TableTag = 0x7461626C65;

    private const int BytesPerElement = 7;

    public static Digest Of(StarkProgram program, Commitment? preprocessed)
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
        IReadOnlyList<MerkleDigest> cap = preprocessed is null ? [] : preprocessed.Cap;
        elements.Add((ulong)cap.Count);
        foreach (MerkleDigest node in cap)
        {
            // In halves: a Keccak-256 digest's words need not be below p.
            foreach (ulong word in (ReadOnlySpan<ulong>)[node.W0, node.W1, node.W2, node.W3])
            {
                elements.Add(word >> 32);
                elements.Add((uint)word);
            }
        }

        return Sponge.Hash(ProgramTag, [.. elements]);
    }

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
