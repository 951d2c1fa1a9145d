using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Recursion.Circuits;
using Rollup.Proofs.Recursion.Layers;
using Rollup.Proofs.Recursion.Machines;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Recursion.Layers;

/// <summary>What a file of the cache can and cannot do to a proof.</summary>
public sealed class KeyCacheTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"keys-{Environment.ProcessId}-{nameof(KeyCacheTests)}");

    [Fact]
    public void A_kept_key_is_found_for_the_same_circuit_and_no_other()
    {
        using CircuitProgram first = Program(1);
        first.Prepare();
        Assert.Single(Directory.GetFiles(_folder));
        using CircuitProgram again = Program(1);
        using CircuitProgram other = Program(2);
        Assert.Equal(first.Key.ProgramHash, again.Key.ProgramHash);
        Assert.NotEqual(first.Key.ProgramHash, other.Key.ProgramHash);
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
    }

    [Fact]
    public void A_file_that_says_another_commitment_is_found_out_before_anything_is_proven()
    {
        using CircuitProgram program = Program(1);
        program.Prepare();
        string file = Assert.Single(Directory.GetFiles(_folder));
        byte[] bytes = File.ReadAllBytes(file);
        bytes[7] ^= 1;
        File.WriteAllBytes(file, bytes);

        using CircuitProgram misled = Program(1);
        Assert.NotEqual(program.Key.ProgramHash, misled.Key.ProgramHash);
        Assert.Throws<InvalidOperationException>(() => misled.Prove(ReadOnlyMemory<Goldilocks>.Empty));
    }

    [Fact]
    public void A_file_that_is_cut_short_is_as_good_as_none()
    {
        using CircuitProgram program = Program(1);
        program.Prepare();
        string file = Assert.Single(Directory.GetFiles(_folder));
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);
        using CircuitProgram again = Program(1);
        Assert.Equal(program.Key.ProgramHash, again.Key.ProgramHash);
        Assert.Equal(MerkleDigest.ByteCount, new FileInfo(file).Length);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>A circuit that states that a constant is itself.</summary>
    private CircuitProgram Program(ulong constant)
    {
        CircuitBuilder builder = new(publicWordCount: 0);
        builder.Hold(builder.Node(builder.Constant(constant), builder.Constant(constant)));
        builder.Decompose(builder.Constant(constant), indexBits: 3).Finish();
        Circuit circuit = builder.Build();
        const int lanes = 2;
        WideMachine machine = new("test", Epoch.OneQuery(logBlowup: 3), TableHeights.Of(circuit, lanes), lanes, publicWordCount: 0);
        return new(circuit, machine, new KeyCache(_folder), Workers.Single);
    }
}
