using System.Numerics;
using System.Text.Json;
using Rollup.Crypto;
using Rollup.Protocol.Tests.Vectors;

namespace Rollup.Protocol.Tests.Batches;

public sealed class CommitmentTests
{
    private static readonly JsonElement File = VectorFile.Load("batch.json");

    [Fact]
    public void Commitments_are_those_of_the_reference()
    {
        foreach (JsonElement c in File.Items("cases"))
        {
            BatchCommitments commitments = Commit(c);
            Assert.Equal(c.Digest("c"), commitments.C);
            Assert.Equal(c.Text("d"), commitments.D.ToString());
            Assert.Equal(c.Scalar("z"), commitments.Z);
            Assert.Equal(c.Scalar("y"), commitments.Y);
        }
    }

    [Fact]
    public void Evaluations_are_those_of_the_reference()
    {
        Assert.Equal(File.Bytes("modulus"), BlsScalar.Modulus.ToByteArray(isUnsigned: true, isBigEndian: true));
        foreach (JsonElement c in File.Items("evaluations"))
        {
            foreach (JsonElement point in c.Items("points"))
            {
                Assert.Equal(point.Scalar("y"), BatchCommitments.ComputeY(c.Bytes("data"), point.Scalar("z")));
            }
        }
    }

    [Fact]
    public void Evaluations_of_random_data_are_those_of_plain_integers()
    {
        const int seed = 77;
        var random = new Random(seed);
        for (int round = 0; round < 50; round++)
        {
            byte[] data = new byte[21 * random.Next(1, 200)];
            random.NextBytes(data);
            byte[] bytes = new byte[40];
            random.NextBytes(bytes);
            BlsScalar z = round switch { 0 => BlsScalar.From(BlsScalar.Modulus - 1), 1 => BlsScalar.From(1), _ => BlsScalar.Reduce(bytes) };
            BigInteger expected = 1;
            for (int i = 0; i < data.Length; i += 21)
            {
                expected = (expected * z.ToBigInteger() + new BigInteger(data.AsSpan(i, 21), isUnsigned: true, isBigEndian: true)) % BlsScalar.Modulus;
            }

            Assert.True(expected == BatchCommitments.ComputeY(data, z).ToBigInteger(), $"seed {seed}, round {round}");
        }
    }

    [Fact]
    public void A_leading_zero_slot_changes_the_value()
    {
        BlsScalar z = BlsScalar.From(12345);
        byte[] slot = [1, .. new byte[20]];
        Assert.NotEqual(BatchCommitments.ComputeY(slot, z), BatchCommitments.ComputeY([.. new byte[21], .. slot], z));
    }

    [Fact]
    public void C_depends_on_every_byte_of_public_data_and_on_every_id()
    {
        JsonElement c = File.Items("cases").Last();
        (Operation[] operations, OperationId[] ids, byte[] data) = Batch(c);
        Digest expected = BatchCommitments.ComputeC(operations, ids, data);
        for (int i = 0; i < data.Length; i++)
        {
            data[i] ^= 1;
            Assert.NotEqual(expected, BatchCommitments.ComputeC(operations, ids, data));
            data[i] ^= 1;
        }

        for (int i = 0; i < ids.Length; i++)
        {
            OperationId kept = ids[i];
            ids[i] = new(new Digest(9, 9, 9, 9));
            Assert.Equal(operations[i].IsSigned, expected != BatchCommitments.ComputeC(operations, ids, data));
            ids[i] = kept;
        }
    }

    [Fact]
    public void Z_depends_on_C_D_and_the_number()
    {
        var (d, c) = (new Bytes32(Enumerable.Range(1, 32).Select(i => (byte)i).ToArray()), new Digest(1, 2, 3, 4));
        BlsScalar[] points =
        [
            BatchCommitments.ComputeZ(d, c, new(1)),
            BatchCommitments.ComputeZ(d, c, new(2)),
            BatchCommitments.ComputeZ(d, new(1, 2, 3, 5), new(1)),
            BatchCommitments.ComputeZ(default, c, new(1)),
        ];
        Assert.Equal(points.Length, points.Distinct().Count());
    }

    [Fact]
    public void Running_digests_are_those_of_the_reference()
    {
        foreach (JsonElement c in VectorFile.Load("digest.json").Items("cases"))
        {
            ChainContext context = c.Context();
            Assert.Equal(c.Digest("genesisRoot"), GenesisState.Root.Value);
            Digest digest = RunningDigest.Start(context, GenesisState.Root);
            Assert.Equal(c.Digest("start"), digest);
            foreach (JsonElement step in c.Items("steps"))
            {
                var header = new BatchHeader(
                    new(step.U64("number")), step.U64("timestamp"), new(step.Digest("newRoot")), step.Digest("c"), step.Scalar("z"), step.Scalar("y"));
                digest = RunningDigest.Next(digest, context, header);
                Assert.Equal(step.Digest("digest"), digest);
            }
        }
    }

    private static BatchCommitments Commit(JsonElement c)
    {
        (Operation[] operations, OperationId[] ids, byte[] data) = Batch(c);
        Assert.Equal(c.Bytes("publicData"), data);
        return BatchCommitments.Of(new(c.U64("number")), operations, ids, data);
    }

    private static (Operation[] Operations, OperationId[] Ids, byte[] Data) Batch(JsonElement c)
    {
        Operation[] operations = [.. c.Items("operations").Select(o => o.Operation())];
        OperationId[] ids =
        [
            .. operations.Select(o => o switch
            {
                Transfer t => t.Intent.IdIn(c.Context()),
                Withdrawal w => w.Intent.IdIn(c.Context()),
                _ => OperationId.None,
            }),
        ];
        return (operations, ids, PublicDataSlots.Encode(operations));
    }
}
