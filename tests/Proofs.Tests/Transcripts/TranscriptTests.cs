using System.Buffers.Binary;
using Rollup.Crypto;
using Rollup.Proofs.Commitments;
using Rollup.Proofs.Transcripts;
using Rollup.Proofs.Transforms;

namespace Rollup.Proofs.Tests.Transcripts;

public sealed class TranscriptTests
{
    [Fact]
    public void The_Poseidon2_transcript_is_the_duplex_sponge_of_the_specification()
    {
        Transcript transcript = Transcript.Create(HashFunction.Poseidon2);
        transcript.Absorb("five", [1, 2, 3, 4, 5]);
        transcript.Absorb("cubics", [new GoldilocksCubic(6, 7, 8), new GoldilocksCubic(9, 10, 11)]);
        transcript.Absorb("digest", new Digest(12, 13, 14, 15));
        GoldilocksCubic cubic = transcript.SampleCubic("cubic");
        transcript.Absorb("cap", new Commitment([new(16, 17, 18, 19)]));
        Goldilocks[] after = [.. Enumerable.Range(0, 3).Select(_ => transcript.SampleBase("base"))];
        int index = transcript.SampleIndex("index", 20);

        Goldilocks[] state = [0, 0, 0, 0, 0, 0, 0, 0, 0x7472616E736372, 0, 0, 0];
        Duplex(state, [1, 2, 3, 4], [5, 0, 0, 0]);
        Duplex(state, [6, 7, 8, 0], [9, 10, 11, 0]);
        Duplex(state, [12, 13, 14, 15]);
        Assert.Equal(new GoldilocksCubic(state[0], state[1], state[2]), cubic);
        Duplex(state, [16, 17, 18, 19]);
        Assert.Equal([state[0], state[4]], after[..2]);
        Duplex(state);
        Assert.Equal(state[0], after[2]);
        Assert.Equal((int)(state[4].Value % (1 << 20)), index);

        static void Duplex(Goldilocks[] state, params Goldilocks[][] words)
        {
            for (int i = 0; i < 8 && words.Length > 0; i++)
            {
                state[i] = i / 4 < words.Length ? words[i / 4][i % 4] : Goldilocks.Zero;
            }

            state[9] += (ulong)words.Length;
            Poseidon2.Permute12(state);
        }
    }

    [Fact]
    public void The_Keccak_transcript_is_the_hash_chain_of_the_specification()
    {
        Transcript transcript = Transcript.Create(HashFunction.Keccak256);
        transcript.Absorb("two", [1, 0x0203040506070809]);
        transcript.Absorb("digest", new Commitment([new(10, 11, 12, 13)]));
        Goldilocks[] sampled = [.. Enumerable.Range(0, 5).Select(_ => transcript.SampleBase("base"))];

        byte[] first = Keccak256.Hash([2, .. new byte[32], .. Words(1, 0x0203040506070809, 10, 11, 12, 13)]);
        byte[] second = Keccak256.Hash([2, .. first]);
        Goldilocks[] expected =
            [.. first.Chunk(8).Select(word => new Goldilocks(BinaryPrimitives.ReadUInt64BigEndian(word))), new(BinaryPrimitives.ReadUInt64BigEndian(second))];
        Assert.Equal(expected, sampled);

        static byte[] Words(params ulong[] words) => [.. words.SelectMany(word => BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(word)))];
    }

    [Theory]
    [InlineData(HashFunction.Poseidon2)]
    [InlineData(HashFunction.Keccak256)]
    public void Different_things_absorbed_give_different_samples(HashFunction function)
    {
        Action<Transcript>[] steps =
        [
            _ => { },
            t => t.Absorb("", Goldilocks.Zero),
            t => t.Absorb("", new Goldilocks[5]),
            t => t.Absorb("", Goldilocks.One),
            t => t.Absorb("", [0, 1]),
            t => t.Absorb("", [1, 2, 3]),
            t => t.Absorb("", [1, 2, 3, 4, 5]),
            t => t.Absorb("", [new GoldilocksCubic(1, 2, 3), new GoldilocksCubic(4, 5, 0)]),
            t => t.Absorb("", new Digest(1, 2, 3, 4)),
            t => { t.Absorb("", new Digest(1, 2, 3, 4)); t.Absorb("", Goldilocks.Zero); },
            t => t.SampleBase(""),
            t => { t.Absorb("", Goldilocks.One); t.SampleBase(""); },
            t => { t.Absorb("", Goldilocks.One); t.SampleBase(""); t.Absorb("", Goldilocks.Zero); },
        ];

        Goldilocks[] samples = [.. steps.Select(step =>
        {
            Transcript transcript = Transcript.Create(function);
            step(transcript);
            return transcript.SampleBase("");
        })];
        Assert.Equal(samples.Length, samples.Distinct().Count());
    }

    [Fact]
    public void Cubic_elements_of_the_Keccak_transcript_are_three_elements_each()
    {
        Transcript one = Transcript.Create(HashFunction.Keccak256), other = Transcript.Create(HashFunction.Keccak256);
        one.Absorb("", [new GoldilocksCubic(1, 2, 3), new GoldilocksCubic(4, 5, 6)]);
        other.Absorb("", [1, 2, 3, 4, 5, 6]);
        Assert.Equal(one.SampleCubic(""), new GoldilocksCubic(other.SampleBase(""), other.SampleBase(""), other.SampleBase("")));
    }

    [Theory]
    [InlineData(HashFunction.Poseidon2)]
    [InlineData(HashFunction.Keccak256)]
    public void Sampled_indices_stay_below_their_bound_and_reach_every_value(HashFunction function)
    {
        Transcript transcript = Transcript.Create(function);
        int[] indices = [.. Enumerable.Range(0, 400).Select(_ => transcript.SampleIndex("", 4))];
        Assert.Equal(Enumerable.Range(0, 16), indices.Distinct().Order());
    }

    [Theory]
    [InlineData(HashFunction.Poseidon2, 0)]
    [InlineData(HashFunction.Poseidon2, 3)]
    [InlineData(HashFunction.Poseidon2, 5)]
    [InlineData(HashFunction.Poseidon2, 8)]
    [InlineData(HashFunction.Keccak256, 0)]
    [InlineData(HashFunction.Keccak256, 30)]
    public void Grinding_finds_the_smallest_nonce_whatever_the_threads_and_instructions(HashFunction function, int waiting)
    {
        const int bits = 9;
        Transcript Fresh()
        {
            Transcript transcript = Transcript.Create(function);
            transcript.Absorb("waiting", [.. Enumerable.Range(1, waiting).Select(i => new Goldilocks((ulong)i))]);
            return transcript;
        }

        ulong smallest = 0;
        while (!Fresh().CheckGrinding("work", bits, smallest))
        {
            smallest++;
        }

        foreach (VectorPath path in VectorPaths.Supported)
        {
            for (int threads = 1; threads <= 3; threads++)
            {
                Transcript prover = Fresh();
                Assert.Equal(smallest, prover.Grind("work", bits, new Workers(threads, path)));

                Transcript verifier = Fresh();
                Assert.True(verifier.CheckGrinding("work", bits, smallest));
                Assert.Equal(prover.SampleBase(""), verifier.SampleBase(""));
            }
        }
    }

    [Theory]
    [Trait("Plan", "V09")]
    [InlineData(HashFunction.Poseidon2)]
    [InlineData(HashFunction.Keccak256)]
    public void A_nonce_without_the_bits_is_refused(HashFunction function)
    {
        ulong nonce = Transcript.Create(function).Grind("work", 10, Workers.Single);
        Assert.False(Transcript.Create(function).CheckGrinding("work", 10, nonce + 1));
        Assert.False(Transcript.Create(function).CheckGrinding("work", 10, nonce + Goldilocks.Modulus));
    }

    [Fact]
    public void Work_of_no_bits_absorbs_nothing_and_has_no_nonce_but_zero()
    {
        Transcript transcript = Transcript.Create(HashFunction.Poseidon2);
        Assert.Equal(0UL, transcript.Grind("work", 0, Workers.Single));
        Assert.Equal(Transcript.Create(HashFunction.Poseidon2).SampleBase(""), transcript.SampleBase(""));
        Assert.False(transcript.CheckGrinding("work", 0, 1));
    }

    [Fact]
    public void The_log_holds_every_step_with_its_label_and_words()
    {
        Transcript transcript = Transcript.Create(HashFunction.Poseidon2);
        transcript.Absorb("before the log", Goldilocks.One);
        transcript.StartLog();
        transcript.Absorb("elements", [5, 6]);
        transcript.Absorb("commitment", new Commitment([new(1, 2, 3, 4)]));
        Goldilocks sampled = transcript.SampleBase("challenge");
        Assert.Equal(
            [
                new TranscriptStep(TranscriptAction.Absorb, "elements", [5, 6]),
                new TranscriptStep(TranscriptAction.Absorb, "commitment", [1, 2, 3, 4]),
                new TranscriptStep(TranscriptAction.Sample, "challenge", [sampled.Value]),
            ],
            transcript.Log);
    }
}
