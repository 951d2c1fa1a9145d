using Microsoft.AspNetCore.Http;

namespace Rollup.Sequencer.Rpc;

/// <summary>Answers what is no call at all: the HTTP status says what was wrong, the body says it in the form of the interface.</summary>
internal static class HttpRefusal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Task WriteAsync(HttpContext context, int status, string message) =>
        WriteAsync(context, status, RpcError.InvalidRequest(message));

    public static async Task WriteAsync(HttpContext context, int status, RpcError error)
    {
        if (context.Response.HasStarted)
        {
            return;
        }

        MessageBuffer body = MessageBuffer.Rent();
        AnswerWriter.WriteAnswer(body, RpcId.Null, RpcOutcome.Failed(error));
        try
        {
            context.Response.StatusCode = status;
            await HttpAnswer.WriteAsync(context.Response, body.Written, Patience, TimeProvider.System);
        }
        finally
        {
            body.Return();
        }
    }
}
