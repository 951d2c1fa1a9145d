using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Rollup.Sequencer.Rpc;

internal static class HttpAnswer
{
    public const string JsonType = "application/json";

    /// <summary>Kestrel holds this much before it waits for the reader.</summary>
    private const int PartSize = 64 * 1024;

    /// <summary>Writes headers and body, the usual small answer in one go, a large one part by part.</summary>
    /// <param name="partTimeout">A reader that takes longer for a part is cut off.</param>
    public static Task WriteAsync(
        HttpResponse response, ReadOnlyMemory<byte> body, TimeSpan partTimeout, TimeProvider time, string contentType = JsonType)
    {
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        ValueTask<FlushResult> flush = response.BodyWriter.WriteAsync(body[..Math.Min(PartSize, body.Length)], CancellationToken.None);
        return flush.IsCompletedSuccessfully && body.Length <= PartSize
            ? Task.CompletedTask
            : WritePartsAsync(response, flush, body[Math.Min(PartSize, body.Length)..], partTimeout, time);
    }

    private static async Task WritePartsAsync(
        HttpResponse response, ValueTask<FlushResult> flush, ReadOnlyMemory<byte> rest, TimeSpan partTimeout, TimeProvider time)
    {
        try
        {
            FlushResult flushed = await flush.AsTask().WaitAsync(partTimeout, time);
            while (!rest.IsEmpty && !flushed.IsCompleted)
            {
                int count = Math.Min(PartSize, rest.Length);
                flushed = await response.BodyWriter.WriteAsync(rest[..count], CancellationToken.None).AsTask().WaitAsync(partTimeout, time);
                rest = rest[count..];
            }
        }
        catch (TimeoutException)
        {
            response.HttpContext.Abort();
        }
    }
}
