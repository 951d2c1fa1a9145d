using System.Text.Json;

namespace Rollup.Sequencer.Tests.Rpc;

/// <summary>What a run must know beyond the document.</summary>
/// <param name="Titled">Values of the forms that a pattern alone does not define, by the schema's title.</param>
/// <param name="LeftOut">Methods that are not called.</param>
/// <param name="Dependent">Methods whose parameters depend on each other in ways that a schema cannot say: fitting it is not enough for them.</param>
internal sealed record FuzzPlan(IReadOnlyDictionary<string, Func<Random, string>> Titled, HashSet<string> LeftOut, HashSet<string> Dependent);

/// <summary>Sends random requests and checks every reply against the document that the server itself publishes.</summary>
internal static class FuzzRun
{
    private const long MaxGrowth = 64 * 1024 * 1024;

    /// <summary>Short runs share the process with other tests, whose memory would be counted too.</summary>
    private const int MemoryMatters = 100_000;

    /// <summary>Long runs take turns, for the same reason.</summary>
    public const string Collection = "Fuzzing";

    /// <param name="exchange">Sends a request and answers the reply, empty where there is none.</param>
    public static async Task RunAsync(
        Func<string, string, Task<JsonElement>> call, FuzzPlan plan, int count, int seed, Func<byte[], Task<byte[]>> exchange)
    {
        var document = new OpenRpcReader((await call("rpc.discover", "{}")).Result());
        var requests = new RequestGenerator(document, new Random(seed), plan);
        var checker = new ReplyChecker(document);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int i = 0; i < count; i++)
        {
            (byte[] request, OpenRpcMethodReader? method, bool isSound) = requests.Next();
            byte[] reply = await exchange(request);
            try
            {
                checker.Check(request, method, isSound, reply);
            }
            catch (Exception wrong)
            {
                throw new InvalidOperationException($"request {i} of seed {seed}: {wrong.Message}", wrong);
            }
        }

        // A generator whose every request is refused, or accepted, would show nothing.
        Assert.True(checker.Results > count / 20 && checker.Errors > count / 10, $"{checker.Results} results and {checker.Errors} errors in {count} requests");
        long growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(growth < MaxGrowth || count < MemoryMatters, $"memory grew by {growth} bytes");
    }
}
