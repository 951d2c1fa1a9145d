using Microsoft.AspNetCore.Http;

namespace Rollup.Sequencer.Rpc;

internal static class HttpAnswer
{
    public const string JsonType = "application/json";

    /// <summary>Writes headers and body in one go.</summary>
    public static async Task WriteAsync(HttpResponse response, ReadOnlyMemory<byte> body, string contentType = JsonType)
    {
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, response.HttpContext.RequestAborted);
    }
}
