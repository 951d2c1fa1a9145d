using Rollup.Crypto.Curve;
using Rollup.Crypto.Signatures;
using Rollup.Crypto.Tests.Curve;
using Xunit.Abstractions;

namespace Rollup.Crypto.Tests.Signatures;

public sealed class BatchTests(ITestOutputHelper output)
{
    private const int Seed = 8201;

    public static TheoryData<VectorPath> Paths => [.. VectorPaths.Supported];

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_batch_of_any_length_finds_exactly_the_bad_signatures(VectorPath path)
    {
        SecretKey key = SignatureSamples.Key(8);
        SignatureCheck[] checks = [.. Enumerable.Range(0, 70).Select(i => Check(key, (ulong)i, isValid: i % 5 != 3))];
        for (int length = 0; length <= checks.Length; length += length < 20 ? 1 : 5)
        {
            bool[] results = new bool[length];
            bool all = Schnorr.VerifyBatch(checks.AsSpan(0, length), results, path);

            Assert.Equal([.. Enumerable.Range(0, length).Select(i => i % 5 != 3)], results);
            Assert.Equal(!results.Contains(false), all);
        }
    }

    [Fact]
    public void Results_of_another_length_are_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Schnorr.VerifyBatch(new SignatureCheck[2], new bool[3]));

    [Theory]
    [MemberData(nameof(Paths))]
    [Trait("Plan", "S13")]
    public void Batch_and_single_verification_agree(VectorPath path) => Compare(count: 1500, path);

    /// <summary>G13's long form: a million, three quarters of them bad in some way.</summary>
    [Fact]
    [Trait("Plan", "S13")]
    [Trait("Campaign", "signatures")]
    public void Batch_and_single_verification_agree_on_a_million() => Compare(count: 1_000_000, VectorPaths.Active);

    private void Compare(int count, VectorPath path)
    {
        Random random = new(Seed);
        SecretKey[] keys = [.. Enumerable.Range(10, 16).Select(SignatureSamples.Key)];
        int[] accepted = new int[(int)Kind.Count], refused = new int[(int)Kind.Count];
        for (int done = 0; done < count;)
        {
            (SignatureCheck Check, Kind Kind)[] cases = [.. Enumerable.Range(0, random.Next(1, 100)).Select(_ => Next(random, keys))];
            bool[] results = new bool[cases.Length];
            bool all = Schnorr.VerifyBatch([.. cases.Select(c => c.Check)], results, path);
            Assert.Equal(!results.Contains(false), all);
            for (int i = 0; i < cases.Length; i++)
            {
                ((SignatureCheck check, Kind kind), bool batch) = (cases[i], results[i]);
                bool single = Schnorr.Verify(check.Key, check.Message, check.Signature);
                Assert.True(batch == single, $"seed {Seed}, {kind}: batch {batch}, single {single}: {check}");
                Assert.True(single == kind is Kind.Honest or Kind.EdgeKey or Kind.EdgeMessage, $"seed {Seed}: {kind} was {(single ? "accepted" : "refused")}: {check}");
                (single ? accepted : refused)[(int)kind]++;
            }

            done += cases.Length;
        }

        for (Kind kind = Kind.Honest; kind < Kind.Count; kind++)
        {
            output.WriteLine($"{kind}: {accepted[(int)kind]} accepted, {refused[(int)kind]} refused");
            Assert.NotEqual(0, accepted[(int)kind] + refused[(int)kind]);
        }
    }

    private static (SignatureCheck Check, Kind Kind) Next(Random random, SecretKey[] keys)
    {
        Kind kind = (Kind)random.Next((int)Kind.Count);
        SecretKey signer = kind == Kind.EdgeKey ? EdgeKey(random) : keys[random.Next(keys.Length)];
        Digest message = kind == Kind.EdgeMessage ? EdgeMessage(random) : SignatureSamples.NextMessage(random);
        Signature honest = Schnorr.Sign(signer, message);
        (GoldilocksQuintic r, Scalar s) = (honest.R, honest.S);
        PublicKey key = signer.PublicKey;
        switch (kind)
        {
            case Kind.OtherKey: key = SecretKey.FromSeed([.. honest.ToBytes()[..64]]).PublicKey; break;
            case Kind.OtherMessage: message = new(message.E0 + 1, message.E1, message.E2, message.E3); break;
            case Kind.NegatedR: r = -r; break;
            case Kind.NegatedS: s = -s; break;
            case Kind.EdgeS: s = CurveSamples.ToScalar(CurveSamples.EdgeScalars[random.Next(1, CurveSamples.EdgeScalars.Length)]); break;
            case Kind.RandomR: r = CurveSamples.NextElement(random) + Goldilocks.One; break; // undecodable in one of two cases
            case Kind.SmallR: r = new Goldilocks((ulong)random.Next(1, 9)); break;
            case Kind.ChangedR: r += new GoldilocksQuintic(0, 0, 0, 0, 1); break;
            case Kind.NeutralCommitment: s = new Scalar(Schnorr.Challenge(r, key, message)) * signer.Scalar; break;
            default: break;
        }

        // No honest relative of these is zero in either part; if one ever were, the honest signature stands in.
        return Signature.TryCreate(r, s, out Signature? signature, out _) ? (new(key, message, signature), kind) : (new(key, message, honest), Kind.Honest);
    }

    private static SecretKey EdgeKey(Random random)
    {
        Scalar scalar = CurveSamples.ToScalar(CurveSamples.EdgeScalars[random.Next(1, CurveSamples.EdgeScalars.Length)]);
        byte[] bytes = new byte[SecretKey.ByteCount];
        scalar.Write(bytes);
        Assert.True(SecretKey.TryRead(bytes, out SecretKey? key));
        return key;
    }

    private static Digest EdgeMessage(Random random)
    {
        Goldilocks Edge() => Samples.Edges[random.Next(Samples.Edges.Length)];
        return new(Edge(), Edge(), Edge(), Edge());
    }

    private static SignatureCheck Check(SecretKey key, ulong i, bool isValid)
    {
        Digest message = new(i, 0, 0, 0);
        return new(key.PublicKey, isValid ? message : new(i, 1, 0, 0), Schnorr.Sign(key, message));
    }

    private enum Kind
    {
        Honest, EdgeKey, EdgeMessage, OtherKey, OtherMessage, NegatedR, NegatedS, EdgeS, RandomR, SmallR, ChangedR, NeutralCommitment, Count,
    }
}
