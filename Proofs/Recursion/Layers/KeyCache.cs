using System.Security.Cryptography;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Recursion.Layers;

/// <summary>Commitments to the preprocessed columns of circuits, kept on disk: a verifying key then takes no extension and no tree.</summary>
/// <remarks>
/// A file is named by what it commits to: SHA-256 of the program's shape and of all preprocessed cells. A proving key computes
/// the commitment again, and must not differ from the file. A verifying key does not: whoever can write the directory chooses
/// it, so who verifies for others takes no cache, or compares the program hash with one they know.
/// </remarks>
/// <param name="directory">Null keeps nothing.</param>
public sealed class KeyCache(string? directory)
{
    public static KeyCache None { get; } = new(directory: null);

    /// <summary>What the commitment to these columns of this program is filed under.</summary>
    public static unsafe string NameOf(StarkProgram program, IReadOnlyList<NativeMatrix> preprocessed)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> shape = stackalloc byte[MerkleDigest.ByteCount];
        MerkleDigest.From(ProgramHash.OfShape(program)).Write(shape);
        hash.AppendData(shape);
        foreach (NativeMatrix matrix in preprocessed)
        {
            for (int panel = 0; panel < matrix.PanelCount; panel++)
            {
                hash.AppendData(new ReadOnlySpan<byte>(matrix.Panel(panel), checked((int)matrix.PanelLength * sizeof(ulong))));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The commitment, if it is known: trees of circuits have one root.</summary>
    public Commitment? Find(string name)
    {
        if (directory is null || !File.Exists(Path.Combine(directory, name)))
        {
            return null;
        }

        byte[] bytes = File.ReadAllBytes(Path.Combine(directory, name));
        return bytes.Length == MerkleDigest.ByteCount ? new Commitment([MerkleDigest.Read(bytes)]) : null;
    }

    public void Keep(string name, Commitment commitment)
    {
        if (directory is null)
        {
            return;
        }

        byte[] bytes = new byte[MerkleDigest.ByteCount];
        commitment.Cap[0].Write(bytes);
        Directory.CreateDirectory(directory);
        string unfinished = Path.Combine(directory, $"{name}.{Environment.ProcessId}");
        File.WriteAllBytes(unfinished, bytes);
        File.Move(unfinished, Path.Combine(directory, name), overwrite: true);
    }
}
