using System.Net;
using System.Text;
using Rollup.Sequencer.Hosting;
using Rollup.Sequencer.Tests.Rpc;
using Rollup.Sequencer.Tests.TestKit;

namespace Rollup.Sequencer.Tests.Hosting;

public sealed class TracingTests
{
    [Fact]
    public async Task Calls_are_exported_by_otlp_with_their_method_and_request_id()
    {
        using var collector = new HttpListener();
        int port = FreePort();
        collector.Prefixes.Add($"http://127.0.0.1:{port}/");
        collector.Start();
        Task<(string Path, string Body)> received = ReceiveAsync(collector);

        await using ToyServer server = await ToyServer.StartAsync();
        using (RollupTraces.Export(new Uri($"http://127.0.0.1:{port}/v1/traces"), "rollup-test", "1.2.3"))
        {
            using HttpResponseMessage response = await server.SendAsync(
                """{"jsonrpc":"2.0","id":1,"method":"toy_whoami"}"""u8.ToArray(), change: request => request.Headers.Add("X-Request-Id", "trace-me"));
        }

        (string path, string body) = await received.WaitAsync(Eventually.Limit);
        Assert.Equal("/v1/traces", path);
        Assert.All(new[] { "toy_whoami", "trace-me", "rollup-test" }, part => Assert.Contains(part, body));
    }

    private static async Task<(string Path, string Body)> ReceiveAsync(HttpListener collector)
    {
        HttpListenerContext context = await collector.GetContextAsync();
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        context.Response.Close();
        return (context.Request.Url!.AbsolutePath, Encoding.Latin1.GetString(body.ToArray()));
    }

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
