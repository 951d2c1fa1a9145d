namespace Rollup.Sequencer.Hosting;

/// <summary>One named reason why the process may not be alive or ready.</summary>
public interface IHealthEntry
{
    /// <summary>Stable, such as <c>log_writable</c>: alerts name it.</summary>
    string Name { get; }

    HealthConcern Concern { get; }

    /// <summary>Looks at what is known already; it must answer at once and change nothing.</summary>
    ValueTask<HealthState> CheckAsync(CancellationToken cancellationToken);
}

/// <summary>What a failing entry says of the process.</summary>
public enum HealthConcern
{
    /// <summary>It cannot serve now, but may later: take traffic away.</summary>
    Readiness,

    /// <summary>A main loop has stopped turning: restart it.</summary>
    Liveness,
}

/// <param name="Detail">For people, without paths and keys.</param>
public sealed record HealthState(bool IsHealthy, string Detail)
{
    public static HealthState Healthy(string detail = "") => new(true, detail);

    public static HealthState Unhealthy(string detail) => new(false, detail);
}

/// <summary>An entry made of a function.</summary>
public sealed class HealthEntry(string name, HealthConcern concern, Func<HealthState> check) : IHealthEntry
{
    public string Name => name;

    public HealthConcern Concern => concern;

    public ValueTask<HealthState> CheckAsync(CancellationToken cancellationToken) => new(check());
}
