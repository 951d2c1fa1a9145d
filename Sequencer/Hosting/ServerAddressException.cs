using System.Net;

namespace Rollup.Sequencer.Hosting;

/// <summary>The server cannot listen where it was told to: an operator's matter, with exit code 69.</summary>
public sealed class ServerAddressException(IPEndPoint endpoint, string reason, Exception cause)
    : Exception($"cannot listen on {endpoint}: {reason}", cause)
{
    /// <summary>EX_UNAVAILABLE of sysexits.</summary>
    public const int ExitCode = 69;

    public IPEndPoint Endpoint { get; } = endpoint;
}
