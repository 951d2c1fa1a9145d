using System.Buffers.Binary;
using Rollup.Crypto;

namespace Rollup.Proofs.Tests.Solidity;

/// <summary>A right proof, and splices that spoil it: what forge's tests read.</summary>
/// <remarks>Lists beside each other rather than a list of records: that is what forge reads without effort.</remarks>
/// <param name="What">What each splice does.</param>
/// <param name="Failure">The check that must refuse it: the error's name, the same in both verifiers.</param>
/// <param name="Target">1 to change the public values, 0 to change the proof.</param>
/// <param name="At">The first byte that is replaced.</param>
/// <param name="Removed">How many bytes are.</param>
/// <param name="Inserted">By what.</param>
internal sealed record ContractVector(
    string Program,
    string PublicValues,
    string Proof,
    string[] What,
    string[] Failure,
    int[] Target,
    int[] At,
    int[] Removed,
    string[] Inserted)
{
    public static ContractVector Of(string program, byte[] publicValues, byte[] proof, IReadOnlyList<(Splice Splice, string Failure)> spoiled) => new(
        program,
        Hex.Format(publicValues),
        Hex.Format(proof),
        [.. spoiled.Select(entry => entry.Splice.What)],
        [.. spoiled.Select(entry => entry.Failure)],
        [.. spoiled.Select(entry => entry.Splice.IsPublic ? 1 : 0)],
        [.. spoiled.Select(entry => entry.Splice.At)],
        [.. spoiled.Select(entry => entry.Splice.Removed)],
        [.. spoiled.Select(entry => Hex.Format(entry.Splice.Inserted))]);

    public static Goldilocks[] ElementsOf(byte[] bytes) =>
        [.. bytes.Chunk(sizeof(ulong)).Select(word => new Goldilocks(BinaryPrimitives.ReadUInt64BigEndian(word)))];

    public static byte[] BytesOf(IEnumerable<Goldilocks> elements)
    {
        Goldilocks[] all = [.. elements];
        byte[] bytes = new byte[sizeof(ulong) * all.Length];
        foreach ((int index, Goldilocks element) in all.Index())
        {
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(sizeof(ulong) * index), element.Value);
        }

        return bytes;
    }
}

/// <summary>Replaces bytes of a proof, or of the public values, by others.</summary>
internal sealed record Splice(string What, bool IsPublic, int At, int Removed, byte[] Inserted)
{
    public byte[] Apply(byte[] bytes) => [.. bytes[..At], .. Inserted, .. bytes[(At + Removed)..]];
}
