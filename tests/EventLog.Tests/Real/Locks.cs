namespace Rollup.EventLog.Tests.Real;

/// <summary>One process per directory, and what an operator reads when a directory does not let us in.</summary>
public sealed class Locks
{
    [Fact, Trait("Plan", "E22"), Trait("Plan", "S19")]
    public async Task A_second_opener_is_told_which_process_has_the_directory()
    {
        using var directory = new TemporaryDirectory();
        EmbeddedLogOptions options = new(directory.Path, "lock") { SegmentBytes = 64 * 1024 };
        await using (await EmbeddedEventLog.OpenAsync(options))
        {
            var refusal = await Assert.ThrowsAsync<EventLogInUseException>(() => EmbeddedEventLog.OpenAsync(options));
            Assert.Equal($"{directory.Path}: directory in use by process {Environment.ProcessId}.", refusal.Message);
        }

        // Closed: the next one gets in.
        await using EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(options);
        await log.Fill("operations", 1);
    }

    [Fact, Trait("Plan", "E23")]
    public async Task Files_left_behind_by_a_killed_process_do_not_keep_the_next_one_out()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory["lock"], "");
        await File.WriteAllTextAsync(directory["owner"], "999999         \n");
        await File.WriteAllTextAsync(directory["spare.tmp"], "half a segment");
        await using EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(new EmbeddedLogOptions(directory.Path, "lock") { SegmentBytes = 64 * 1024 });
        Assert.Equal(0, await log.Fill("operations", 1));
        Assert.Equal(Environment.ProcessId.ToString(), (await File.ReadAllTextAsync(directory["owner"])).Trim());
    }

    [Fact, Trait("Plan", "E24")]
    public async Task A_path_that_is_a_file_is_refused_with_the_path()
    {
        using var directory = new TemporaryDirectory();
        await File.WriteAllTextAsync(directory["log"], "");
        var refusal = await Assert.ThrowsAsync<EventLogUnavailableException>(
            () => EmbeddedEventLog.OpenAsync(new EmbeddedLogOptions(directory["log"], "lock")));
        Assert.Contains(directory["log"], refusal.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Plan", "E24")]
    public async Task A_directory_without_permission_to_write_is_refused_with_the_path()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            return; // permissions do not bind root; the message is the one of the test above
        }

        using var directory = new TemporaryDirectory();
        File.SetUnixFileMode(directory.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var refusal = await Assert.ThrowsAsync<EventLogUnavailableException>(
            () => EmbeddedEventLog.OpenAsync(new EmbeddedLogOptions(directory.Path, "lock")));
        File.SetUnixFileMode(directory.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        Assert.Contains(directory.Path, refusal.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Plan", "E24")]
    public async Task A_directory_removed_under_a_running_log_ends_confirmations()
    {
        var directory = new TemporaryDirectory();
        await using EmbeddedEventLog log = await EmbeddedEventLog.OpenAsync(new EmbeddedLogOptions(directory.Path, "lock") { SegmentBytes = 64 * 1024 });
        await log.Fill("operations", 1);
        directory.Dispose();
        AppendResult result = await log.AppendAsync("operations", 0, [TestEvents.Make("operations", 1)]);
        Assert.IsType<OutcomeUnknown>(result);
        Assert.False(log.Status.IsWritable);
    }

    [Fact, Trait("Plan", "E24")]
    public async Task A_missing_directory_is_refused_to_an_auditor()
    {
        using var directory = new TemporaryDirectory();
        var refusal = await Assert.ThrowsAsync<EventLogUnavailableException>(() => EmbeddedEventLog.OpenReadOnlyAsync(directory["missing"]));
        Assert.Contains("missing", refusal.Message, StringComparison.Ordinal);
    }
}
