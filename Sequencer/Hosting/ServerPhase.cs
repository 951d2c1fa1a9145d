namespace Rollup.Sequencer.Hosting;

/// <summary>Where a server stands between start and end. It only ever moves forward.</summary>
public enum ServerPhase
{
    /// <summary>The port is open, the state is not there yet: calls are told to come back.</summary>
    Starting,

    Ready,

    /// <summary>New calls are refused, those in progress end.</summary>
    Stopping,
}
