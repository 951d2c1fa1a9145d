using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Rollup.Sequencer.Hosting;
using Rollup.Sequencer.Rpc;
using Rollup.Sequencer.Tests.Rpc;

namespace Rollup.Sequencer.Tests.Hosting;

public sealed class TlsTests
{
    [Fact]
    public async Task With_a_certificate_the_public_port_speaks_tls_and_the_admin_port_does_not()
    {
        using X509Certificate2 certificate = SelfSigned();
        using var metrics = new PrometheusMetrics();
        var options = new HttpServerOptions
        {
            Public = new IPEndPoint(IPAddress.Loopback, 0),
            Admin = new IPEndPoint(IPAddress.Loopback, 0),
            Certificate = certificate,
        };
        await using var server = new RollupHttpServer(options, new ToyMethods().Table(), [], metrics, NullLoggerFactory.Instance, TimeProvider.System);
        await server.StartAsync();
        server.Lifecycle.BecomeReady();
#pragma warning disable MA0039 // the test signs its own certificate and knows it by its thumbprint
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown!.Thumbprint == certificate.Thumbprint };
#pragma warning restore MA0039
        using var client = new HttpClient(handler);

        Assert.Contains("127.0.0.1", await CallAsync(client, $"https://127.0.0.1:{server.PublicEndpoint.Port}/"));
        Assert.Contains("127.0.0.1", await CallAsync(client, $"http://127.0.0.1:{server.AdminEndpoint!.Port}/"));
        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(client, $"http://127.0.0.1:{server.PublicEndpoint.Port}/"));
        await server.StopAsync();
    }

    [Fact]
    public void A_certificate_without_its_key_is_a_fault()
    {
        using X509Certificate2 whole = SelfSigned();
        using X509Certificate2 half = X509CertificateLoader.LoadCertificate(whole.Export(X509ContentType.Cert));

        Assert.Contains("private key", string.Join("; ", new HttpServerOptions { Certificate = half }.Faults()));
    }

    private static async Task<string> CallAsync(HttpClient client, string address)
    {
        using var content = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"toy_whoami"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await client.PostAsync(new Uri(address), content);
        return await response.Content.ReadAsStringAsync();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
