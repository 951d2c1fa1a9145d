using Microsoft.AspNetCore.Http;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Hosting;

/// <summary>Keeps pages of strangers in a browser on this machine from calling: by name (DNS rebinding) and by origin.</summary>
internal sealed class AccessPolicy(RpcOptions options)
{
    private const string Any = "*";

    private readonly HashSet<string> _hosts = new(options.AllowedHosts, StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _origins = new(options.AllowedOrigins, StringComparer.OrdinalIgnoreCase);

    /// <returns>Null, or why the request is forbidden. Sets the CORS headers where a browser's request is allowed.</returns>
    public string? Forbids(HttpContext context)
    {
        if (!_hosts.Contains(context.Request.Host.Host) && !_hosts.Contains(Any))
        {
            return "The Host header names no host of this server.";
        }

        if (context.Request.Headers.Origin.Count == 0)
        {
            return null;
        }

        string origin = context.Request.Headers.Origin.ToString();
        if (!_origins.Contains(origin) && !_origins.Contains(Any))
        {
            return "Pages of this origin may not call.";
        }

        context.Response.Headers.AccessControlAllowOrigin = origin;
        context.Response.Headers.Vary = "Origin";
        return null;
    }

    /// <summary>A browser asks before it posts JSON to another origin.</summary>
    public static bool IsPreflight(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method) && request.Headers.Origin.Count > 0 && request.Headers.AccessControlRequestMethod.Count > 0;

    public static void AnswerPreflight(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status204NoContent;
        response.Headers.AccessControlAllowMethods = "POST";
        response.Headers.AccessControlAllowHeaders = "Content-Type, X-Request-Id";
        response.Headers.AccessControlMaxAge = "600";
    }
}
