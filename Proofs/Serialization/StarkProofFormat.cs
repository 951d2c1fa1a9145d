using System.Collections.Immutable;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Serialization;

/// <summary>Proofs of tables as bytes: one proof has one encoding, and every length is bounded before memory is taken.</summary>
/// <remarks>
/// Header: "RSTK", the version, the program hash; then each table's log₂ height in a byte; then the rest in the order of
/// the transcript. Specification, "Proof format".
/// </remarks>
public static class StarkProofFormat
{
    /// <summary>"RSTK" in ASCII.</summary>
    private const uint Magic = 0x5253544B;

    public static byte[] Write(VerifyingKey key, StarkProof proof)
    {
        ProofWriter writer = new();
        writer.WriteUInt32(Magic);
        writer.WriteUInt16(StarkProtocol.Version);
        writer.Write(MerkleDigest.From(key.ProgramHash));
        foreach (int logHeight in proof.LogHeights)
        {
            writer.WriteByte((byte)logHeight);
        }

        writer.Write(proof.Main);
        if (proof.Auxiliary is not null)
        {
            writer.Write(proof.Auxiliary);
        }

        writer.Write(proof.BusSums.AsSpan());
        writer.Write(proof.Quotient);
        OpeningProofFormat.Write(writer, new OpeningLayout(key.Program, proof.LogHeights).PlanAtAnyPoint, proof.Opening);
        return writer.ToArray();
    }

    /// <summary>Reads a proof of the key's program.</summary>
    /// <param name="proof">The proof, when null is returned.</param>
    /// <returns>Null, or why the bytes are no such proof.</returns>
    public static ProofFailure? Read(VerifyingKey key, ReadOnlySpan<byte> bytes, out StarkProof? proof)
    {
        proof = null;
        try
        {
            ProofReader reader = new(bytes);
            ReadHeader(ref reader, key);
            ImmutableArray<int> logHeights = ReadLogHeights(ref reader, key.Program);
            for (int table = 0; table < logHeights.Length; table++)
            {
                // Before anything else is read: all further lengths follow from the heights.
                ProgramTable place = key.Program.Tables[table];
                if (logHeights[table] < place.MinLogHeight || logHeights[table] > place.MaxLogHeight)
                {
                    return new TableHeightOutOfRange(place.Table.Shape.Name, place.MinLogHeight, place.MaxLogHeight, logHeights[table]);
                }
            }

            proof = ReadBody(ref reader, key.Program, logHeights);
            reader.Finish();
            return null;
        }
        catch (ProofFormatException exception)
        {
            proof = null;
            return new MalformedProof(exception.Message);
        }
    }

    private static void ReadHeader(ref ProofReader reader, VerifyingKey key)
    {
        uint magic = reader.ReadUInt32("magic");
        ushort version = reader.ReadUInt16("version");
        if (magic != Magic || version != StarkProtocol.Version)
        {
            throw new ProofFormatException($"at byte 0: magic {magic:x8} and version {version}; {Magic:x8} and {StarkProtocol.Version} were expected");
        }

        MerkleDigest expected = MerkleDigest.From(key.ProgramHash);
        MerkleDigest actual = reader.ReadDigests(MerkleHash.Of(HashFunction.Poseidon2), 1, "program hash")[0];
        if (actual != expected)
        {
            throw new ProofFormatException($"the proof is of program {actual}, not of {expected}");
        }
    }

    private static ImmutableArray<int> ReadLogHeights(ref ProofReader reader, StarkProgram program)
    {
        int[] logHeights = new int[program.Tables.Length];
        for (int table = 0; table < logHeights.Length; table++)
        {
            logHeights[table] = reader.ReadByte("log height");
        }

        return [.. logHeights];
    }

    private static StarkProof ReadBody(ref ProofReader reader, StarkProgram program, ImmutableArray<int> logHeights)
    {
        FriParameters parameters = program.Parameters.Fri;
        MerkleHash hash = MerkleHash.Of(parameters.Hash);
        OpeningLayout layout = new(program, logHeights);
        Commitment main = reader.ReadCommitment(hash, CapHeight(parameters, layout.MainShapes), "main commitment");
        Commitment? auxiliary = program.HasBuses
            ? reader.ReadCommitment(hash, CapHeight(parameters, layout.AuxiliaryShapes), "auxiliary commitment")
            : null;
        ImmutableArray<GoldilocksCubic> sums = reader.ReadCubics(layout.Auxiliary.Length, "bus sums");
        Commitment quotient = reader.ReadCommitment(hash, CapHeight(parameters, layout.QuotientShapes), "quotient commitment");
        return new()
        {
            LogHeights = logHeights,
            Main = main,
            Auxiliary = auxiliary,
            BusSums = sums,
            Quotient = quotient,
            Opening = OpeningProofFormat.Read(ref reader, layout.PlanAtAnyPoint, layout.PointCounts),
        };
    }

    private static int CapHeight(FriParameters parameters, IReadOnlyList<MatrixShape> shapes) =>
        OpeningPlan.TreeShapeOf(parameters, shapes).CapHeight;
}
