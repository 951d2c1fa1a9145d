using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Rollup.EndToEnd.Tests.TestKit;

namespace Rollup.EndToEnd.Tests.Commands;

/// <summary>Each way a command can fail has its exit code, says why, and prints JSON on standard output only when asked to.</summary>
[Trait("Plan", "L03")]
public sealed class ExitCodeTests : IDisposable
{
    private const string Canary = "canary-5Qx7-pass-phrase";

    private readonly TemporaryDirectory _directory = new();

    private Dictionary<string, string> Environment => new() { ["ROLLUP_PASSPHRASE"] = Canary, ["HOME"] = _directory.Root };

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("wallet", "send")]
    [InlineData("demo", "--transfers", "1")]
    [InlineData("audit")]
    [InlineData("audit", "--data", "a", "--rpc", "http://127.0.0.1:1")]
    [InlineData("wallet", "balance", "--node", "nonsense")]
    public async Task Wrong_usage_is_2_with_a_hint(params string[] arguments)
    {
        CliResult result = await CliProcess.RunAsync(Environment, arguments);
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.NotEmpty(result.Errors);
        Assert.Empty(result.Output);
    }

    [Fact]
    [Trait("Plan", "O01")]
    public async Task A_wrong_configuration_is_78_and_names_every_fault()
    {
        CliResult result = await CliProcess.RunAsync(
            new Dictionary<string, string> { ["ROLLUP_CHAIN_ID"] = "x", ["ROLLUP_BTCH_SECONDS"] = "1" }, "node", "--batch-seconds", "-1");
        Assert.Equal(78, result.ExitCode);
        Assert.Contains("chain.id", result.Errors);
        Assert.Contains("ROLLUP_BATCH_SECONDS", result.Errors);
        Assert.Contains("batch.seconds", result.Errors);
    }

    [Fact]
    [Trait("Plan", "Y04")]
    public async Task The_development_key_on_another_chain_is_78()
    {
        CliResult result = await CliProcess.RunAsync("node", "--dev", "--chain-id", "1", "--data", _directory["data"]);
        Assert.Equal(78, result.ExitCode);
        Assert.Contains("31337", result.Errors);
        Assert.False(Directory.Exists(_directory["data"]));
    }

    [Fact]
    public async Task A_node_without_a_key_is_78() =>
        Assert.Equal(78, (await CliProcess.RunAsync("node", "--data", _directory["data"])).ExitCode);

    [Fact]
    [Trait("Plan", "Y01")]
    [Trait("Plan", "Y02")]
    [Trait("Plan", "Y03")]
    public async Task Keys_that_cannot_be_opened_are_78_and_no_pass_phrase_is_ever_printed()
    {
        string key = _directory["key.json"];
        List<CliResult> results = [await CliProcess.RunAsync(Environment, "wallet", "new", "--key", key, "--json")];
        Assert.Equal(0, results[0].ExitCode);
        Assert.StartsWith("zp1", results[0].Json().GetProperty("address").GetString());

        Dictionary<string, string> wrong = new(Environment) { ["ROLLUP_PASSPHRASE"] = Canary + "-wrong" };
        results.Add(await CliProcess.RunAsync(wrong, "node", "--sequencer-key", key, "--data", _directory["data"]));
        Assert.Contains("pass phrase is wrong", results[^1].Errors);

        results.Add(await CliProcess.RunAsync(Environment, "wallet", "new", "--key", key));
        Assert.Contains("never overwritten", results[^1].Errors);

        results.Add(await CliProcess.RunAsync(new Dictionary<string, string> { ["HOME"] = _directory.Root }, "wallet", "new", "--key", _directory["second.json"]));
        Assert.Contains("ROLLUP_PASSPHRASE", results[^1].Errors);
        Assert.False(File.Exists(_directory["second.json"]));

        if (OperatingSystem.IsWindows())
        {
            return; // file modes are Unix's
        }

        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        results.Add(await CliProcess.RunAsync(Environment, "node", "--sequencer-key", key, "--data", _directory["data"]));
        Assert.Contains("chmod 600", results[^1].Errors);

        Assert.All(results.Skip(1), result => Assert.Equal(78, result.ExitCode));
        Assert.All(results, result => Assert.DoesNotContain(Canary, result.ToString()));
    }

    [Fact]
    [Trait("Plan", "O03")]
    public async Task A_port_that_is_taken_is_69_and_leaves_no_data_behind()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;

        CliResult result = await CliProcess.RunAsync("node", "--dev", "--data", _directory["data"], "--rpc-listen", $"127.0.0.1:{port}");

        Assert.True(result.ExitCode == 69, result.ToString());
        Assert.Contains($"{port}", result.Errors);
        Assert.False(Directory.Exists(_directory["data"]));
    }

    [Fact]
    public async Task A_node_that_does_not_answer_is_69()
    {
        CliResult result = await CliProcess.RunAsync(Environment, "wallet", "balance", "--node", "http://127.0.0.1:1", "--address", SomeAddress);
        Assert.True(result.ExitCode == 69, result.ToString());
    }

    [Fact]
    [Trait("Plan", "L07")]
    public async Task A_mistyped_address_is_refused_by_its_checksum_before_anything_is_asked()
    {
        string mistyped = SomeAddress[..^1] + (SomeAddress[^1] == 'q' ? 'p' : 'q');
        CliResult result = await CliProcess.RunAsync(Environment, "wallet", "send", "--to", mistyped, "--amount", "1", "--yes", "--node", "http://127.0.0.1:1");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("checksum", result.Errors);
    }

    [Fact]
    [Trait("Plan", "L02")]
    [Trait("Plan", "L04")]
    public async Task Piped_output_is_plain_and_a_failure_under_json_is_a_json_object()
    {
        CliResult plain = await CliProcess.RunAsync("config", "show");
        Assert.Equal(0, plain.ExitCode);
        Assert.DoesNotContain('\u001b', plain.Output + plain.Errors);

        CliResult json = await CliProcess.RunAsync("config", "show", "--json");
        Assert.Equal(JsonValueKind.Array, json.Json().ValueKind);
        Assert.Empty(json.Errors);

        CliResult failed = await CliProcess.RunAsync(Environment, "wallet", "address", "--key", _directory["none.json"], "--json");
        Assert.Equal(failed.ExitCode, failed.Json().GetProperty("exitCode").GetInt32());
        Assert.Equal(78, failed.ExitCode);
    }

    [Fact]
    public async Task The_version_is_one_line()
    {
        CliResult result = await CliProcess.RunAsync("--version");
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\s*$", result.Output);
    }

    /// <summary>The address of an all-ones digest.</summary>
    private static string SomeAddress => new Protocol.L2Address(new Crypto.Digest(1, 1, 1, 1)).ToString();
}
