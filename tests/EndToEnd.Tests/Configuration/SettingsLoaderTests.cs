using Rollup.Cli.Configuration;
using Rollup.EndToEnd.Tests.TestKit;

namespace Rollup.EndToEnd.Tests.Configuration;

public sealed class SettingsLoaderTests : IDisposable
{
    private static readonly Setting<long> Port = new("rpc.listenPort", "80", Parsers.Integer(1, 65535), "A port.");
    private static readonly Setting<string> Name = new("name", null, Parsers.Text, "A name.");
    private static readonly Setting<string> Secret = new("key.secret", null, Parsers.OneOf("a", "b"), "A secret.") { IsSecret = true };

    private readonly TemporaryDirectory _directory = new();
    private readonly SettingsLoader _loader = new([Port, Name, Secret]);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void One_key_has_one_flag_and_one_environment_name()
    {
        Assert.Equal("--rpc-listen-port", Port.Flag);
        Assert.Equal("ROLLUP_RPC_LISTEN_PORT", Port.EnvironmentName);
    }

    [Fact]
    [Trait("Plan", "O02")]
    public void A_flag_wins_over_the_environment_which_wins_over_the_file_which_wins_over_the_default()
    {
        string file = _directory.Write("rollup.json", """{ "rpc": { "listenPort": 1 } }""");
        Dictionary<string, string> flag = new() { ["rpc.listenPort"] = "3" };
        Dictionary<string, string> environment = new() { ["ROLLUP_RPC_LISTEN_PORT"] = "2" };

        Assert.Equal((3, "flag --rpc-listen-port"), Load(flag, environment, file));
        Assert.Equal((2, "environment ROLLUP_RPC_LISTEN_PORT"), Load([], environment, file));
        Assert.Equal((1, $"file {file}"), Load([], [], file));
        Assert.Equal((80, "default"), Load([], [], _directory.Write("empty.json", "{}")));
    }

    [Fact]
    [Trait("Plan", "O01")]
    public void All_faults_are_listed_at_once_with_the_nearest_known_name()
    {
        string file = _directory.Write("rollup.json", """{ "rpc": { "listenPrt": 1 }, "name": "" }""");
        Dictionary<string, string> environment = new() { ["ROLLUP_NAM"] = "x", ["ROLLUP_RPC_LISTEN_PORT"] = "70000" };

        SettingsException error = Assert.Throws<SettingsException>(() => _loader.Load(new Dictionary<string, string>(), environment, file));

        Assert.Equal(4, error.Faults.Count);
        Assert.Contains(error.Faults, fault => fault.Contains("'rpc.listenPrt' is not known; did you mean rpc.listenPort?", StringComparison.Ordinal));
        Assert.Contains(error.Faults, fault => fault.Contains("ROLLUP_NAM is not known; did you mean ROLLUP_NAME?", StringComparison.Ordinal));
        Assert.Contains(error.Faults, fault => fault.Contains("expected an integer from 1 to 65535, got '70000'", StringComparison.Ordinal));
        Assert.Contains(error.Faults, fault => fault.StartsWith("name ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{ "name": "a", "name": "b" }""")]
    public void A_file_that_is_not_one_object_with_keys_of_its_own_is_refused(string content)
    {
        string file = _directory.Write("rollup.json", content);
        Assert.Throws<SettingsException>(() => _loader.Load(new Dictionary<string, string>(), [], file));
    }

    [Fact]
    public void A_named_file_that_does_not_exist_is_refused() =>
        Assert.Throws<SettingsException>(() => _loader.Load(new Dictionary<string, string>(), [], _directory["missing.json"]));

    [Fact]
    public void A_setting_without_default_that_is_not_given_names_its_flag_and_variable()
    {
        Settings settings = _loader.Load(new Dictionary<string, string>(), [], null);
        SettingsException error = Assert.Throws<SettingsException>(() => settings.Get(Name));
        Assert.Contains("--name", error.Message);
        Assert.Contains("ROLLUP_NAME", error.Message);
    }

    [Fact]
    public void A_wrong_secret_is_not_repeated_in_the_message()
    {
        SettingsException error = Assert.Throws<SettingsException>(
            () => _loader.Load(new Dictionary<string, string> { ["key.secret"] = "hunter2" }, [], null));
        Assert.DoesNotContain("hunter2", error.Message);
    }

    private (long Value, string Source) Load(Dictionary<string, string> flags, Dictionary<string, string> environment, string file)
    {
        Settings settings = _loader.Load(flags, environment, file);
        return (settings.Get(Port), settings.All.Single(value => value.Setting == Port).Source);
    }
}
