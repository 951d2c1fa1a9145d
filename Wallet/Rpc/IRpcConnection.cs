using System.Text.Json;

namespace Rollup.Wallet.Rpc;

/// <summary>A way to call JSON-RPC methods of a node.</summary>
public interface IRpcConnection : IAsyncDisposable
{
    /// <summary>Calls a method and returns its result.</summary>
    /// <param name="writeParameters">Writes one JSON object or array.</param>
    /// <exception cref="RpcException">The node refused.</exception>
    /// <exception cref="RpcConnectionException">No answer came; whether the call took effect is unknown.</exception>
    Task<JsonElement> CallAsync(string method, Action<Utf8JsonWriter> writeParameters, CancellationToken cancellationToken = default);
}
