using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Rollup.Sequencer.Rpc;

/// <summary>The server's half of RFC 6455, section 4.2.</summary>
/// <remarks>
/// Not ASP.NET's own middleware: its socket aborts the connection when a frame breaks the protocol, and about one time in
/// thirty (measured on loopback) the caller then saw a reset instead of the close code.
/// </remarks>
internal static class WebSocketHandshake
{
    private const string Version = "13";
    private const int KeyBytes = 16;

    /// <summary>Names the protocol; the RFC fixes it.</summary>
    private static ReadOnlySpan<byte> ProtocolGuid => "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"u8;

    public static bool IsRequested(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && string.Equals(request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase)
        && request.HttpContext.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true;

    /// <returns>Null when the request was no sound handshake; it has been answered then.</returns>
    public static async Task<UpgradedStream?> AcceptAsync(HttpContext context)
    {
        IHeaderDictionary asked = context.Request.Headers;
        IHeaderDictionary answered = context.Response.Headers;
        if (asked.SecWebSocketVersion != Version)
        {
            answered.SecWebSocketVersion = Version;
            await HttpRefusal.WriteAsync(context, StatusCodes.Status426UpgradeRequired, $"The WebSocket version must be {Version}.");
            return null;
        }

        string key = asked.SecWebSocketKey.ToString();
        if (!Convert.TryFromBase64String(key, new byte[KeyBytes + 2], out int count) || count != KeyBytes)
        {
            await HttpRefusal.WriteAsync(context, StatusCodes.Status400BadRequest, $"Sec-WebSocket-Key must be {KeyBytes} bytes in Base64.");
            return null;
        }

        answered.Connection = "Upgrade";
        answered.Upgrade = "websocket";
        answered.SecWebSocketAccept = Accept(key);
        return new UpgradedStream(await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync(), context.Abort);
    }

    private static string Accept(string key)
    {
#pragma warning disable CA5350 // SHA-1 is what the RFC asks for; it protects nothing here
        return Convert.ToBase64String(SHA1.HashData([.. Encoding.ASCII.GetBytes(key), .. ProtocolGuid]));
#pragma warning restore CA5350
    }
}
