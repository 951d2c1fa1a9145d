using System.Buffers.Binary;
using Rollup.Crypto;
using Rollup.Protocol.Encodings;

namespace Rollup.Protocol;

/// <summary>How a batch's proof is bound to the bytes on L1, without Keccak inside the proof.</summary>
/// <param name="C">Poseidon2 over slots and operation ids, computed inside the proof.</param>
/// <param name="D">Keccak-256 of the public data, computed by the contract.</param>
/// <param name="Z">keccak256(tag ‖ D ‖ C ‖ batch number) mod r: fixed only once C and D are.</param>
/// <param name="Y">zⁿ + Σ slotᵢ·z^(n−1−i) mod r, computed by both.</param>
public sealed record BatchCommitments(Digest C, Bytes32 D, BlsScalar Z, BlsScalar Y)
{
    /// <summary>Elements absorbed per slot: three limbs and a zero, so that slots and ids are one block of the sponge each.</summary>
    private const int ElementsPerBlock = 4;

    private static ReadOnlySpan<byte> EvaluationTag => "rollup/public-data/evaluation/v1"u8;

    /// <param name="operations">The batch in order.</param>
    /// <param name="ids">One per operation; <see cref="OperationId.None"/> where nobody signs.</param>
    /// <param name="publicData">Their public data, from <see cref="PublicDataSlots.Encode"/>.</param>
    public static BatchCommitments Of(
        BatchNumber number, IReadOnlyList<Operation> operations, IReadOnlyList<OperationId> ids, ReadOnlySpan<byte> publicData)
    {
        Digest c = ComputeC(operations, ids, publicData);
        Span<byte> d = stackalloc byte[Keccak256.ByteCount];
        Keccak256.Hash(publicData, d);
        BlsScalar z = ComputeZ(new(d), c, number);
        return new(c, new(d), z, ComputeY(publicData, z));
    }

    /// <summary>C = H(tag, blocks): per operation its slots, each as three limbs and 0, then its id where a user signed it.</summary>
    public static Digest ComputeC(IReadOnlyList<Operation> operations, IReadOnlyList<OperationId> ids, ReadOnlySpan<byte> publicData)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(ids.Count, operations.Count);
        int blocks = publicData.Length / PublicDataSlots.SlotBytes + operations.Count(o => o.IsSigned);
        var elements = new Goldilocks[blocks * ElementsPerBlock];
        int position = 0;
        for (int i = 0; i < operations.Count; i++)
        {
            for (int slot = PublicDataSlots.Count(operations[i].Kind); slot > 0; slot--)
            {
                Limbs.Split(publicData[..PublicDataSlots.SlotBytes], elements.AsSpan(position, 3));
                publicData = publicData[PublicDataSlots.SlotBytes..];
                position += ElementsPerBlock;
            }

            if (operations[i].IsSigned)
            {
                ids[i].Value.CopyTo(elements.AsSpan(position));
                position += ElementsPerBlock;
            }
        }

        return Sponge.Hash(HashTags.BatchData, elements);
    }

    /// <summary>z: Keccak-256 of 128 bytes: the tag (32 ASCII bytes), D, C as bytes32, and the number as a 32-byte integer.</summary>
    public static BlsScalar ComputeZ(Bytes32 d, Digest c, BatchNumber number)
    {
        Span<byte> message = stackalloc byte[4 * 32];
        message.Clear();
        EvaluationTag.CopyTo(message);
        d.Write(message[32..]);
        c.Write(message[64..]);
        BinaryPrimitives.WriteUInt64BigEndian(message[120..], number.Value);
        Span<byte> hash = stackalloc byte[Keccak256.ByteCount];
        Keccak256.Hash(message, hash);
        return BlsScalar.Reduce(hash);
    }

    /// <summary>y by Horner, starting from 1 so that the number of slots is bound too. A slot is a 21-byte big-endian integer.</summary>
    public static BlsScalar ComputeY(ReadOnlySpan<byte> publicData, BlsScalar z)
    {
        Span<byte> bytes = stackalloc byte[Bytes32.ByteCount];
        z.Write(bytes);
        MontgomeryScalar point = MontgomeryScalar.FromInteger(bytes);
        MontgomeryScalar value = MontgomeryScalar.One;
        for (; !publicData.IsEmpty; publicData = publicData[PublicDataSlots.SlotBytes..])
        {
            value = value * point + MontgomeryScalar.FromInteger(publicData[..PublicDataSlots.SlotBytes]);
        }

        value.WriteInteger(bytes);
        return BlsScalar.Reduce(bytes);
    }
}
