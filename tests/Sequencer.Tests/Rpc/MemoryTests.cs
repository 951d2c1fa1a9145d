using System.Text;
using System.Text.Json;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>The runtime counts memory for the whole process, so these tests run while no other does.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    [Fact]
    [Trait("Plan", "J03")]
    public async Task A_million_levels_cost_no_memory()
    {
        await using ToyServer server = await ToyServer.StartAsync(ToyServer.Generous with { BodyBytes = 4 * 1024 * 1024 });
        byte[] deep = Encoding.ASCII.GetBytes(new string('[', 1_000_000));
        await server.PostAsync(deep);

        long before = GC.GetTotalAllocatedBytes(precise: true);
        JsonElement answer = await server.PostAsync(deep);
        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.Equal(-32700, answer.Code());
        Assert.True(allocated < 4 * deep.Length, $"{allocated} bytes were allocated for {deep.Length}");
    }
}
