using System.Net;
using System.Security.Cryptography.X509Certificates;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Hosting;

/// <summary>Where the server listens and whom it serves.</summary>
public sealed record HttpServerOptions
{
    /// <summary>Port 0 takes any free one; <see cref="RollupHttpServer.PublicEndpoint"/> tells which.</summary>
    public IPEndPoint Public { get; init; } = new(IPAddress.Loopback, 8745);

    /// <summary>With its private key, makes the public port speak TLS. Null: plain text, for this machine or behind a proxy that ends TLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Admin methods, for this machine only. Null: none.</summary>
    public IPEndPoint? Admin { get; init; } = new(IPAddress.Loopback, 8746);

    /// <summary>Whether <c>/metrics</c> is served on the public port too.</summary>
    public bool PublicMetrics { get; init; } = true;

    public RpcOptions Rpc { get; init; } = new();

    /// <returns>Every fault; empty when there is none.</returns>
    public IReadOnlyList<string> Faults() =>
    [
        .. Rpc.Faults(),
        .. Certificate is { HasPrivateKey: false } ? [$"{nameof(Certificate)} is without its private key"] : Array.Empty<string>(),
        .. Admin is { } admin && !IPAddress.IsLoopback(admin.Address)
            ? [$"{nameof(Admin)} is {admin}; it must be a loopback address"]
            : Array.Empty<string>(),
        .. Admin is { Port: not 0 } same && same.Port == Public.Port
            ? [$"{nameof(Admin)} and {nameof(Public)} both have port {same.Port}"]
            : Array.Empty<string>(),
    ];
}
