using System.Globalization;
using System.Runtime.Intrinsics;
using System.Text;

namespace Rollup.Crypto.Tests.Hashing;

public sealed class Keccak256Tests
{
    /// <remarks>
    /// Empty string and "abc": the Keccak team's KAT files for c = 512 (ShortMsgKAT_256, the original padding). The others
    /// are constants every Ethereum node knows: the Transfer topic, the transfer selector's hash, keccak(rlp("")) = the empty trie root.
    /// </remarks>
    [Theory]
    [InlineData("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")]
    [InlineData("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45")]
    [InlineData("Transfer(address,address,uint256)", "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")]
    [InlineData("The quick brown fox jumps over the lazy dog", "4d741b6f1eb29cb2a9b9911c82f56fa8d73b04959d3d9d222895df6c0b28aa15")]
    public void Known_texts_hash_to_their_published_digests(string text, string digest) =>
        Assert.Equal(digest, Convert.ToHexStringLower(Keccak256.Hash(Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void The_empty_trie_root_of_Ethereum_is_the_hash_of_one_byte_0x80() =>
        Assert.Equal("56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421", Convert.ToHexStringLower(Keccak256.Hash([0x80])));

    /// <remarks>First lane of Keccak-f[1600] on zeros, from the Keccak team's intermediate values.</remarks>
    [Fact]
    public void The_permutation_of_zeros_begins_with_the_published_lane()
    {
        ulong[] state = new ulong[25];
        KeccakF.Permute<KeccakLane1, ulong>(state);
        Assert.Equal(0xF1258F7940E1DDE7UL, state[0]);
        KeccakF.Permute<KeccakLane1, ulong>(state);
        Assert.Equal(0x2D5C954DF96ECB3CUL, state[0]);
    }

    [Fact]
    public void A_message_absorbed_in_pieces_hashes_as_the_whole()
    {
        byte[] message = RandomBytes(5, 700);
        Random random = new(6);
        for (int round = 0; round < 50; round++)
        {
            Keccak256 hash = default;
            for (int at = 0; at < message.Length;)
            {
                int count = Math.Min(random.Next(0, 300), message.Length - at);
                hash.Absorb(message.AsSpan(at, count));
                at += count;
            }

            byte[] digest = new byte[Keccak256.ByteCount];
            hash.Finish(digest);
            Assert.Equal(Keccak256.Hash(message), digest);
        }
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 8)]
    [InlineData(65, 9)]
    [InlineData(135, 16)]
    [InlineData(136, 7)]
    [InlineData(137, 1)]
    [InlineData(1025, 21)]
    public void Hashing_many_messages_is_hashing_each_on_every_path(int length, int count)
    {
        byte[] messages = RandomBytes(length + count, length * count);
        foreach (VectorPath path in VectorPaths.Supported)
        {
            byte[] digests = new byte[Keccak256.ByteCount * count];
            Keccak256.HashMany(length, messages, digests, path);
            for (int i = 0; i < count; i++)
            {
                Assert.Equal(Keccak256.Hash(messages.AsSpan(i * length, length)), digests[(32 * i)..(32 * i + 32)]);
            }
        }
    }

    private static byte[] RandomBytes(int seed, int count)
    {
        byte[] bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
