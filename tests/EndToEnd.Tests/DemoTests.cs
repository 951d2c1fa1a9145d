using System.Text.Json;
using Rollup.EndToEnd.Tests.TestKit;

namespace Rollup.EndToEnd.Tests;

public sealed class DemoTests
{
    [Fact]
    [Trait("Plan", "L02")]
    public async Task The_demo_pays_crashes_recovers_and_audits_and_says_so_in_one_json_object()
    {
        CliResult result = await CliProcess.RunAsync("demo", "--transfers", "200", "--json");

        Assert.True(result.ExitCode == 0, result.ToString());
        JsonElement report = result.Json();
        Assert.True(report.GetProperty("transfersAccepted").GetInt32() >= 200);
        Assert.Equal(16, report.GetProperty("transfersRefused").GetInt32());
        Assert.True(report.GetProperty("batchesSealed").GetInt32() >= 1);
        Assert.Matches("^0x[0-9a-f]{64}$", report.GetProperty("stateRoot").GetString());
        Assert.Equal(0, report.GetProperty("crashRestartLost").GetInt32());
        Assert.True(report.GetProperty("statusesComplete").GetBoolean());
        Assert.Equal("ok", report.GetProperty("audit").GetString());
        Assert.True(report.GetProperty("tamperDetected").GetBoolean());
        Assert.True(report.GetProperty("receiptP50Ms").GetDouble() > 0);
        Assert.True(report.GetProperty("receiptP99Ms").GetDouble() >= report.GetProperty("receiptP50Ms").GetDouble());
        Assert.True(report.GetProperty("seconds").GetDouble() > 0);
    }
}
