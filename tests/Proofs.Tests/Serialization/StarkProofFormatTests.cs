using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Serialization;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Transforms;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.Serialization;

public sealed class StarkProofFormatTests
{
    private const int HeaderLength = 4 + 2 + 32;

    private static readonly Lazy<(ExampleStatement Statement, VerifyingKey Key, byte[] Bytes)> RangeCheck = new(() => Make("range-check"));

    public static TheoryData<string, HashFunction> Examples
    {
        get
        {
            TheoryData<string, HashFunction> data = [];
            foreach (string name in ExampleStatement.Names)
            {
                data.Add(name, HashFunction.Poseidon2);
                data.Add(name, HashFunction.Keccak256);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void What_is_read_back_is_accepted_and_written_to_the_same_bytes(string name, HashFunction hash)
    {
        (ExampleStatement statement, VerifyingKey key, byte[] bytes) = Make(name, hash);
        Assert.Null(StarkProofFormat.Read(key, bytes, out StarkProof? proof));
        Assert.Null(new StarkVerifier(key).Verify(statement.PublicValues, proof!));
        Assert.Equal(bytes, StarkProofFormat.Write(key, proof!));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_vector_path_and_thread_count_gives_the_same_bytes(VectorPath path, int threads)
    {
        foreach (string name in ExampleStatement.Names)
        {
            Assert.Equal(Make(name).Bytes, Make(name, workers: new(threads, path)).Bytes);
        }
    }

    public static TheoryData<VectorPath, int> Paths()
    {
        TheoryData<VectorPath, int> data = [];
        foreach (VectorPath path in VectorPaths.Supported)
        {
            data.Add(path, 1);
            data.Add(path, 3);
        }

        return data;
    }

    [Fact]
    [Trait("Plan", "V04")]
    public void A_proof_cut_short_anywhere_is_malformed()
    {
        (ExampleStatement _, VerifyingKey key, byte[] bytes) = RangeCheck.Value;
        for (int length = 0; length < bytes.Length; length += Math.Max(1, length / 50))
        {
            Assert.IsType<MalformedProof>(StarkProofFormat.Read(key, bytes.AsSpan(0, length), out _));
        }
    }

    [Fact]
    [Trait("Plan", "V04")]
    public void A_trailing_byte_is_refused()
    {
        (ExampleStatement _, VerifyingKey key, byte[] bytes) = RangeCheck.Value;
        MalformedProof failure = Assert.IsType<MalformedProof>(StarkProofFormat.Read(key, [.. bytes, 0], out _));
        Assert.Contains("1 bytes follow", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Plan", "V05")]
    public void A_field_element_that_is_not_below_the_modulus_is_refused_wherever_it_stands()
    {
        (ExampleStatement _, VerifyingKey key, byte[] bytes) = RangeCheck.Value;
        int refused = 0;
        for (int offset = HeaderLength + 2; offset + 8 <= bytes.Length; offset += 8)
        {
            byte[] changed = [.. bytes];
            changed.AsSpan(offset, 8).Fill(0xFF);
            Assert.IsType<MalformedProof>(StarkProofFormat.Read(key, changed, out _));
            refused++;
        }

        Assert.True(refused > 300, $"only {refused} words were tried");
    }

    [Fact]
    public void A_proof_of_another_program_is_refused_by_its_program_hash()
    {
        (ExampleStatement _, VerifyingKey key, byte[] bytes) = Make("fifth-power");
        MalformedProof failure = Assert.IsType<MalformedProof>(StarkProofFormat.Read(RangeCheck.Value.Key, bytes, out _));
        Assert.Contains("the proof is of program", failure.Reason, StringComparison.Ordinal);
        Assert.NotEqual(key.ProgramHash, RangeCheck.Value.Key.ProgramHash);
    }

    [Fact]
    public void Another_version_is_refused()
    {
        (ExampleStatement _, VerifyingKey key, byte[] bytes) = RangeCheck.Value;
        byte[] changed = [.. bytes];
        changed[5]++;
        Assert.IsType<MalformedProof>(StarkProofFormat.Read(key, changed, out _));
    }

    [Fact]
    public void A_height_beyond_the_program_is_refused_before_lengths_are_computed_from_it()
    {
        (ExampleStatement _, VerifyingKey key, byte[] bytes) = RangeCheck.Value;
        byte[] changed = [.. bytes];
        changed[HeaderLength] = 200;
        Assert.Equal(
            new TableHeightOutOfRange("limbs", 0, ProgramTable.DefaultMaxLogHeight, 200), StarkProofFormat.Read(key, changed, out _));
    }

    [Fact]
    public void A_huge_count_is_refused_before_memory_is_taken()
    {
        (ExampleStatement _, VerifyingKey key, byte[] bytes) = RangeCheck.Value;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int offset = HeaderLength + 2; offset + 4 <= bytes.Length; offset += 4)
        {
            byte[] changed = [.. bytes];
            changed.AsSpan(offset, 4).Fill(0xFF);
            _ = StarkProofFormat.Read(key, changed, out _);
        }

        long perRead = (GC.GetAllocatedBytesForCurrentThread() - before) / (bytes.Length / 4);
        Assert.True(perRead < 16 * bytes.Length, $"{perRead} bytes allocated per read of a proof of {bytes.Length} bytes");
    }

    private static (ExampleStatement Statement, VerifyingKey Key, byte[] Bytes) Make(
        string name, HashFunction hash = HashFunction.Poseidon2, Workers? workers = null)
    {
        ExampleStatement statement = ExampleStatement.Create(name, TestParameters.Quick(hash: hash));
        (VerifyingKey key, StarkProof proof) = statement.Prove(workers);
        return (statement, key, StarkProofFormat.Write(key, proof));
    }
}
