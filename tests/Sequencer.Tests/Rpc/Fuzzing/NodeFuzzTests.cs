using Microsoft.Extensions.Logging;
using Rollup.Crypto;
using Rollup.Protocol;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>Random requests to the real interface, with accounts and batches behind it.</summary>
[Trait("Plan", "J28")]
[Collection(FuzzRun.Collection)]
public sealed class NodeFuzzTests
{
    private static readonly Party[] Parties = [.. Enumerable.Range(1, 8).Select(World.Party)];

    private static readonly FuzzPlan Plan = new(
        new Dictionary<string, Func<Random, string>>
        {
            ["L2 address"] = random => One(random).Address.ToString(),
            ["public key"] = random => Hex.Format(One(random).Key.PublicKey.ToBytes()),
            ["signature"] = random => Hex.Format(One(random).Transfer(new LeafIndex(1), Parties[0], 1, 0).Authorization.Signature.ToBytes()),
            ["digest"] = Digest,
            ["operation id"] = Digest,
            ["state root"] = Digest,
        },
        LeftOut: [],
        Dependent: ["rollup_subscribe", "rollup_sendBatch"]);

    [Fact]
    public Task Every_reply_of_a_node_to_a_random_request_is_as_its_document_says() => RunAsync(5_000, seed: 20260103);

    [Theory]
    [Trait("Campaign", "rpc-fuzz")]
    [InlineData(6)]
    [InlineData(7)]
    public Task A_long_run_against_a_node_finds_no_crash_and_no_growth(int seed) => RunAsync(100_000, seed);

    private static async Task RunAsync(int count, int seed)
    {
        await using NodeServer server = await NodeServer.StartAsync();
        foreach (Party party in Parties[..4])
        {
            LeafIndex leaf = await server.World.FundAsync(party, 1_000_000);
            await server.World.ConfirmAsync(party.Transfer(leaf, Parties[7], 5, nonce: 0));
        }

        await server.World.SealAsync();
        await FuzzRun.RunAsync(server.CallAsync, Plan, count, seed, server.ExchangeAsync);
        Assert.DoesNotContain(server.Log.Lines, line => line.Level >= LogLevel.Error);
    }

    private static Party One(Random random) => Parties[random.Next(Parties.Length)];

    /// <summary>Four words, each below the field's modulus.</summary>
    private static string Digest(Random random)
    {
        byte[] bytes = new byte[32];
        random.NextBytes(bytes);
        for (int word = 0; word < 4; word++)
        {
            bytes[8 * word] &= 0x7f;
        }

        return Hex.Format(bytes);
    }
}
