using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Rollup.Wallet.Rpc;

/// <summary>JSON-RPC over HTTP POST: one request per call.</summary>
public sealed class HttpRpcConnection(Uri node) : IRpcConnection
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private long _lastId;

    public async Task<JsonElement> CallAsync(string method, Action<Utf8JsonWriter> writeParameters, CancellationToken cancellationToken = default)
    {
        ArrayBufferWriter<byte> request = new();
        RpcMessage.WriteRequest(request, Interlocked.Increment(ref _lastId), method, writeParameters);
        using ReadOnlyMemoryContent content = new(request.WrittenMemory);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using HttpResponseMessage response = await _http.PostAsync(node, content, cancellationToken);
            await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
            using JsonDocument document = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            return RpcMessage.ReadResult(document.RootElement);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new RpcConnectionException($"no answer from {node}: {error.Message}", error);
        }
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
