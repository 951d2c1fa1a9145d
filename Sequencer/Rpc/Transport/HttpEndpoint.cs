using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Rollup.Sequencer.Rpc;

/// <summary>Calls by HTTP POST: one message in the body, its answer in the response.</summary>
internal sealed class HttpEndpoint(RpcDispatcher dispatcher, RpcLimits limits, TimeProvider time)
{
    /// <summary>What Kestrel renames Content-Length to when a chunked request has both.</summary>
    private const string ShadowedLength = "X-Content-Length";

    public async Task HandleAsync(HttpContext context, RpcCaller caller)
    {
        if (await RefuseAsync(context))
        {
            return;
        }

        RpcExchange? exchange;
        try
        {
            exchange = await ReadAsync(context, caller);
        }
        catch (BadHttpRequestException bad)
        {
            context.Response.Headers.Connection = "close";
            await HttpRefusal.WriteAsync(context, bad.StatusCode, BodyError(bad.StatusCode));
            return;
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ConnectionAbortedException)
        {
            // The caller left before its request was whole.
            return;
        }

        await AnswerAsync(context.Response, exchange);
    }

    private async Task<bool> RefuseAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        (int status, string message) = this switch
        {
            _ when !HttpMethods.IsPost(request.Method) => (StatusCodes.Status405MethodNotAllowed, "Calls are made by POST, or by WebSocket."),
            _ when IsSmuggling(request) => (StatusCodes.Status400BadRequest, "A request has a length or is chunked, not both."),
            _ when !StringValues.IsNullOrEmpty(request.Headers.ContentEncoding) => (StatusCodes.Status415UnsupportedMediaType, "The body must not be compressed."),
            _ when !IsJson(request.ContentType) => (StatusCodes.Status415UnsupportedMediaType, "The content type must be application/json, in UTF-8."),
            _ when request.ContentLength > limits.BodyBytes => (StatusCodes.Status413PayloadTooLarge, ""),
            _ => (0, ""),
        };
        if (status == 0)
        {
            return false;
        }

        if (status == StatusCodes.Status405MethodNotAllowed)
        {
            context.Response.Headers.Allow = "POST";
        }

        // What is left of the request is not worth reading.
        context.Response.Headers.Connection = "close";
        await HttpRefusal.WriteAsync(context, status, message.Length == 0 ? BodyError(status) : RpcError.InvalidRequest(message));
        return true;
    }

    private RpcError BodyError(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => RpcError.LimitExceeded("body_bytes", limits.BodyBytes, $"A request has at most {limits.BodyBytes} bytes."),
        StatusCodes.Status408RequestTimeout => RpcError.InvalidRequest("The body came in too slowly."),
        _ => RpcError.InvalidRequest("The body is not as its headers say."),
    };

    private static bool IsSmuggling(HttpRequest request) =>
        request.Headers.TransferEncoding.Count > 0 && (request.ContentLength is not null || request.Headers.ContainsKey(ShadowedLength));

    private static bool IsJson(string? contentType) =>
        contentType == HttpAnswer.JsonType
        || (MediaTypeHeaderValue.TryParse(contentType, out MediaTypeHeaderValue? type)
            && type.MediaType.Equals(HttpAnswer.JsonType, StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)));

    private async ValueTask<RpcExchange> ReadAsync(HttpContext context, RpcCaller caller)
    {
        PipeReader body = context.Request.BodyReader;
        while (true)
        {
            ReadResult read = await body.ReadAsync(context.RequestAborted);
            if (read.IsCompleted)
            {
                RpcExchange exchange = Begin(read.Buffer, caller);
                body.AdvanceTo(read.Buffer.End);
                return exchange;
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private RpcExchange Begin(in ReadOnlySequence<byte> body, RpcCaller caller)
    {
        if (body.IsSingleSegment)
        {
            return dispatcher.Begin(body.FirstSpan, caller);
        }

        int length = (int)body.Length;
        byte[] joined = ArrayPool<byte>.Shared.Rent(length);
        body.CopyTo(joined);
        RpcExchange exchange = dispatcher.Begin(joined.AsSpan(0, length), caller);
        ArrayPool<byte>.Shared.Return(joined);
        return exchange;
    }

    private async Task AnswerAsync(HttpResponse response, RpcExchange exchange)
    {
        MessageBuffer? answer = await dispatcher.CompleteAsync(exchange);
        if (answer is null)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        try
        {
            response.StatusCode = exchange.IsUnavailable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            await HttpAnswer.WriteAsync(response, answer.Written, limits.ReplyPartTimeout, time);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ConnectionAbortedException)
        {
            // The caller left without its answer; asking again gets the same one.
        }
        finally
        {
            answer.Return();
        }
    }
}
