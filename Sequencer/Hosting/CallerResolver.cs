using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.Http;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Hosting;

/// <summary>Finds out who calls: through a trusted proxy, and under which request id.</summary>
internal sealed class CallerResolver(IEnumerable<IPAddress> trustedProxies)
{
    private const int MaxRequestIdLength = 64;

    private static readonly SearchValues<char> RequestIdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private readonly HashSet<IPAddress> _trustedProxies = [.. trustedProxies];

    public RpcCaller Resolve(HttpContext context, bool isAdmin) => new(
        context.Connection.Id, AddressOf(context), isAdmin, Subscriptions: null, RequestId(context.Request), context.RequestAborted);

    /// <summary>A proxy appends the address it saw, so only the last entry was not written by the caller itself.</summary>
    public IPAddress AddressOf(HttpContext context)
    {
        IPAddress peer = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (_trustedProxies.Count == 0 || !_trustedProxies.Contains(peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer))
        {
            return peer;
        }

        string forwarded = context.Request.Headers["X-Forwarded-For"].ToString();
        return IPAddress.TryParse(forwarded.AsSpan(forwarded.LastIndexOf(',') + 1).Trim(), out IPAddress? caller) ? caller : peer;
    }

    /// <summary>A caller may name its requests, to find them in both logs; only in characters that are harmless in a log.</summary>
    private static string? RequestId(HttpRequest request)
    {
        if (request.Headers["X-Request-Id"] is not { Count: 1 } header || header[0] is not { Length: > 0 and <= MaxRequestIdLength } id)
        {
            return null;
        }

        return id.AsSpan().ContainsAnyExcept(RequestIdCharacters) ? null : id;
    }
}
