using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Fri;
using Rollup.Proofs.Programs;
using Rollup.Proofs.Serialization;
using Rollup.Proofs.Tests.Mutations;
using Rollup.Proofs.Tests.Proving;
using Rollup.Proofs.Verifying;

namespace Rollup.Proofs.Tests.PlainVerifier;

/// <summary>A proven example before both verifiers. Only this file knows both worlds.</summary>
internal sealed class TwoVerifiers
{
    private readonly VerifyingKey _key;
    private readonly PlainProgram _program;

    private TwoVerifiers(string example, VerifyingKey key, Goldilocks[] publicValues, StarkProof proof)
    {
        (_key, PublicValues, Bytes) = (key, publicValues, StarkProofFormat.Write(key, proof));
        FriParameters fri = key.Program.Parameters.Fri;
        PlainParameters parameters = new(
            fri.Hash == HashFunction.Keccak256, fri.LogBlowup, fri.QueryCount, fri.MaxLogArity, fri.LogFinalLength, fri.QueryGrindingBits,
            fri.CommitGrindingBits, fri.CapHeight);
        int logRangeHeight = key.Program.Tables[^1].MaxLogHeight;
        PlainDigest[]? preprocessed = example is "range-check" or "entry-batch" ? PlainCommitment.Of(parameters, [.. Numbers(1 << logRangeHeight)]) : null;
        PlainTable[] tables = [.. PlainExamples.Tables(example, logRangeHeight, parameters.LogBlowup).Zip(key.Program.Tables, WithFixedHeight)];
        _program = new(parameters, tables, PlainExamples.Questions(example), PlainDigest.Of(Words(key.ShapeHash)), preprocessed);
    }

    public Goldilocks[] PublicValues { get; }

    public byte[] Bytes { get; }

    public static TwoVerifiers Of(string example, ProofParameters parameters, int logHeight) =>
        Of(example, ExampleStatement.Create(example, parameters, logHeight));

    public static TwoVerifiers Of(string example, ExampleStatement statement)
    {
        (VerifyingKey key, StarkProof proof) = statement.Prove();
        return new(example, key, statement.PublicValues, proof);
    }

    public static TwoVerifiers Of(string example, Forged forged) => new(example, forged.Key, forged.PublicValues, forged.Proof);

    /// <summary>Asserts that both verifiers come to the same verdict, and returns it.</summary>
    public PlainVerdict Judge(Goldilocks[] publicValues, byte[] bytes, string what)
    {
        ProofFailure? failure = new StarkVerifier(_key).Verify(publicValues, bytes);
        PlainVerdict plain = PlainStarkVerifier.Verify(_program, [.. publicValues.Select(value => value.Value)], bytes, out string reason);
        Assert.True(VerdictOf(failure) == plain, $"{what}: the verifier says {failure?.ToString() ?? "accepted"}, the plain one {plain} {reason}");
        return plain;
    }

    public PlainVerdict Judge() => Judge(PublicValues, Bytes, "as proven");

    /// <summary>The step that a failure of the verifier belongs to.</summary>
    public static PlainVerdict VerdictOf(ProofFailure? failure) => failure switch
    {
        null => PlainVerdict.Accepted,
        MalformedProof or TableHeightOutOfRange => PlainVerdict.Format,
        PublicValueCountMismatch => PlainVerdict.Statement,
        BusesUnbalanced or PublicMessageUndefined => PlainVerdict.Buses,
        WorkMissing => PlainVerdict.Work,
        MerkleRootMismatch or OpenedRowsMismatch or SiblingCountMismatch or CoefficientCountMismatch or LeafValueMismatch or FinalValueMismatch
            or PointInsideDomain => PlainVerdict.Opening,
        ConstraintsUnsatisfied => PlainVerdict.Constraints,
        _ => throw new InvalidOperationException($"{failure} has no counterpart in a verifier of bytes."),
    };

    /// <summary>A program may fix the heights of an example's tables, as contracts ask for.</summary>
    private static PlainTable WithFixedHeight(PlainTable table, ProgramTable place) =>
        place.MinLogHeight == place.MaxLogHeight ? table with { MaxLogHeight = place.MaxLogHeight, HasOneHeight = true } : table;

    private static IEnumerable<ulong> Numbers(int count) => Enumerable.Range(0, count).Select(number => (ulong)number);

    private static ulong[] Words(Digest digest) => [digest.E0.Value, digest.E1.Value, digest.E2.Value, digest.E3.Value];
}
