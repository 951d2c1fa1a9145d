using System.Net;

namespace Rollup.Sequencer.Rpc;

/// <summary>Who may call, and how much.</summary>
public sealed record RpcOptions
{
    public RpcLimits Limits { get; init; } = new();

    /// <summary>
    /// The names and addresses by which clients reach the server, without port; <c>*</c> for any. A page of a browser
    /// that had its own name resolve to this machine (DNS rebinding) would send its own name.
    /// </summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Origins (<c>https://wallet.example</c>) whose pages may call from a browser; <c>*</c> for any. Programs send none.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Reverse proxies whose <c>X-Forwarded-For</c> is believed: its last entry is the caller then.</summary>
    public IReadOnlyList<IPAddress> TrustedProxies { get; init; } = [];

    /// <returns>Every fault; empty when there is none.</returns>
    public IReadOnlyList<string> Faults() =>
    [
        .. Limits.Faults(),
        .. AllowedHosts.Count == 0 ? [$"{nameof(AllowedHosts)} is empty; nobody could call"] : Array.Empty<string>(),
        .. AllowedHosts.Where(host => host != "*" && (host.Length == 0 || host.Contains('/') || HasPort(host)))
            .Select(host => $"{nameof(AllowedHosts)} holds '{host}'; it must be a name or an address without scheme and port"),
        .. AllowedOrigins.Where(origin => origin != "*" && !IsOrigin(origin))
            .Select(origin => $"{nameof(AllowedOrigins)} holds '{origin}'; it must be scheme://host or scheme://host:port"),
    ];

    private static bool HasPort(string host) => !host.StartsWith('[') && host.Contains(':');

    private static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri) && uri.GetLeftPart(UriPartial.Authority) == origin;
}
