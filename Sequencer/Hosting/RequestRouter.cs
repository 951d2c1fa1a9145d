using System.Net;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Rollup.Sequencer.Rpc;

namespace Rollup.Sequencer.Hosting;

/// <summary>Sends each request to what answers its path.</summary>
internal sealed class RequestRouter(
    HttpServerOptions options, HttpEndpoint http, WebSocketEndpoint webSockets, HealthEndpoint health, PrometheusMetrics prometheus, TimeProvider time)
{
    /// <summary>Key of a connection's item: true when it came in by the admin port.</summary>
    public static readonly object AdminItem = new();

    private readonly AccessPolicy _access = new(options.Rpc);
    private readonly CallerResolver _callers = new(options.Rpc.TrustedProxies);

    // Apart from calls, so that whoever has used up its calls can still see whether the node is well.
    private readonly RateLimiter _pages = new(options.Rpc.Limits.PagesPerSecond, 2 * options.Rpc.Limits.PagesPerSecond, time);

    public Task HandleAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";

        // Probes come by whatever address the orchestrator knows, and learn no secret.
        if (path.StartsWith("/health/", StringComparison.Ordinal))
        {
            return HealthAsync(context, path);
        }

        if (_access.Forbids(context) is { } reason)
        {
            return HttpRefusal.WriteAsync(context, StatusCodes.Status403Forbidden, reason);
        }

        return path switch
        {
            "/" => CallAsync(context),
            "/metrics" when options.PublicMetrics || IsAdmin(context) => PageAsync(context, () => prometheus.WriteAsync(context.Response)),
            _ => NotFoundAsync(context),
        };
    }

    public Task CloseWebSocketsAsync() => webSockets.CloseAllAsync();

    private Task HealthAsync(HttpContext context, string path) => path switch
    {
        "/health/live" => PageAsync(context, () => health.WriteAsync(context, HealthConcern.Liveness)),
        "/health/ready" => PageAsync(context, () => health.WriteAsync(context, HealthConcern.Readiness)),
        _ => NotFoundAsync(context),
    };

    private Task PageAsync(HttpContext context, Func<Task> write)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET";
            return HttpRefusal.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, "This page is read by GET.");
        }

        if (_pages.TryTake(_callers.AddressOf(context)) is { } wait)
        {
            context.Response.Headers.RetryAfter = "1";
            int limit = options.Rpc.Limits.PagesPerSecond;
            return HttpRefusal.WriteAsync(
                context, StatusCodes.Status429TooManyRequests, RpcError.LimitExceeded("pages_per_second", limit, "Too many pages for this address.", wait));
        }

        return write();
    }

    private Task CallAsync(HttpContext context)
    {
        if (AccessPolicy.IsPreflight(context.Request))
        {
            AccessPolicy.AnswerPreflight(context.Response);
            return Task.CompletedTask;
        }

        RpcCaller caller = _callers.Resolve(context, IsAdmin(context));
        return WebSocketHandshake.IsRequested(context.Request) ? webSockets.HandleAsync(context, caller) : http.HandleAsync(context, caller);
    }

    private static bool IsAdmin(HttpContext context) =>
        context.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(AdminItem, out object? isAdmin) == true && isAdmin is true;

    private static Task NotFoundAsync(HttpContext context) =>
        HttpRefusal.WriteAsync(context, StatusCodes.Status404NotFound, "There is nothing here; calls go to /.");
}
